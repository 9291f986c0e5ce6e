import type { Result } from "../../app/result.ts";
import type { FileInLine } from "../file/model.ts";

export interface Person {
  readonly userId: string;
  readonly login: string;
  readonly userName: string;
  readonly avatar?: string;
}

/** How far a person's keys are trusted. `changed` blocks sending until the person decides. */
export type Trust =
  | { readonly kind: "pinned" }
  | { readonly kind: "verified" }
  | { readonly kind: "changed" };

/** What a message says in a line: `text` is the caption where there are files, empty without one. */
export interface Said {
  readonly text: string;
  readonly files?: readonly FileInLine[];
}

/** The last line of a chat in the list. */
export type Preview =
  | { readonly kind: "none" }
  /** There is something that was not read yet. */
  | { readonly kind: "pending" }
  | ({ readonly kind: "text"; readonly mine: boolean } & Said)
  | ({ readonly kind: "sending" } & Said)
  | ({ readonly kind: "failed" } & Said)
  | { readonly kind: "refused" }
  | { readonly kind: "unsupported" };

export interface ChatRow {
  readonly chatId: string;
  readonly companion: Person;
  readonly preview: Preview;
  /** Milliseconds since 1970, for the order and the time shown. */
  readonly at: number;
  readonly unread: number;
  /** Whether my last message was read by the companion; absent where the last is not mine. */
  readonly lastSent?: "sent" | "read";
  readonly draft?: string;
  /** Opened here and not written in yet: nobody else knows of it. */
  readonly begun?: true;
  /** The person wants to hear nothing from the companion: the row is in no list and counts nothing. */
  readonly blocked?: true;
  readonly trust: Trust;
}

export interface ChatListState {
  readonly status: "loading" | "ready" | "failed";
  /** Newest activity first. */
  readonly rows: readonly ChatRow[];
  /** Messages of this browser that were not sent and are lost: their keys were replaced elsewhere. */
  readonly lost?: number;
}

export interface PeoplePage {
  readonly people: readonly Person[];
  readonly next?: string;
}

/** Twelve groups of five digits (PROTOCOL.md §12). */
export type SafetyNumber = readonly string[];

export interface ChatActions {
  reloadChats(): Promise<Result<void>>;
  /** People whose username begins with the text (2–32 characters of a–z 0–9 _). */
  findPeople(text: string, cursor?: string): Promise<Result<PeoplePage>>;
  /** Opens the 1:1 chat with a person; if there is none, its first message makes it. Answers its id. */
  openChatWith(userId: string): Promise<Result<string>>;
  setDraft(chatId: string, text: string): void;
  safetyNumber(chatId: string): Promise<Result<SafetyNumber>>;
  /** The person compared the safety numbers and found them the same, or not. */
  setVerified(chatId: string, verified: boolean): Promise<Result<void>>;
  /** Blocks the companion or takes that back; he is told neither. */
  setBlocked(chatId: string, blocked: boolean): Promise<Result<void>>;
  /** Accepts the changed keys of the companion: pins them and begins a new epoch. */
  acceptChangedKeys(chatId: string): Promise<Result<void>>;
  /** An object URL of a person's picture, cached; `undefined` where there is none. */
  avatarUrl(login: string, version: string): Promise<string | undefined>;
}
