import type { Schema } from "../api/http.ts";
import { type Bytes, fromBase64url, type Hash, parseHash, toBase64url } from "../protocol/index.ts";
import type { FakeAccount } from "./fakeAccounts.ts";
import { refuse } from "./fakeAnswers.ts";

type Entry = Schema["Entry"];
type EpochEntry = Schema["EpochEntry"];

interface FakeChat {
  readonly chatId: string;
  readonly members: readonly string[];
  readonly entries: Entry[];
  /** By epoch number, then by user id. */
  readonly wraps: ReadonlyMap<string, string>[];
  readonly read: Map<string, number>;
}

/** Tells the sockets of some users something. */
type Push = (userIds: readonly string[], event: object) => void;

const PAGE = 50;

/** The chat half of the server: dense logs, idempotent sends, epochs by compare-and-set. */
export class FakeChats {
  readonly byId = new Map<string, FakeChat>();
  readonly #push: Push;
  readonly #now: () => number;

  constructor(push: Push, now: () => number) {
    this.#push = push;
    this.#now = now;
  }

  of(chatId: string, userId: string): FakeChat {
    const chat = this.byId.get(chatId);
    return chat?.members.includes(userId) ? chat : refuse(404, "chat_not_found");
  }

  create(body: Schema["ChatCreation"]): Schema["ChatCreated"] {
    const created = !this.byId.has(body.chat_id);
    const chat = this.byId.get(body.chat_id) ?? {
      chatId: body.chat_id,
      members: body.chat_id.split("."),
      entries: [],
      wraps: [],
      read: new Map(),
    };
    this.byId.set(chat.chatId, chat);
    if (created) this.#append(chat, body);
    const epoch = epochsOf(chat)[0] as EpochEntry;
    return { chat_id: chat.chatId, created, epoch };
  }

  renew(chat: FakeChat, body: Schema["EpochRenewal"]): EpochEntry {
    const newest = epochsOf(chat).at(-1) as EpochEntry;
    if (newest.id > body.after) refuse(409, "stale_epoch");
    return this.#append(chat, body);
  }

  epochs(chat: FakeChat, userId: string, from: number): Schema["EpochPage"] {
    const epochs = epochsOf(chat)
      .filter(({ epoch }) => epoch >= from)
      .map(({ kind: _, ...epoch }) => {
        const wrap = chat.wraps[epoch.epoch]?.get(userId);
        return wrap === undefined ? epoch : { ...epoch, wrap };
      });
    return { epochs };
  }

  send(chat: FakeChat, userId: string, body: Schema["OutgoingMessage"]): Schema["MessageSent"] {
    const { chat_id, after: _, ...message } = body;
    const known = chat.entries.find(
      (entry) => entry.kind === "message" && entry.client_id === message.client_id,
    );
    const newest = epochsOf(chat).at(-1) as EpochEntry;
    if (known === undefined && message.epoch !== newest.epoch) refuse(409, "stale_epoch");
    const entry = known ?? {
      ...message,
      kind: "message" as const,
      id: chat.entries.length,
      sender_id: userId,
      created_at: this.#now(),
    };
    if (known === undefined) {
      chat.entries.push(entry);
      chat.read.set(userId, entry.id);
      this.#push(chat.members, { type: "new_message", chat_id, entry });
    }
    const { id, created_at } = entry;
    return { chat_id, client_id: message.client_id, id, created_at };
  }

  /** Its sender takes a message back. Its hash is told by the message that points at it. */
  takeBack(chat: FakeChat, userId: string, id: number, body: Schema["MessageRemoval"]): undefined {
    const message = chat.entries[id];
    const next = chat.entries[id + 1];
    if (message?.kind !== "message" || message.sender_id !== userId)
      return refuse(404, "not_found");
    if (next?.kind !== "message") throw new Error("nothing points at the message");
    this.remove(chat.chatId, id, parseHash(next.seen_hash), fromBase64url(body.signature));
    return undefined;
  }

  /** Leaves of a message what its sender signed. */
  remove(chatId: string, id: number, hash: Hash, signature: Bytes): void {
    const chat = this.byId.get(chatId) ?? refuse(404, "chat_not_found");
    const message = chat.entries[id];
    if (message?.kind !== "message") throw new Error("no message to remove");
    const { client_id, sender_id, created_at } = message;
    const removed = {
      kind: "removed",
      ...{ id, client_id, sender_id, created_at },
      msg_hash: hash,
      signature: toBase64url(signature),
    };
    // Clients take entries as unknown: the schema's kinds are what an append may add.
    chat.entries[id] = removed as unknown as Entry;
    this.#push(chat.members, { type: "message_removed", chat_id: chatId, id });
  }

  page(chat: FakeChat, userId: string, query: URLSearchParams): Schema["EntryPage"] {
    const end = Number(query.get("before") ?? chat.entries.length);
    const limit = Number(query.get("limit") ?? PAGE);
    const after = query.get("after");
    const start = after === null ? Math.max(0, end - limit) : Number(after) + 1;
    const other = chat.members.find((member) => member !== userId) ?? "";
    return {
      entries: chat.entries.slice(start, Math.min(end, start + limit)),
      head: chat.entries.length - 1,
      companion_read: chat.read.get(other) ?? 0,
    };
  }

  markRead(chat: FakeChat, userId: string, id: number): void {
    chat.read.set(userId, Math.max(id, chat.read.get(userId) ?? 0));
    this.#push(chat.members, { type: "read", chat_id: chat.chatId, user_id: userId, id });
  }

  list(userId: string, personOf: (id: string) => Schema["Person"]): Schema["ChatPage"] {
    const chats = [...this.byId.values()].filter(({ members }) => members.includes(userId));
    return {
      chats: chats.map((chat) => {
        const newest = epochsOf(chat).at(-1) as EpochEntry;
        const head = chat.entries.length - 1;
        const read = chat.read.get(userId) ?? 0;
        const last = chat.entries[head];
        return {
          chat_id: chat.chatId,
          kind: 0,
          companion: personOf(chat.members.find((member) => member !== userId) ?? ""),
          head,
          epoch: newest.epoch,
          epoch_entry: newest.id,
          at: last?.created_at ?? 0,
          ...(last === undefined ? {} : { last }),
          read,
          unread: head - read,
        };
      }),
    };
  }

  #append(
    chat: FakeChat,
    body: Pick<Schema["EpochRenewal"], "record" | "signature" | "wraps">,
  ): EpochEntry {
    const entry: EpochEntry = {
      kind: "epoch",
      id: chat.entries.length,
      epoch: chat.wraps.length,
      record: body.record,
      signature: body.signature,
      created_at: this.#now(),
    };
    chat.entries.push(entry);
    chat.wraps.push(new Map(body.wraps.map(({ user_id, wrap }) => [user_id, wrap])));
    this.#push(chat.members, { type: "new_epoch", chat_id: chat.chatId, id: entry.id });
    return entry;
  }
}

/** What the server needs of an account to name a person. */
export function personJson({ userId, login, userName }: FakeAccount): Schema["Person"] {
  return { user_id: userId, login, userName, fingerprint: "" };
}

function epochsOf(chat: FakeChat): readonly EpochEntry[] {
  return chat.entries.filter((entry) => entry.kind === "epoch");
}
