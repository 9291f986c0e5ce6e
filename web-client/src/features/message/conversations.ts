import type { StoreApi } from "zustand/vanilla";
import { toClientError } from "../../api/problem.ts";
import type { ChatId } from "../../protocol/index.ts";
import type { Chats } from "../chat/chatList.ts";
import type { Sending } from "../file/sendings.ts";
import { PAGE } from "./chatLog.ts";
import { conversationItems } from "./conversationItems.ts";
import type { ConversationState } from "./model.ts";
import type { Outbox } from "./outbox.ts";

type Store = StoreApi<Readonly<Record<string, ConversationState>>>;

/** The conversations that are on the screen. */
export interface Conversations {
  /** Loads it, again if that failed before. */
  open(chatId: string): void;
  close(chatId: string): void;
  isOpen(chatId: string): boolean;
  redraw(chatId: string): void;
  loadOlder(chatId: string): Promise<void>;
}

interface ConversationPorts {
  readonly store: Store;
  readonly chats: Chats;
  readonly outbox: Outbox;
  /** Own messages whose files are uploaded. */
  sendings(chatId: string): readonly Sending[];
  readonly self: string;
  unreadOf(chatId: string): number;
  /** Asks whether the companion's keys are still the pinned ones. */
  checkKeys(chatId: string): Promise<void>;
}

interface View {
  unread: number;
  firstUnread?: number;
  older: boolean;
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

  async function load(chatId: string): Promise<void> {
    try {
      const log = await chats.log(chatId as ChatId);
      await log.recall(PAGE);
      if (log.isFilled()) await ready(chatId);
      await log.sync();
      await log.fill();
      await ready(chatId);
      await log.meet().catch(() => undefined);
      void chats.refreshCompanion(chatId).catch(() => undefined);
      await ports.checkKeys(chatId).catch(() => undefined);
      chats.redraw(chatId);
    } catch (error) {
      const { code } = toClientError(error);
      if (WHOLE.has(code)) refused.set(chatId, code);
      // Other keys of the person's are told in the row.
      chats.redraw(chatId);
      const something = chats.known(chatId)?.log.high ?? -1;
      if (something >= 0 || WHOLE.has(code)) await ready(chatId).catch(() => undefined);
      else set(chatId, { status: "failed", code });
    }
  }

  async function draw(chatId: string): Promise<void> {
    const view = open.get(chatId);
    if (view?.ready !== true) return;
    const log = await chats.log(chatId as ChatId);
    if (view.firstUnread === undefined && view.unread > 0 && log.log.high >= 0) {
      view.firstUnread = Math.max(log.log.high - view.unread + 1, log.log.low);
    }
    const code = refused.get(chatId);
    set(chatId, {
      status: "ready",
      items: conversationItems(
        log,
        ports.outbox.waiting(chatId),
        ports.sendings(chatId),
        ports.self,
      ),
      hasOlder: log.log.high >= 0 && log.log.low > 0,
      loadingOlder: view.older,
      ...(view.firstUnread === undefined ? {} : { firstUnread: view.firstUnread }),
      ...(code === undefined ? {} : { refused: code }),
    });
  }

  return {
    open(chatId) {
      const status = store.getState()[chatId]?.status;
      if (open.has(chatId) && status !== "failed") return;
      open.set(chatId, { unread: ports.unreadOf(chatId), older: false, ready: false });
      if (status !== "ready") set(chatId, { status: "loading" });
      void load(chatId);
    },
    close(chatId) {
      open.delete(chatId);
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
        await draw(chatId);
        const log = await chats.log(chatId as ChatId);
        await log.loadOlder();
      } finally {
        view.older = false;
        await draw(chatId);
      }
    },
  };
}
