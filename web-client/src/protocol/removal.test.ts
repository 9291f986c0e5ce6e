import { expect, test } from "vitest";
import { toBase64url } from "./base64url.ts";
import type { LogEntry } from "./logEntry.ts";
import { verifyPage } from "./logVerifier.ts";
import { signRemoval } from "./removal.ts";
import {
  type Conversation,
  conversation,
  NOON,
  type Registered,
  readStart,
  say,
} from "./testing.ts";
import { entryFromJson } from "./wire.ts";

/** Ann says two things, the second pointing at what both have read; then somebody signs for her. */
async function said(talk: Conversation): Promise<readonly [LogEntry, LogEntry]> {
  const log = await readStart(talk, talk.ann, talk.annSees);
  const [first] = await say(talk.ann, log, ["regretted"]);
  if (first === undefined) {
    throw new Error("nothing was said");
  }
  await verifyPage(log, talk.annSees, [first]);
  const [second] = await say(talk.ann, log, ["kept"]);
  if (second === undefined) {
    throw new Error("nothing was said");
  }
  return [first, second];
}

/** What a server keeps of a message, as it answers it. */
async function tombstone(
  talk: Conversation,
  entry: LogEntry,
  signer: Registered,
): Promise<LogEntry> {
  const log = await readStart(talk, talk.bob, talk.bobSees);
  const [read] = (await verifyPage(log, talk.bobSees, [entry])).entries;
  if (read?.kind !== "message") {
    throw new Error("no message");
  }
  const signature = await signRemoval(signer.account, log.chain.chatId, read);
  return entryFromJson({
    kind: "removed",
    id: read.id,
    sender_id: read.senderId,
    client_id: read.clientId,
    created_at: NOON,
    msg_hash: read.hash,
    signature: toBase64url(signature),
  });
}

test("a message that its sender takes back gives way, and what points at it still holds", async () => {
  const talk = await conversation();
  const [first, second] = await said(talk);
  const gone = await tombstone(talk, first, talk.ann);
  const log = await readStart(talk, talk.bob, talk.bobSees);
  await verifyPage(log, talk.bobSees, [first, second]);
  const removed = { kind: "removed", id: 1, senderId: talk.ann.userId };
  expect((await verifyPage(log, talk.bobSees, [gone])).entries).toMatchObject([removed]);
  const fresh = await readStart(talk, talk.bob, talk.bobSees);
  const { entries } = await verifyPage(fresh, talk.bobSees, [gone, second]);
  expect(entries).toMatchObject([removed, { kind: "message", body: { text: "kept" } }]);
});

test("a message that somebody else takes away was left out by the server", async () => {
  const talk = await conversation();
  const [first, second] = await said(talk);
  const forged = await tombstone(talk, first, talk.bob);
  const log = await readStart(talk, talk.bob, talk.bobSees);
  const { entries } = await verifyPage(log, talk.bobSees, [forged, second]);
  expect(entries).toMatchObject([
    { kind: "refused", id: 1, reason: "omitted" },
    { kind: "message", body: { text: "kept" } },
  ]);
});

test("a message that was taken back does not come again", async () => {
  const talk = await conversation();
  const [first] = await said(talk);
  const gone = await tombstone(talk, first, talk.ann);
  const log = await readStart(talk, talk.bob, talk.bobSees);
  await verifyPage(log, talk.bobSees, [gone]);
  const { entries } = await verifyPage(log, talk.bobSees, [first]);
  expect(entries).toMatchObject([{ kind: "refused", id: 1, reason: "rewritten" }]);
});
