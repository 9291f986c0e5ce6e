import { parseUserId } from "../../ids.ts";
import { asObject, objectField } from "../../json.ts";
import { importVerifyingKey, verify } from "../../primitives.ts";
import {
  deriveStateKey,
  mergeStates,
  openState,
  parseState,
  type State,
  sealState,
  stateRecord,
  stateToJson,
} from "../../state.ts";
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
    requireEqual(String(again.sealed.length), String(blob.sealed.length));
    return { state: jsonOf(opened) };
  },
  sign: async (inputs) => {
    const blob = { rev: numberField(inputs, "rev"), sealed: hexField(inputs, "sealed") };
    const record = await stateRecord(parseUserId(textField(inputs, "user")), blob);
    const key = await importVerifyingKey(hexField(inputs, "public_key"));
    await verify(key, record, hexField(inputs, "signature"));
    return { record: hex(record) };
  },
  merge: async (inputs) => {
    const one = parseState(JSON.stringify(objectField(inputs, "one")));
    const other = parseState(JSON.stringify(objectField(inputs, "other")));
    requireEqual(stateToJson(mergeStates(other, one)), stateToJson(mergeStates(one, other)));
    return { merged: jsonOf(mergeStates(one, other)) };
  },
};

function jsonOf(value: State): unknown {
  return asObject(JSON.parse(stateToJson(value)), "state");
}
