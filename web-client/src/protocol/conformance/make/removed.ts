import { fromBase64url, toBase64url } from "../../base64url.ts";
import { encodeBody, type FilesBody } from "../../body.ts";
import { utf8 } from "../../bytes.ts";
import { newFileSecret } from "../../fileCipher.ts";
import { type ChatId, hashOf, newFileId, parseHash, parseLogNumber } from "../../ids.ts";
import { pad } from "../../padding.ts";
import { removalBytes } from "../../removal.ts";
import { type Case, hex } from "../vectorFile.ts";
import {
  directFields,
  epochEntry,
  epochJson,
  line,
  makeEpoch,
  makeMessage,
  messageEntry,
  NOW,
  pointer,
  roster,
  type TestMessage,
} from "./chats.ts";
import { type Generation, newestOf, testSign } from "./people.ts";
import { type Entry, known, type Scene } from "./scene.ts";

/** Messages that their senders took back, or that a server says so of. */
export async function removed(scene: Scene): Promise<Case[]> {
  const { entries, random, ann, bob, eve, messages, first, second } = scene;
  const { chatId } = first.epoch;
  const read = (name: string, pages: readonly (readonly Entry[])[]): Case => ({
    name: `removed: ${name}`,
    pages,
  });
  const two = known(messages.get(2));
  const six = known(messages.get(6));
  const bobs = newestOf(bob);
  const gone = tombstone(2, chatId, two, bobs);
  const without = (entry: Entry): readonly Entry[] => entries.with(2, entry);
  const whole = (name: string, entry: Entry): Case => read(name, [without(entry)]);
  const lied = tombstone(2, chatId, { ...two, hash: hashOf(random(32)) }, bobs);
  const annsClaim = { ...two, senderId: ann.userId };
  const six2 = tombstone(6, chatId, six, newestOf(ann));
  const copy = { ...known(entries[6]), id: 8 };
  const elsewhere = await makeEpoch(random, newestOf(bob), directFields(bob, eve));
  return [
    whole("by its sender", gone),
    read("after it was shown", [entries, [gone]]),
    read("and given again by the server", [without(gone), [known(entries[2])]]),
    read("read backwards", [entries.slice(3), without(gone).slice(0, 3)]),
    whole("with another hash than what points at it says", lied),
    read("with another hash, read backwards", [entries.slice(3), without(lied).slice(0, 3)]),
    read("with another hash, after it was shown", [entries, [lied]]),
    whole("without a signature", { ...gone, signature: "00".repeat(64) }),
    read("without a signature, after it was shown", [
      entries,
      [{ ...gone, signature: "00".repeat(64) }],
    ]),
    whole("signed by another member", tombstone(2, chatId, two, newestOf(ann))),
    whole("signed by one who is no member", tombstone(2, chatId, annsClaim, newestOf(eve))),
    whole("of one who is no member", {
      ...tombstone(2, chatId, { ...two, senderId: eve.userId }, newestOf(eve)),
    }),
    read("claimed by another member, after it was shown", [
      entries,
      [tombstone(2, chatId, annsClaim, newestOf(ann))],
    ]),
    whole("in the place of another", { ...tombstone(4, chatId, two, bobs), id: 2 }),
    whole("in another chat", tombstone(2, elsewhere.epoch.chatId, two, bobs)),
    whole("with another client id", { ...gone, client_id: hex(random(16)) }),
    read("where an epoch began", [entries.with(5, tombstone(5, chatId, six, newestOf(ann)))]),
    read("and said again later", [[...entries.with(6, six2), copy]]),
    read("and said again later, which is loaded first", [[copy], entries.with(6, six2).slice(5)]),
    ...(await withOtherKeys(scene)),
    ...(await attached({ ...scene, second })),
  ];
}

/** A sender may have replaced his key since, and cannot have gone back to an older one. */
async function withOtherKeys({ random, ann, bob, base }: Scene): Promise<Case[]> {
  const [older] = bob.generations;
  const newer = newestOf(bob);
  const of = async (name: string, listed: Generation, signer: Generation): Promise<Case> => {
    const members = roster(line(ann, "admin"), line(bob, "admin", listed));
    const epoch = await makeEpoch(random, newestOf(ann), directFields(ann, bob, { members }));
    const message = await makeMessage(random, bob, epoch, pointer(0, epoch.epoch), "taken back");
    return {
      name: `removed: ${name}`,
      identities: base["identities"],
      epochs: [epochJson(0, epoch)],
      pages: [[epochEntry(0, epoch), tombstone(1, epoch.epoch.chatId, message, signer)]],
    };
  };
  return [
    await of("with a successor of the roster's key", older, newer),
    await of("with a key older than the roster's", newer, older),
  ];
}

/** Messages with stored files, whose entries attach them or not. */
async function attached({ random, ann, second, messages, entries }: Scene): Promise<Case[]> {
  const secret = newFileSecret(random);
  const details = { name: "a.bin", type: "application/octet-stream", as: "file" } as const;
  const body: FilesBody = {
    t: "files",
    files: [
      { kind: "inline", ...details, size: 2, data: utf8("hi") },
      {
        kind: "stored",
        ...details,
        ...secret,
        size: 100_000,
        manifest: parseHash(toBase64url(random(32))),
      },
    ],
  };
  const seen = pointer(7, known(messages.get(7)));
  const plaintext = pad(encodeBody(body));
  const message = messageEntry(8, await makeMessage(random, ann, second, seen, { plaintext }));
  const id = hex(fromBase64url(secret.fileId));
  const other = hex(fromBase64url(newFileId(random)));
  const of = (name: string, more: Entry): Case => ({
    name: `files: ${name}`,
    pages: [[...entries, { ...message, ...more }]],
  });
  return [
    of("attached as the body says", { files: [id] }),
    of("not attached", {}),
    of("another attached", { files: [other] }),
    of("one more attached", { files: [id, other] }),
    {
      name: "files: attached to a text",
      pages: [entries.with(7, { ...known(entries[7]), files: [id] })],
    },
  ];
}

function tombstone(
  id: number,
  chatId: ChatId,
  { senderId, clientId, hash }: TestMessage,
  signer: Generation,
): Entry {
  const signed = removalBytes(chatId, { id: parseLogNumber(id), clientId, hash });
  return {
    id,
    kind: "removed",
    created_at: NOW + 6000 + id,
    sender: senderId,
    client_id: hex(fromBase64url(clientId)),
    msg_hash: hex(fromBase64url(hash)),
    signature: hex(testSign(signer.signing, signed)),
  };
}
