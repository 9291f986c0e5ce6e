import type { ClientErrorCode } from "../app/result.ts";
import type { Me, SessionState } from "../features/account/model.ts";
import type { ChatListState, ChatRow, Trust } from "../features/chat/model.ts";
import type { ConversationItem, ConversationState } from "../features/message/model.ts";
import type { Connection } from "../features/presence/model.ts";
import type { Language } from "../i18n/setup.ts";
import { longItem, manyItems, sampleItems, sampleOutbox, sampleRows } from "./sampleData.ts";
import { sampleFiles } from "./sampleFiles.ts";

export const conversations = [
  "ready",
  "loading",
  "failed",
  "refused",
  "empty",
  "begun",
  "stranger",
  "blocked",
  "long",
  "many",
  "unread",
  "files",
] as const;
export const refusedStates = ["empty", "older", "remembers"] as const;

/** What the preview shows; each field is a parameter of its address. */
export interface Scene {
  language: Language;
  session: SessionState["kind"];
  chats: ChatListState["status"] | "empty";
  conversation: (typeof conversations)[number];
  /** What going on without the account's state would cost. */
  refusedState: (typeof refusedStates)[number];
  connection: Connection["kind"];
  trust: Trust["kind"];
  typing: boolean;
  newVersion: boolean;
  /** Every action fails with this code. */
  error: ClientErrorCode | undefined;
  now: number;
}

export const recoveryKey = "K7QM2XRD9FWTHB4CVN6JP3YE8ZKATD5SMC2GW6HN4RJXQY7B";

export function sessionOf(scene: Scene, kind: SessionState["kind"], me: Me): SessionState {
  switch (kind) {
    case "starting":
      return { kind };
    case "signed_out":
      return { kind, notice: "logged_out" };
    case "locked":
      return { kind, login: me.login, userName: me.userName, unsent: 0 };
    case "state_refused":
      return {
        kind,
        login: me.login,
        why: scene.refusedState === "older" ? "state_rollback" : "state_unreadable",
        remembers: scene.refusedState === "remembers",
      };
    case "registering":
      return { kind, login: me.login, recoveryKey };
    case "open":
      return { kind, me };
  }
}

export function chatsOf(scene: Scene, me: Me): ChatListState {
  if (scene.chats === "empty") return { status: "ready", rows: [] };
  if (scene.chats !== "ready") return { status: scene.chats, rows: [] };
  const [first, ...rest] = sampleRows(scene.language, me, scene.now);
  return {
    status: "ready",
    rows: first ? [{ ...firstRow(scene, me, first), trust: { kind: scene.trust } }, ...rest] : rest,
  };
}

/** The row of the chat that is shown, as its conversation has it. */
function firstRow(scene: Scene, me: Me, row: ChatRow): ChatRow {
  switch (scene.conversation) {
    case "begun":
      return { ...row, begun: true, preview: { kind: "none" } };
    case "blocked":
      return { ...row, blocked: true, unread: 0 };
    case "stranger": {
      const { lastSent: _, ...rest } = row;
      const last = theirs(sampleItems(scene.language, me, row.companion, scene.now)).at(-1);
      const text = last?.kind === "text" ? last.text : "";
      return { ...rest, preview: { kind: "text", mine: false, text } };
    }
    default:
      return row;
  }
}

/** What is left of a conversation in which only the companion has written. */
function theirs(items: readonly ConversationItem[]): readonly ConversationItem[] {
  return items.filter((item) => item.kind === "epoch" || !item.mine);
}

export function conversationOf(scene: Scene, me: Me, companion: Me): ConversationState {
  const { language, now } = scene;
  const ready = { status: "ready", loadingOlder: false, hasOlder: false, hasNewer: false } as const;
  const items = sampleItems(language, me, companion, now);
  switch (scene.conversation) {
    case "loading":
      return { status: "loading" };
    case "failed":
      return { status: "failed", code: "unavailable" };
    case "refused":
      return { ...ready, items, refused: "epoch_fork" };
    case "empty":
      return { ...ready, items: items.slice(0, 1) };
    case "begun":
      return { ...ready, items: [] };
    case "stranger":
      return { ...ready, items: theirs(items) };
    case "blocked":
      return { ...ready, items };
    case "long":
      return { ...ready, items: [...items, longItem(language, companion, now)] };
    case "unread":
      return { ...ready, items: items.slice(0, -2), unread: { first: 11, count: 3 } };
    case "files":
      return { ...ready, items: sampleFiles(language, me, companion, now).items };
    case "many":
      return {
        ...ready,
        items: manyItems(language, me, companion, now, 1000).slice(-50),
        hasOlder: true,
      };
    case "ready":
      return {
        ...ready,
        items: [
          ...items,
          ...(scene.connection === "online" ? [] : sampleOutbox(language, me, now)),
        ],
      };
  }
}
