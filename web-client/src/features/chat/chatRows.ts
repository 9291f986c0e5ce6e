import type { OutgoingBody, UserId, VerifiedMessage } from "../../protocol/index.ts";
import type { Drafts } from "../../vault/drafts.ts";
import { filesInLine } from "../file/fileItems.ts";
import type { ChatLog } from "../message/chatLog.ts";
import type { Outbox } from "../message/outbox.ts";
import type { BlockList } from "./blockList.ts";
import type { ChatRow, Person, Preview, Said } from "./model.ts";
import type { People } from "./people.ts";

/** A chat as far as its row shows it. */
export interface ListedChat {
  readonly chatId: string;
  readonly companion: Person;
  readonly log: ChatLog;
  readonly readAt: number;
  /** The server's count of what is unread up to the number `countedTo`. */
  readonly unread: number;
  readonly countedTo: number;
  readonly at: number;
}

interface RowPorts {
  readonly self: UserId;
  readonly drafts: Drafts;
  readonly people: People;
  readonly blockList: BlockList;
  outbox(): Outbox;
}

/** What a chat's row says, and how much of the chat is unread. */
export function createChatRows(ports: RowPorts) {
  const { self } = ports;

  function rowOf(chat: ListedChat): ChatRow {
    const draft = ports.drafts.of(chat.chatId);
    const newest = newestMessage(chat.log);
    const blocked = ports.blockList.has(chat.companion.userId as UserId);
    const waiting = ports.outbox().waiting(chat.chatId).at(-1);
    const lastSent =
      waiting === undefined && newest?.senderId === self
        ? newest.id <= chat.log.companionRead()
          ? ("read" as const)
          : ("sent" as const)
        : undefined;
    return {
      chatId: chat.chatId,
      companion: chat.companion,
      preview: previewOf(chat, newest),
      at:
        Math.max(
          newest?.createdAt ?? 0,
          behind(chat) ? chat.at : 0,
          waiting?.entry.createdAt ?? 0,
        ) || chat.at,
      unread: blocked ? 0 : unreadOf(chat),
      trust: ports.people.trust(chat.companion.userId as UserId),
      ...(lastSent === undefined ? {} : { lastSent }),
      ...(draft === "" ? {} : { draft }),
      ...(chat.log.isBegun() ? { begun: true } : {}),
      ...(blocked ? { blocked } : {}),
    };
  }

  function previewOf(chat: ListedChat, newest: VerifiedMessage | undefined): Preview {
    const waiting = ports.outbox().waiting(chat.chatId).at(-1);
    if (waiting !== undefined) {
      const kind = waiting.delivery.kind === "failed" ? "failed" : "sending";
      return { kind, ...saidBy(waiting.body) };
    }
    const last = chat.log.entries.get(chat.log.log.high);
    if (last?.kind === "refused") return { kind: "refused" };
    if (newest === undefined) return { kind: behind(chat) ? "pending" : "none" };
    return newest.body.t === "unsupported"
      ? { kind: "unsupported" }
      : { kind: "text", ...saidBy(newest.body), mine: newest.senderId === self };
  }

  /** The server's number is an upper bound; what was read here is counted by ourselves. */
  function unreadOf(chat: ListedChat): number {
    const { log } = chat.log;
    const reaches = log.high >= 0 && log.low <= chat.readAt + 1;
    const from = (reaches ? chat.readAt : chat.countedTo) + 1;
    return (reaches ? 0 : chat.unread) + chat.log.foreignIn({ from, to: log.high });
  }

  return { rowOf, unreadOf };
}

/** Whether the server has more than was read of a chat. */
function behind({ log, countedTo }: ListedChat): boolean {
  return log.log.high < countedTo;
}

/** The newest message of what was read of a log. */
export function newestMessage(log: ChatLog): VerifiedMessage | undefined {
  for (let id = log.log.high; id >= log.log.low && id >= 0; id--) {
    const entry = log.entries.get(id);
    if (entry?.kind === "message") return entry;
  }
  return undefined;
}

function saidBy(body: OutgoingBody): Said {
  return body.t === "text"
    ? { text: body.text }
    : { text: body.text ?? "", files: filesInLine(body.files) };
}
