import {
  type EpochChain,
  shownTime,
  type VerifiedEntry,
  type VerifiedEpoch,
} from "../../protocol/index.ts";
import { fileItems } from "../file/fileItems.ts";
import type { Sending } from "../file/sendings.ts";
import type { ChatLog } from "./chatLog.ts";
import type { Span } from "./logWindow.ts";
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

/** Verified entries by number, as far as they are in the view. */
export function loggedItems(log: ChatLog, shown: Span, self: string): readonly ConversationItem[] {
  const items: ConversationItem[] = [];
  let at = timeBefore(log, shown.from);
  for (let number = shown.from; number <= shown.to; number++) {
    const entry = log.entries.get(number);
    if (entry === undefined) continue;
    const item = itemOf(entry, log, self, at);
    at = item.at;
    items.push(item);
  }
  return items;
}

/** Own messages that are not in the log yet, in the order in which they were written. */
export function itemsOnTheirWay(
  waiting: readonly Waiting[],
  sendings: readonly Sending[],
  logged: readonly ConversationItem[],
  self: string,
): readonly ConversationItem[] {
  const known = new Set(logged.map(({ key }) => key));
  return [...waiting.map(waitingItem), ...sendings.map((one) => sendingItem(one, self))]
    .filter(({ key }) => !known.has(key))
    .sort((one, other) => one.at - other.at);
}

/** When the newest entry before a number was stored that tells it. */
function timeBefore({ entries, log }: ChatLog, before: number): number {
  for (let number = before - 1; number >= log.low; number--) {
    const entry = entries.get(number);
    if (entry !== undefined && entry.kind !== "refused") return entry.createdAt;
  }
  return 0;
}

function itemOf(
  entry: VerifiedEntry,
  { chatId, log, companionRead }: ChatLog,
  self: string,
  before: number,
): ConversationItem {
  switch (entry.kind) {
    case "message": {
      const { at, clockOff } = shownTime(entry);
      const mine = entry.senderId === self;
      const shown = { key: entry.clientId, id: entry.id, at, mine, senderId: entry.senderId };
      const { body } = entry;
      if (body.t === "unsupported") return { ...shown, kind: "unsupported" };
      const delivery = { kind: entry.id <= companionRead() ? "read" : "sent" } as const;
      const whole = { ...shown, clockOff, ...(mine ? { delivery } : {}) };
      if (body.t === "text") return { ...whole, kind: "text", text: body.text };
      const files = fileItems(chatId, entry.clientId, body.files, entry.attached);
      return { ...whole, kind: "files", files, ...captionOf(body) };
    }
    case "epoch":
      return {
        kind: "epoch",
        key: `n${entry.id}`,
        id: entry.id,
        at: entry.createdAt,
        ...epochChange(entry.epoch, log.chain),
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

/** Read from verified rosters only: what a server says about keys is no source. */
function epochChange(
  epoch: VerifiedEpoch,
  { epochs }: EpochChain,
): Pick<Extract<ConversationItem, { kind: "epoch" }>, "change" | "changedIds"> {
  if (epoch.number === 0) return { change: "created", changedIds: [] };
  const before = epochs.find(({ number }) => number === epoch.number - 1);
  const fingerprints = new Map(before?.members.map((one) => [one.userId, one.fingerprint]));
  const changedIds = epoch.members
    .filter(({ userId, fingerprint }) => (fingerprints.get(userId) ?? fingerprint) !== fingerprint)
    .map(({ userId }) => userId);
  return { change: changedIds.length === 0 ? "renewed" : "keys_changed", changedIds };
}

function waitingItem({ entry, body, delivery }: Waiting): ConversationItem {
  const shown = {
    key: entry.clientId,
    at: entry.createdAt,
    mine: true,
    senderId: entry.message.senderId,
    delivery,
    clockOff: false,
  };
  if (body.t === "text") return { ...shown, kind: "text", text: body.text };
  const files = fileItems(entry.chatId, entry.clientId, body.files);
  return { ...shown, kind: "files", files, ...captionOf(body) };
}

function sendingItem(sending: Sending, self: string): ConversationItem {
  const { clientId, createdAt, files, delivery } = sending;
  return {
    kind: "files",
    key: clientId,
    at: createdAt,
    mine: true,
    senderId: self,
    files,
    delivery,
    clockOff: false,
    ...captionOf(sending),
  };
}

function captionOf({ text }: { readonly text?: string }): { readonly text?: string } {
  return text === undefined ? {} : { text };
}
