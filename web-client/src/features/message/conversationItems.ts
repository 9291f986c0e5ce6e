import { shownTime, type VerifiedEntry } from "../../protocol/index.ts";
import type { ChatLog } from "./chatLog.ts";
import type { ConversationItem, RefusalReason } from "./model.ts";
import type { Waiting } from "./outbox.ts";

const REASONS: ReadonlySet<string> = new Set<RefusalReason>([
  "wrong_epoch",
  "unknown_sender",
  "bad_signature",
  "seen_mismatch",
  "replayed",
  "undecryptable",
  "malformed",
  "rewritten",
  "omitted",
]);

/** The rows of a conversation: verified entries by number, then own messages that wait. */
export function conversationItems(
  log: ChatLog,
  waiting: readonly Waiting[],
  self: string,
): readonly ConversationItem[] {
  const numbers = [...log.entries.keys()].sort((one, other) => one - other);
  const items: ConversationItem[] = [];
  let at = 0;
  for (const number of numbers) {
    const entry = log.entries.get(number);
    if (entry === undefined) continue;
    const item = itemOf(entry, self, log.companionRead(), at);
    at = item.at;
    items.push(item);
  }
  const known = new Set(items.map(({ key }) => key));
  return [...items, ...waiting.filter(({ entry }) => !known.has(entry.clientId)).map(waitingItem)];
}

function itemOf(
  entry: VerifiedEntry,
  self: string,
  companionRead: number,
  before: number,
): ConversationItem {
  switch (entry.kind) {
    case "message": {
      const { at, clockOff } = shownTime(entry);
      const mine = entry.senderId === self;
      const shown = { key: entry.clientId, id: entry.id, at, mine, senderId: entry.senderId };
      if (entry.body.t !== "text") return { ...shown, kind: "unsupported" };
      const delivery = { kind: entry.id <= companionRead ? "read" : "sent" } as const;
      const { text } = entry.body;
      return { ...shown, kind: "text", text, clockOff, ...(mine ? { delivery } : {}) };
    }
    case "epoch":
      return {
        kind: "epoch",
        key: `n${entry.id}`,
        id: entry.id,
        at: entry.createdAt,
        change: entry.epoch.number === 0 ? "created" : "renewed",
        makerId: entry.epoch.maker,
      };
    case "removed":
      return {
        kind: "removed",
        key: entry.clientId,
        id: entry.id,
        at: entry.createdAt,
        mine: entry.senderId === self,
        senderId: entry.senderId,
      };
    case "refused":
      // Who sent it is what could not be verified: it stands on the other side, without a name.
      return {
        kind: "refused",
        key: `n${entry.id}`,
        id: entry.id,
        at: before,
        mine: false,
        senderId: "",
        reason: REASONS.has(entry.reason) ? (entry.reason as RefusalReason) : "unknown_sender",
      };
  }
}

function waitingItem({ entry, text, delivery }: Waiting): ConversationItem {
  return {
    kind: "text",
    key: entry.clientId,
    at: entry.createdAt,
    mine: true,
    senderId: entry.message.senderId,
    text,
    delivery,
    clockOff: false,
  };
}
