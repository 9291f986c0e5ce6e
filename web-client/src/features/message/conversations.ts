import type { StoreApi } from "zustand/vanilla";
import { toClientError } from "../../api/problem.ts";
import type { ChatId } from "../../protocol/index.ts";
import type { Chats } from "../chat/chatList.ts";
import type { Sending } from "../file/sendings.ts";
import type { ChatLog } from "./chatLog.ts";
import { itemsOnTheirWay, loggedItems } from "./conversationItems.ts";
import { type LogPlace, newerPlace, olderPlace, type Span, shownOf } from "./logWindow.ts";
import type { ConversationState } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import { PAGE } from "./page.ts";

type Store = StoreApi<Readonly<Record<string, ConversationState>>>;

/** The conversations that are on the screen. */
export interface Conversations {
  /** Loads it, again if that failed before. */
  open(chatId: string): void;
  close(chatId: string): void;
  isOpen(chatId: string): boolean;
  redraw(chatId: string): void;
  loadOlder(chatId: string): Promise<void>;
  showNewer(chatId: string): Promise<void>;
  showNewest(chatId: string): void;
}

interface ConversationPorts {
  readonly store: Store;
  readonly chats: Chats;
  readonly outbox: Outbox;
  /** Own messages whose files are uploaded. */
  sendings(chatId: string): readonly Sending[];
  readonly self: string;
  unreadOf(chatId: string): number;
  /** The number up to which the person has read. */
  readAt(chatId: string): number;
  /** The number up to which `unreadOf` counts. */
  countedTo(chatId: string): number;
  /** Asks whether the companion's keys are still the pinned ones. */
  checkKeys(chatId: string): Promise<void>;
}

interface View {
  /** What nobody had read when the conversation was opened, counted from one number to another. */
  readonly unread: number;
  readonly readAt: number;
  readonly countedTo: number;
  /** Where the unread began as far as they were here at first. */
  firstUnread?: number;
  older: boolean;
  newer: boolean;
  /** Where one reads; the newest without it. */
  place?: LogPlace | undefined;
  /** When the newest own message was written that was on its way. */
  written: number;
  /** Whether what is there may be shown: the end of a page alone would jump once the rest comes. */
  ready: boolean;
}

/** Refusals of a chat as a whole: nothing of it can be trusted to go on. */
const WHOLE = new Set([
  "epoch_fork",
  "epoch_rollback",
  "log_rollback",
  "chat_refused",
  "keys_refused",
]);

export function createConversations(ports: ConversationPorts): Conversations {
  const { store, chats } = ports;
  const open = new Map<string, View>();
  const refused = new Map<string, string>();

  function set(chatId: string, state: ConversationState): void {
    store.setState({ [chatId]: state });
  }

  function ready(chatId: string): Promise<void> {
    const view = open.get(chatId);
    if (view !== undefined) view.ready = true;
    return draw(chatId);
  }

  /** Remembers a refusal of the chat as a whole; answers the code of any. */
  function refuse(chatId: string, error: unknown): string {
    const { code } = toClientError(error);
    if (WHOLE.has(code)) refused.set(chatId, code);
    return code;
  }

  async function load(chatId: string): Promise<void> {
    try {
      const log = await chats.log(chatId as ChatId);
      await log.recall(PAGE);
      // Without those that are unread it would show the wrong place.
      const view = open.get(chatId);
      const reaches = view === undefined || view.unread === 0 || log.log.high > view.readAt;
      if (log.isFilled() && reaches) await ready(chatId);
      await log.sync();
      await log.fill();
      await ready(chatId);
      await log.meet().catch(() => undefined);
      void chats.refreshCompanion(chatId).catch(() => undefined);
      await ports.checkKeys(chatId).catch(() => undefined);
      chats.redraw(chatId);
    } catch (error) {
      const code = refuse(chatId, error);
      // Other keys of the person's are told in the row.
      chats.redraw(chatId);
      const something = chats.known(chatId)?.log.high ?? -1;
      if (something >= 0 || WHOLE.has(code)) await ready(chatId).catch(() => undefined);
      else set(chatId, { status: "failed", code });
    }
  }

  function shownIn({ place }: View, log: ChatLog): Span {
    return shownOf(place, readOf(log));
  }

  /** Counted by ourselves where the log reaches back to what was read, else as the server counted up to then. */
  function unreadIn({ firstUnread: first, unread, readAt, countedTo }: View, log: ChatLog) {
    if (first === undefined) return undefined;
    const { low, high: to } = log.log;
    const count =
      low <= readAt + 1
        ? log.foreignIn({ from: readAt + 1, to })
        : unread + log.foreignIn({ from: countedTo + 1, to });
    return { first, count };
  }

  /** Goes to a place in the log, of which what was let go is read again first. */
  async function goTo(view: View, log: ChatLog, place: LogPlace): Promise<void> {
    const { place: before } = view;
    await log.load(shownOf(place, readOf(log)));
    // Who went to the newest meanwhile, or wrote, stays there.
    if (view.place === before) view.place = place;
  }

  async function draw(chatId: string): Promise<void> {
    const view = open.get(chatId);
    if (view?.ready !== true) return;
    const log = await chats.log(chatId as ChatId);
    if (view.firstUnread === undefined && view.unread > 0 && log.log.high >= 0) {
      view.firstUnread = Math.max(view.readAt + 1, log.log.low);
    }
    const { self, outbox } = ports;
    const shown = shownIn(view, log);
    const logged = loggedItems(log, shown, self);
    const waiting = outbox.waiting(chatId);
    const onTheirWay = itemsOnTheirWay(waiting, ports.sendings(chatId), logged, self);
    const written = onTheirWay.at(-1)?.at ?? 0;
    if (written > view.written) {
      // Who writes sees it, from wherever one reads.
      view.written = written;
      if (view.place !== undefined) {
        view.place = undefined;
        return draw(chatId);
      }
    }
    log.keepAround(view.place === undefined ? undefined : shown);
    const hasNewer = shown.to < log.log.high;
    const unread = unreadIn(view, log);
    const code = refused.get(chatId);
    set(chatId, {
      status: "ready",
      items: hasNewer ? logged : [...logged, ...onTheirWay],
      hasOlder: shown.from > 0 && log.log.high >= 0,
      hasNewer,
      loadingOlder: view.older,
      ...(unread === undefined ? {} : { unread }),
      ...(code === undefined ? {} : { refused: code }),
    });
  }

  return {
    open(chatId) {
      const status = store.getState()[chatId]?.status;
      if (open.has(chatId) && status !== "failed") return;
      const unread = ports.unreadOf(chatId);
      const readAt = ports.readAt(chatId);
      const countedTo = ports.countedTo(chatId);
      const idle = { older: false, newer: false, ready: false, written: 0 };
      open.set(chatId, { unread, readAt, countedTo, ...idle });
      if (status !== "ready") set(chatId, { status: "loading" });
      void load(chatId);
    },
    close(chatId) {
      open.delete(chatId);
      chats.known(chatId)?.keepAround(undefined);
      const { [chatId]: _, ...others } = store.getState();
      store.setState(others, true);
    },
    isOpen: (chatId) => open.has(chatId),
    redraw(chatId) {
      void draw(chatId).catch(() => undefined);
    },
    async loadOlder(chatId) {
      const view = open.get(chatId);
      if (view === undefined || view.older) return;
      view.older = true;
      try {
        const log = await chats.log(chatId as ChatId);
        const before = shownIn(view, log);
        if (before.from === log.log.low) {
          await draw(chatId);
          await log.loadOlder();
        }
        await goTo(view, log, olderPlace(shownIn(view, log), readOf(log)));
      } catch (error) {
        refuse(chatId, error);
        throw error;
      } finally {
        view.older = false;
        await draw(chatId);
      }
    },
    async showNewer(chatId) {
      const view = open.get(chatId);
      const log = chats.known(chatId);
      if (view === undefined || log === undefined || view.newer) return;
      view.newer = true;
      try {
        await goTo(view, log, newerPlace(shownIn(view, log), readOf(log)));
      } catch (error) {
        const before = refused.get(chatId);
        refuse(chatId, error);
        // Drawn again for a new word only: every drawing asks for what is newer, and would so for ever.
        if (refused.get(chatId) !== before) await draw(chatId);
        throw error;
      } finally {
        view.newer = false;
      }
      await draw(chatId);
    },
    showNewest(chatId) {
      const view = open.get(chatId);
      if (view === undefined) return;
      view.place = undefined;
      this.redraw(chatId);
    },
  };
}

function readOf({ log }: ChatLog): Span {
  return { from: log.low, to: log.high };
}
