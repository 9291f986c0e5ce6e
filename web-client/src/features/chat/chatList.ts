import type { StoreApi } from "zustand/vanilla";
import { type Schema, unwrap } from "../../api/http.ts";
import {
  type ChatId,
  companionOf,
  directChatId,
  type Login,
  parseChatId,
  type UserId,
} from "../../protocol/index.ts";
import type { Drafts } from "../../vault/drafts.ts";
import { type ChatLog, createChatLog, type LogServices } from "../message/chatLog.ts";
import type { Outbox } from "../message/outbox.ts";
import type { BlockList } from "./blockList.ts";
import { createChatRows, type ListedChat, newestMessage } from "./chatRows.ts";
import type { ChatListState, Person } from "./model.ts";
import { personOf } from "./people.ts";

/** The chats of the account: their logs, and the rows of the list that follow from them. */
export interface Chats {
  /** Asks for the list. Until it was asked for once, {@link Chats.log} waits for that. */
  reload(): Promise<void>;
  /** Shows what an earlier visit kept, before the server is asked. */
  recall(): Promise<void>;
  log(chatId: ChatId): Promise<ChatLog>;
  /** Begins a chat with somebody; the server and the other side hear of it with its first message. */
  begin(companion: Person): ChatId;
  /** The log of a chat that is in the list. */
  known(chatId: string): ChatLog | undefined;
  companion(chatId: string): Person | undefined;
  /** The number up to which the person has read; −1 for nothing. */
  readAt(chatId: string): number;
  /** The number up to which a row's unread messages are counted; −1 for none. */
  countedTo(chatId: string): number;
  /** Asks for the companion's name and picture of now: nobody is told when they change. */
  refreshCompanion(chatId: string): Promise<void>;
  ids(): readonly ChatId[];
  /** Draws a chat's row anew; another reading of the log, the outbox or a draft has changed. */
  redraw(chatId: string): void;
  markedRead(chatId: string, id: number): void;
  setDraft(chatId: string, text: string): void;
}

interface ChatsPorts extends LogServices {
  readonly store: StoreApi<ChatListState>;
  readonly drafts: Drafts;
  outbox(): Outbox;
  readonly blockList: BlockList;
  /** The log of a chat has changed. */
  logChanged(chatId: string): void;
  /** There are people in the list who were not in it before. */
  peopleAdded(): void;
}

interface Known extends ListedChat {
  readonly chatId: ChatId;
  readAt: number;
  unread: number;
  countedTo: number;
  at: number;
  /** The newest entry, if the list brought it. */
  last: unknown;
}

/** What is kept of a chat for the next visit, beside its log. */
interface Card {
  readonly companion: Person;
  readonly readAt: number;
  readonly unread: number;
  readonly countedTo: number;
  readonly at: number;
  readonly companionRead: number;
}

/** Chats that are caught up with at once; the others follow one after the other. */
const AT_ONCE = 4;

export function createChats(ports: ChatsPorts): Chats {
  const known = new Map<string, Known>();
  const self = ports.account.userId;
  const { rowOf, unreadOf } = createChatRows({ ...ports, self });
  let loadedOnce: () => void = () => undefined;
  const firstLoad = new Promise<void>((resolve) => {
    loadedOnce = resolve;
  });

  async function pages(): Promise<readonly Schema["ChatSummary"][]> {
    const chats: Schema["ChatSummary"][] = [];
    let cursor: string | undefined;
    do {
      const page = await unwrap(
        ports.api.calls.GET("/user/chats", {
          params: { query: cursor === undefined ? {} : { cursor } },
        }),
      );
      chats.push(...page.chats);
      cursor = page.next;
    } while (cursor !== undefined);
    return chats;
  }

  function learn(summary: Schema["ChatSummary"]): Known | undefined {
    if (summary.companion === undefined) return undefined;
    const chatId = parseChatId(summary.chat_id);
    const companion = personOf(summary.companion);
    if (companionOf(chatId, self) !== companion.userId) return undefined;
    const before = known.get(chatId);
    const next: Known = {
      chatId,
      companion,
      log: before?.log ?? openLog(chatId, companion),
      readAt: Math.max(before?.readAt ?? -1, summary.read),
      unread: summary.unread,
      countedTo: summary.head,
      at: summary.at ?? before?.at ?? 0,
      last: summary.last,
    };
    known.set(chatId, next);
    return next;
  }

  function openLog(chatId: ChatId, companion: Person, begun = false): ChatLog {
    let alone = begun;
    const log = createChatLog(ports, chatId, companion.login as Login, changed, begun);
    function changed(): void {
      if (alone && !log.isBegun()) {
        alone = false;
        ports.peopleAdded();
      }
      redraw(chatId);
      ports.logChanged(chatId);
    }
    return log;
  }

  /** By chat id, as JSON. */
  const cards = new Map<string, string>();

  function keep(chat: Known): void {
    const { chatId, companion, log, readAt, at } = chat;
    if (log.isBegun()) return;
    // The next visit begins with less of the log than is counted here.
    const counted = log.log.high >= chat.countedTo;
    const card: Card = {
      companion,
      readAt,
      unread: counted ? unreadOf(chat) : chat.unread,
      countedTo: counted ? log.log.high : chat.countedTo,
      at,
      companionRead: log.companionRead(),
    };
    const text = JSON.stringify(card);
    if (cards.get(chatId) === text) return;
    cards.set(chatId, text);
    ports.disk.putChat(chatId, card);
  }

  async function recallOne(id: string, { companion, companionRead, ...card }: Card): Promise<void> {
    const chatId = parseChatId(id);
    const log = openLog(chatId, companion);
    known.set(chatId, { chatId, companion, log, last: undefined, ...card });
    log.setCompanionRead(companionRead);
    // Enough for the row.
    await log.recall(1);
  }

  function redraw(chatId: string): void {
    const chat = known.get(chatId);
    if (chat === undefined) return;
    keep(chat);
    const row = rowOf(chat);
    const rows = ports.store.getState().rows.filter((one) => one.chatId !== chatId);
    ports.store.setState({ rows: [...rows, row].sort((one, other) => other.at - one.at) });
  }

  /** Reads of a chat what its row needs: nothing, if the list brought it along. */
  async function catchUp({ log, countedTo, last }: Known): Promise<void> {
    if (log.log.high < countedTo) {
      if (last === undefined || !(await log.ingest([last]))) await log.sync();
      // Behind a change of keys stands the last text that the row shows.
      if (newestMessage(log) === undefined) await log.fill();
    }
    const newest = newestMessage(log);
    if (newest?.senderId === self && newest.id > log.companionRead()) await log.sync();
  }

  async function catchUpAll(chats: readonly Known[]): Promise<void> {
    const left = [...chats].sort((one, other) => other.at - one.at);
    const worker = async (): Promise<void> => {
      for (let chat = left.shift(); chat !== undefined; chat = left.shift()) {
        await catchUp(chat).catch(() => undefined);
        // After a refusal too: it may be that the person's keys have changed.
        redraw(chat.chatId);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async function reload(): Promise<void> {
    try {
      const before = known.size;
      const chats = (await pages()).map(learn).filter((chat) => chat !== undefined);
      if (known.size > before) ports.peopleAdded();
      chats.forEach(keep);
      const begun = [...known.values()].filter(({ log }) => log.isBegun());
      const rows = [...new Set([...chats, ...begun])]
        .map(rowOf)
        .sort((one, other) => other.at - one.at);
      ports.store.setState({ status: "ready", rows });
      // What a blocked person sends is not read before he is unblocked.
      void catchUpAll(
        chats.filter(({ companion }) => !ports.blockList.has(companion.userId as UserId)),
      );
    } catch (error) {
      if (ports.store.getState().status === "loading") ports.store.setState({ status: "failed" });
      throw error;
    } finally {
      loadedOnce();
    }
  }

  return {
    reload,
    redraw,
    async recall() {
      const kept = await ports.disk.chats();
      await Promise.all([...kept].map(([chatId, card]) => recallOne(chatId, card as Card)));
      const rows = [...known.values()].map(rowOf).sort((one, other) => other.at - one.at);
      if (rows.length > 0) ports.store.setState({ status: "ready", rows });
    },
    begin(companion) {
      const chatId = directChatId(self, companion.userId as UserId);
      if (!known.has(chatId)) {
        const log = openLog(chatId, companion, true);
        const at = ports.now();
        const nothing = { readAt: -1, unread: 0, countedTo: -1, at, last: undefined };
        known.set(chatId, { chatId, companion, log, ...nothing });
        redraw(chatId);
      }
      return chatId;
    },
    known: (chatId) => known.get(chatId)?.log,
    async log(chatId) {
      if (!known.has(chatId)) await firstLoad;
      if (!known.has(chatId)) await reload();
      const chat = known.get(chatId);
      if (chat === undefined) throw new Error(`no chat ${chatId}`);
      return chat.log;
    },
    companion: (chatId) => known.get(chatId)?.companion,
    async refreshCompanion(chatId) {
      const before = known.get(chatId);
      if (before === undefined) return;
      const { login, userId } = before.companion;
      const found = await unwrap(
        ports.api.calls.GET("/user/search", { params: { query: { q: login } } }),
      );
      const companion = found.users.map(personOf).find((one) => one.userId === userId);
      const now = known.get(chatId);
      if (companion === undefined || companion.login !== login || now === undefined) return;
      known.set(chatId, { ...now, companion });
      redraw(chatId);
    },
    readAt: (chatId) => known.get(chatId)?.readAt ?? -1,
    countedTo(chatId) {
      const chat = known.get(chatId);
      return chat === undefined ? -1 : Math.max(chat.countedTo, chat.log.log.high);
    },
    ids: () => [...known.values()].filter(({ log }) => !log.isBegun()).map(({ chatId }) => chatId),
    markedRead(chatId, id) {
      const chat = known.get(chatId);
      if (chat !== undefined && id > chat.readAt) {
        chat.readAt = id;
        chat.countedTo = chat.log.head();
        chat.unread = Math.max(0, chat.countedTo - id);
        redraw(chatId);
      }
    },
    setDraft(chatId, text) {
      if (!known.has(chatId) || ports.drafts.of(chatId) === text) return;
      ports.drafts.set(chatId, text);
      redraw(chatId);
    },
  };
}
