import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { fromBase64url, toBase64url } from "../../base64url.ts";
import { encodeBody } from "../../body.ts";
import { type Bytes, concat } from "../../bytes.ts";
import {
  type Epoch,
  type EpochFields,
  encodeEpoch,
  type Member,
  parseEpoch,
  type Role,
  type SeenPointer,
} from "../../epoch.ts";
import { commitmentOf, wrapInfo } from "../../epochSecret.ts";
import {
  directChatId,
  type Hash,
  hashOf,
  NO_HASH,
  parseClientId,
  parseEpochNumber,
  parseLogNumber,
} from "../../ids.ts";
import { encodeHeader, messageKey, type SealedMessage, signedBytes } from "../../message.ts";
import { pad } from "../../padding.ts";
import { encrypt, importEncryptionKey, importHkdfKey, sha256 } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { hex } from "../vectorFile.ts";
import { type Generation, newestOf, type Person, testSign } from "./people.ts";

/** An epoch of the vectors, with everything that only its maker knows. */
export interface TestEpoch {
  readonly epoch: Epoch;
  readonly secret: Bytes;
  readonly signature: Bytes;
}

/** A message of the vectors. */
export interface TestMessage extends SealedMessage {
  readonly hash: Hash;
}

/** When everything happens in the vectors: 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600_000;

/** A pointer at nothing: what epoch 0 has seen. */
export const NOTHING: SeenPointer = { number: parseLogNumber(0), hash: NO_HASH };

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** A line of a roster; the newest generation unless another is given. */
export function line(someone: Person, role: Role, generation = newestOf(someone)): Member {
  return { userId: someone.userId, fingerprint: generation.fingerprint, role };
}

/** Members in the order that a record has them in. */
export function roster(...members: readonly Member[]): readonly Member[] {
  return [...members].sort((one, other) => (one.userId < other.userId ? -1 : 1));
}

/** Epoch 0 of a 1:1, or what `changes` make of it. */
export function directFields(
  maker: Person,
  other: Person,
  changes: Partial<EpochFields> = {},
): Omit<EpochFields, "commitment"> {
  return {
    chatId: directChatId(maker.userId, other.userId),
    number: parseEpochNumber(0),
    previous: NO_HASH,
    at: NOW,
    ttlSeconds: 0,
    seen: NOTHING,
    maker: maker.userId,
    members: roster(line(maker, "admin"), line(other, "admin")),
    ...changes,
  };
}

/** Makes an epoch, allowed or not: nothing is checked. */
export async function makeEpoch(
  random: Random,
  signer: Generation,
  fields: Omit<EpochFields, "commitment">,
  commitment?: Hash,
): Promise<TestEpoch> {
  const secret = random(32);
  const honest = hashOf(
    await commitmentOf(await importHkdfKey(secret), fields.chatId, fields.number),
  );
  const record = encodeEpoch({ ...fields, commitment: commitment ?? honest });
  return {
    epoch: await parseEpoch(record),
    secret,
    signature: testSign(signer.signing, record),
  };
}

/** The fields of the epoch after another one. */
export function after(
  before: TestEpoch,
  seen: SeenPointer,
  changes: Partial<EpochFields> = {},
): Omit<EpochFields, "commitment"> {
  const { chatId, number, ttlSeconds, maker, members, hash, at } = before.epoch;
  return {
    chatId,
    number: parseEpochNumber(number + 1),
    previous: hash,
    at: at + 1000,
    ttlSeconds,
    seen,
    maker,
    members,
    ...changes,
  };
}

/** The wrap of a secret for somebody, the same in every run. */
export async function wrapFor(
  random: Random,
  { epoch, secret }: Pick<TestEpoch, "epoch" | "secret">,
  someone: Person,
  generation = newestOf(someone),
): Promise<Bytes> {
  const info = wrapInfo(epoch.hash, someone.userId, generation.fingerprint);
  const recipientPublicKey = await importEncryptionKey(generation.encryption.point);
  const ekm = await suite.kem.deriveKeyPair(random(32));
  const sealed = await suite.seal({ recipientPublicKey, info, ekm }, secret);
  return concat(new Uint8Array(sealed.enc), new Uint8Array(sealed.ct));
}

/** Seals a text, or any plaintext. */
export async function makeMessage(
  random: Random,
  sender: Person,
  { epoch, secret }: Pick<TestEpoch, "epoch" | "secret">,
  seen: SeenPointer,
  content: string | { readonly plaintext: Bytes },
  changes: Partial<Pick<SealedMessage, "clientId" | "at">> = {},
): Promise<TestMessage> {
  const fields = {
    senderId: sender.userId,
    clientId: parseClientId(toBase64url(random(16))),
    at: NOW + 5000,
    seen,
    nonce: random(12),
    ...changes,
  };
  const plaintext =
    typeof content === "string" ? pad(encodeBody({ t: "text", text: content })) : content.plaintext;
  const header = encodeHeader(epoch, fields);
  const key = await messageKey(await importHkdfKey(secret), epoch, fields);
  const ciphertext = await encrypt(key, fields.nonce, header, plaintext);
  const signed = signedBytes(header, ciphertext);
  return {
    epoch: epoch.number,
    ...fields,
    ciphertext,
    signature: testSign(newestOf(sender).signing, signed),
    hash: hashOf(await sha256(signed)),
  };
}

/** A pointer at an entry. */
export function pointer(number: number, { hash }: { readonly hash: Hash }): SeenPointer {
  return { number: parseLogNumber(number), hash };
}

/** An epoch as vectors write it. */
export function epochJson(entry: number, { epoch, signature }: TestEpoch, wrap?: Bytes): object {
  return {
    entry,
    record: hex(epoch.record),
    signature: hex(signature),
    ...(wrap === undefined ? {} : { wrap: hex(wrap) }),
  };
}

/** A message as vectors write it. */
export function messageJson(message: SealedMessage): Record<string, unknown> {
  return {
    sender: message.senderId,
    client_id: hex(fromBase64url(message.clientId)),
    at: message.at,
    seen: message.seen.number,
    seen_hash: hex(fromBase64url(message.seen.hash)),
    nonce: hex(message.nonce),
    ciphertext: hex(message.ciphertext),
    signature: hex(message.signature),
  };
}

/** A message as an entry of a log. */
export function messageEntry(id: number, message: SealedMessage): Record<string, unknown> {
  return {
    id,
    kind: "message",
    created_at: NOW + 6000 + id,
    epoch: message.epoch,
    ...messageJson(message),
  };
}

/** An epoch as an entry of a log. */
export function epochEntry(id: number, { epoch, signature }: TestEpoch): Record<string, unknown> {
  return {
    id,
    kind: "epoch",
    created_at: NOW + id,
    record: hex(epoch.record),
    signature: hex(signature),
  };
}
