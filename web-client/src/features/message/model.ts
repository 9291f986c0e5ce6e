import type { Result } from "../../app/result.ts";
import type { FileItem } from "../file/model.ts";

/** Why a message is shown as a placeholder; the sentence is `refused.<reason>` in the catalogues. */
export type RefusalReason =
  | "wrong_epoch"
  | "unknown_sender"
  | "bad_signature"
  | "seen_mismatch"
  | "replayed"
  | "undecryptable"
  | "malformed"
  | "rewritten"
  | "omitted"
  | "no_key";

/** How far an own message got. `waiting`: no connection; `sending`: on its way. */
export type Delivery =
  | { readonly kind: "waiting" }
  | { readonly kind: "sending" }
  | { readonly kind: "sent" }
  | { readonly kind: "read" }
  | { readonly kind: "failed"; readonly code: string };

interface Shown {
  /** Stable for the life of the row: the client id where there is one, else `n<number>`. */
  readonly key: string;
  /** The number in the chat; absent until the server stored it. */
  readonly id?: number;
  readonly at: number;
}

/** One row of a conversation as the view shows it. */
export type ConversationItem =
  | (Shown & {
      readonly kind: "text";
      readonly mine: boolean;
      readonly senderId: string;
      readonly text: string;
      /** Own messages only. */
      readonly delivery?: Delivery;
      /** The sender's clock is more than five minutes off: `at` is the server's time then. */
      readonly clockOff: boolean;
    })
  | (Shown & {
      readonly kind: "files";
      readonly mine: boolean;
      readonly senderId: string;
      /** 1 to 10. */
      readonly files: readonly FileItem[];
      readonly text?: string;
      /** Own messages only; `sending` while files are uploaded, too. */
      readonly delivery?: Delivery;
      readonly clockOff: boolean;
    })
  | (Shown & { readonly kind: "unsupported"; readonly mine: boolean; readonly senderId: string })
  | (Shown & {
      readonly kind: "refused";
      readonly mine: boolean;
      readonly senderId: string;
      readonly reason: RefusalReason;
    })
  | (Shown & {
      readonly kind: "epoch";
      /** What the difference of two verified rosters says; `created` is epoch 0. */
      readonly change: "created" | "renewed" | "keys_changed";
      /** Whose keys are others than before: the safety number is another one, too. */
      readonly changedIds: readonly string[];
    })
  | (Shown & { readonly kind: "removed"; readonly mine: boolean; readonly senderId: string });

export type ConversationState =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly code: string }
  | {
      readonly status: "ready";
      /** Oldest first, waiting own messages last. */
      readonly items: readonly ConversationItem[];
      readonly hasOlder: boolean;
      /** Whether one has gone so far back that the newest are not in `items`. */
      readonly hasNewer: boolean;
      readonly loadingOlder: boolean;
      /** Where those begin that were unread when the conversation was opened, and how many came since then. */
      readonly unread?: { readonly first: number; readonly count: number };
      /** The chat as a whole is refused (forked, rolled back): nothing can be sent. */
      readonly refused?: string;
    };

export interface MessageActions {
  /** Begins to hold the conversation in the store and marks nothing as read. */
  openConversation(chatId: string): void;
  closeConversation(chatId: string): void;
  loadOlder(chatId: string): Promise<Result<void>>;
  /** Goes on towards the newest, which is here already. */
  showNewer(chatId: string): void;
  showNewest(chatId: string): void;
  /**
   * Seals and sends; the item appears at once and survives a reload. Answers as soon as the message
   * is in the outbox: what fails later is the item's `delivery`, an error here means that there is no item.
   */
  sendText(chatId: string, text: string): Promise<Result<void>>;
  retry(chatId: string, key: string): Promise<Result<void>>;
  /** Takes a failed message out of the outbox. */
  discard(chatId: string, key: string): void;
  /** Takes an own message back that the server has: its text and files go, on both sides and on the server. */
  remove(chatId: string, key: string): Promise<Result<void>>;
  markRead(chatId: string, id: number): void;
  /** At most one event every few seconds leaves the browser. */
  typing(chatId: string): void;
}
