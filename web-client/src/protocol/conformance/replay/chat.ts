import { fromBase64url } from "../../base64url.ts";
import { parseBody } from "../../body.ts";
import type { Bytes } from "../../bytes.ts";
import { encodeEpoch, parseEpoch } from "../../epoch.ts";
import { appendEpoch, type EpochChain, emptyChain, requireHead } from "../../epochChain.ts";
import { commitmentOf, openWrap } from "../../epochSecret.ts";
import { identityBook } from "../../identityBook.ts";
import {
  fingerprintOf,
  hashOf,
  kindOf,
  parseChatId,
  parseEpochNumber,
  parseLogNumber,
  parseUserId,
} from "../../ids.ts";
import { type JsonObject, objectField, optionalField } from "../../json.ts";
import {
  encodeHeader,
  type HeaderEpoch,
  messageKey,
  messageKeyInfo,
  openCiphertext,
  signedBytes,
} from "../../message.ts";
import { unpad } from "../../padding.ts";
import { hkdf, importHkdfKey, importVerifyingKey, sha256, verify } from "../../primitives.ts";
import { safetyHalf } from "../../safetyNumber.ts";
import {
  hex,
  hexField,
  listField,
  numberField,
  type Operations,
  textField,
} from "../vectorFile.ts";
import { chainOf } from "./account.ts";
import { requireEqual, requireSameKey } from "./checks.ts";
import { bodyToJson } from "./encodings.ts";
import { messageOf, readerOf } from "./entries.ts";

const nobody = { userId: parseUserId("a".repeat(26)), decryptionKeys: new Map() };

export const epoch: Operations = {
  parse: async (inputs) => {
    const parsed = await parseEpoch(hexField(inputs, "record"));
    requireEqual(hex(encodeEpoch(parsed)), textField(inputs, "record"));
    return {
      chat: parsed.chatId,
      kind: kindOf(parsed.chatId) === "direct" ? 0 : 1,
      number: parsed.number,
      previous: hex(fromBase64url(parsed.previous)),
      at: parsed.at,
      ttl_seconds: parsed.ttlSeconds,
      seen: parsed.seen.number,
      seen_hash: hex(fromBase64url(parsed.seen.hash)),
      commitment: hex(fromBase64url(parsed.commitment)),
      maker: parsed.maker,
      members: parsed.members.map(({ userId, fingerprint, role }) => ({
        user: userId,
        fingerprint: hex(fromBase64url(fingerprint)),
        role: role === "member" ? 0 : 1,
      })),
      hash: hex(fromBase64url(parsed.hash)),
    };
  },
  chain: async (inputs) => {
    const chain = await epochChainOf(inputs);
    const head = optionalField(inputs, "head", objectField);
    if (head !== undefined) {
      requireHead(chain, {
        number: parseEpochNumber(numberField(head, "number")),
        hash: hashOf(hexField(head, "hash")),
        entry: parseLogNumber(numberField(head, "entry")),
      });
    }
    return { hashes: chain.epochs.map(({ hash }) => hex(fromBase64url(hash))) };
  },
};

export const wrap: Operations = {
  "": async (inputs) => {
    const reader = await readerOf(objectField(inputs, "reader"));
    const parsed = await parseEpoch(hexField(inputs, "record"));
    const key = await openWrap(reader, parsed, hexField(inputs, "wrap"));
    return { commitment: hex(await commitmentOf(key, parsed.chatId, parsed.number)) };
  },
};

export const message: Operations = {
  "": async (inputs) => {
    const { chatId, number, hash } = await parseEpoch(hexField(inputs, "epoch_record"));
    const of: HeaderEpoch = { chatId, number, hash };
    const secret = await importHkdfKey(hexField(inputs, "secret"));
    const sealed = messageOf(inputs, number);
    const header = encodeHeader(of, sealed);
    const signed = signedBytes(header, sealed.ciphertext);
    const verifyingKey = await importVerifyingKey(hexField(inputs, "sender_key"));
    await verify(verifyingKey, signed, sealed.signature);
    const content = unpad(await openCiphertext(secret, of, header, sealed));
    const body = parseBody(content);
    const key = await hkdf(secret, messageKeyInfo(sealed), fromBase64url(of.hash));
    await requireSameKey(await messageKey(secret, of, sealed), key);
    return {
      header: hex(header),
      key: hex(key),
      hash: hex(await sha256(signed)),
      content: hex(content),
      body: bodyToJson(body),
    };
  },
};

export const safetyNumber: Operations = {
  "": async (inputs) => {
    const fingerprint = fingerprintOf(hexField(inputs, "fingerprint"));
    return { groups: await safetyHalf(parseUserId(textField(inputs, "user")), fingerprint) };
  },
};

async function epochChainOf(inputs: JsonObject): Promise<EpochChain> {
  const chains = await Promise.all(listField(inputs, "identities").map(chainOf));
  const own = { userId: nobody.userId, generations: new Map() };
  const context = { opener: nobody, identities: identityBook(own, chains) };
  let chain = emptyChain(parseChatId(textField(inputs, "chat")));
  for (const json of listField(inputs, "epochs")) {
    chain = await appendEpoch(chain, context, offerOf(json));
  }
  return chain;
}

/** An epoch as a server offers it. */
export function offerOf(json: JsonObject): {
  readonly id: ReturnType<typeof parseLogNumber>;
  readonly record: Bytes;
  readonly signature: Bytes;
  readonly wrap?: Bytes;
} {
  const ownWrap = optionalField(json, "wrap", hexField);
  return {
    id: parseLogNumber(numberField(json, "entry")),
    record: hexField(json, "record"),
    signature: hexField(json, "signature"),
    ...(ownWrap === undefined ? {} : { wrap: ownWrap }),
  };
}
