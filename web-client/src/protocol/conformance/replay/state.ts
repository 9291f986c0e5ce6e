import { parseUserId } from "../../ids.ts";
import { objectField } from "../../json.ts";
import { importVerifyingKey, verify } from "../../primitives.ts";
import { deriveStateKey, mergeStates, openState, sealState, stateRecord } from "../../state.ts";
import { stateFromJson, stateToJson } from "../stateJson.ts";
import { hex, hexField, numberField, type Operations, textField } from "../vectorFile.ts";
import { once, requireEqual } from "./checks.ts";

export const state: Operations = {
  open: async (inputs) => {
    const userId = parseUserId(textField(inputs, "user"));
    const stateKey = await deriveStateKey(hexField(inputs, "vault_key"));
    const blob = { rev: numberField(inputs, "rev"), sealed: hexField(inputs, "sealed") };
    const opened = await openState(stateKey, userId, blob, numberField(inputs, "at_least"));
    const at = { userId, rev: blob.rev };
    const again = await sealState(once(blob.sealed.slice(0, 12)), stateKey, at, opened);
    requireEqual(hex(again.sealed), hex(blob.sealed));
    return { state: stateToJson(opened) };
  },
  sign: async (inputs) => {
    const blob = { rev: numberField(inputs, "rev"), sealed: hexField(inputs, "sealed") };
    const record = await stateRecord(parseUserId(textField(inputs, "user")), blob);
    const key = await importVerifyingKey(hexField(inputs, "public_key"));
    await verify(key, record, hexField(inputs, "signature"));
    return { record: hex(record) };
  },
  merge: async (inputs) => {
    const one = stateFromJson(objectField(inputs, "one"));
    const other = stateFromJson(objectField(inputs, "other"));
    const merged = stateToJson(mergeStates(one, other));
    requireEqual(JSON.stringify(stateToJson(mergeStates(other, one))), JSON.stringify(merged));
    return { merged };
  },
};
