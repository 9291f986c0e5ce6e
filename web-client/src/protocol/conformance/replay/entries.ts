import { toBase64url } from "../../base64url.ts";
import {
  type EpochNumber,
  hashOf,
  parseClientId,
  parseEpochNumber,
  parseFileId,
  parseLogin,
  parseLogNumber,
  parseUserId,
  type UserId,
} from "../../ids.ts";
import type { JsonObject } from "../../json.ts";
import type { LogEntry } from "../../logEntry.ts";
import type { SealedMessage } from "../../message.ts";
import type { SignedRemoval } from "../../removal.ts";
import { type AccountKeys, importAccountKeys } from "../../vault.ts";
import { hexField, listField, numberField, textField, unhex } from "../vectorFile.ts";
import { signedIdentityOf } from "./account.ts";

/** The account that reads: its private keys are in the vector, oldest generation first. */
export async function readerOf(
  json: JsonObject,
): Promise<AccountKeys & { readonly userId: UserId }> {
  const userId = parseUserId(textField(json, "user"));
  const generations = listField(json, "generations");
  const newest = generations.at(-1) ?? {};
  const keys = await importAccountKeys(
    {
      encryptionScalar: hexField(newest, "encryption_private"),
      signingScalar: hexField(newest, "signing_private"),
      identity: signedIdentityOf(newest),
      earlier: generations
        .slice(0, -1)
        .reverse()
        .map((generation) => ({
          scalar: hexField(generation, "encryption_private"),
          record: hexField(generation, "record"),
        })),
    },
    userId,
    parseLogin(textField(json, "login")),
  );
  return { ...keys, userId };
}

/** A message's own fields. */
export function messageOf(json: JsonObject, epoch: EpochNumber): SealedMessage {
  return {
    epoch,
    senderId: parseUserId(textField(json, "sender")),
    clientId: parseClientId(toBase64url(hexField(json, "client_id"))),
    at: numberField(json, "at"),
    seen: {
      number: parseLogNumber(numberField(json, "seen")),
      hash: hashOf(hexField(json, "seen_hash")),
    },
    nonce: hexField(json, "nonce"),
    ciphertext: hexField(json, "ciphertext"),
    signature: hexField(json, "signature"),
  };
}

/** An entry of a log. */
export function entryOf(json: JsonObject): LogEntry {
  const id = parseLogNumber(numberField(json, "id"));
  const createdAt = numberField(json, "created_at");
  switch (textField(json, "kind")) {
    case "epoch": {
      const epoch = { record: hexField(json, "record"), signature: hexField(json, "signature") };
      return { kind: "epoch", id, createdAt, epoch };
    }
    case "removed":
      return { kind: "removed", id, createdAt, removal: removalOf(json) };
    default: {
      const message = messageOf(json, parseEpochNumber(numberField(json, "epoch")));
      return { kind: "message", id, createdAt, message: { ...message, ...filesOf(json) } };
    }
  }
}

function removalOf(json: JsonObject): SignedRemoval {
  return {
    senderId: parseUserId(textField(json, "sender")),
    clientId: parseClientId(toBase64url(hexField(json, "client_id"))),
    hash: hashOf(hexField(json, "msg_hash")),
    signature: hexField(json, "signature"),
  };
}

function filesOf(json: JsonObject): Pick<SealedMessage, "files"> {
  const files = json["files"];
  return Array.isArray(files)
    ? { files: files.map((id) => parseFileId(toBase64url(unhex(String(id))))) }
    : {};
}
