import { createStore } from "zustand/vanilla";
import type { RenClient } from "../app/client.ts";
import type { Result } from "../app/result.ts";
import type { Me, SessionState } from "../features/account/model.ts";
import type { ChatListState, Trust } from "../features/chat/model.ts";
import type { WaitingState } from "../features/file/choose/waitingFiles.ts";
import type { ConversationItem, ConversationState } from "../features/message/model.ts";
import type { PresenceState } from "../features/presence/model.ts";
import { createFakeFiles } from "./fakeFiles.ts";
import { manyItems, samplePeople } from "./sampleData.ts";
import { sampleFiles } from "./sampleFiles.ts";
import { chatsOf, conversationOf, recoveryKey, type Scene, sessionOf } from "./scene.ts";

const done = { ok: true, value: undefined } as const;
const groups = "58214 09377 41862 70415 26690 83051 17748 95326 30984 62107 49553 81270".split(" ");

/** The whole logic surface over sample data, to see and test every screen without a server. */
export function createFakeClient(scene: Scene): RenClient {
  const { language, now } = scene;
  const people = samplePeople(language);
  const [nora, maya] = people as [Me, Me];
  const me = { ...nora };
  const session = createStore<SessionState>(() => sessionOf(scene, scene.session, me));
  const chats = createStore<ChatListState>(() => chatsOf(scene, me));
  const conversations = createStore<Readonly<Record<string, ConversationState>>>(() => ({}));
  const presence = createStore<PresenceState>(() => ({
    connection:
      scene.connection === "reconnecting"
        ? { kind: "reconnecting", retryAt: now }
        : { kind: scene.connection },
    newVersion: scene.newVersion,
    people: {
      [maya.userId]: { online: true },
      [people[2]?.userId ?? ""]: { online: false, lastSeen: now - 24 * 60_000 },
      [people[3]?.userId ?? ""]: { online: false, lastSeen: now - 30 * 3_600_000 },
    },
    typing: scene.typing
      ? {
          [chats.getState().rows[0]?.chatId ?? ""]: { userId: maya.userId, until: now + 3_600_000 },
        }
      : {},
  }));

  /** Every action takes a moment, as it does over a network, and then fails or succeeds as the scene says. */
  async function act<T>(value: T, effect: () => void = () => {}): Promise<Result<T>> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (scene.error)
      return {
        ok: false,
        error: { code: scene.error, ...(scene.error === "rate_limited" ? { retryAfter: 41 } : {}) },
      };
    effect();
    return { ok: true, value };
  }
  const become = (kind: SessionState["kind"]) => () =>
    session.setState(sessionOf(scene, kind, me), true);
  const showKey = () => session.setState({ kind: "open", me, newRecoveryKey: recoveryKey }, true);
  const setItems = (
    chatId: string,
    change: (items: readonly ConversationItem[]) => readonly ConversationItem[],
  ) => {
    const state = conversations.getState()[chatId];
    if (state?.status === "ready")
      conversations.setState({ [chatId]: { ...state, items: change(state.items) } });
  };
  const setTrust = (chatId: string, kind: Trust["kind"]) =>
    chats.setState(({ rows }) => ({
      rows: rows.map((row) => (row.chatId === chatId ? { ...row, trust: { kind } } : row)),
    }));

  const { files, file, show } = createFakeFiles(act, samplePicture);
  if (scene.conversation === "files") show(sampleFiles(language, me, maya, now).transfers, {});

  return {
    session,
    chats,
    conversations,
    presence,
    files,
    waiting: createStore<WaitingState>(() => ({})),
    file,
    account: {
      startRegistration: () => act(undefined, become("registering")),
      finishRegistration: () => act(undefined, become("open")),
      leaveRegistration: () =>
        session.setState(
          { kind: "signed_out", notice: "registration_begun", login: me.login },
          true,
        ),
      logIn: () => act(undefined, become("open")),
      unlock: () => act(undefined, become("open")),
      retryState: async () => {
        await act(undefined);
        return { ok: false, error: { code: "state_unreadable" } };
      },
      goOnWithoutState: () => act(undefined, become("open")),
      recover: () => act(undefined, become("open")),
      changePassword: () => act(undefined),
      renewRecoveryKey: () => act(recoveryKey, showKey),
      replaceKeys: () => act(recoveryKey, showKey),
      keptRecoveryKey: () => session.setState({ kind: "open", me }, true),
      logOut: () => act(undefined, become("signed_out")),
      logOutEverywhere: () => act(undefined, become("signed_out")),
      listSessions: () =>
        act([
          {
            sessionId: "1",
            device: "Firefox · Linux",
            createdAt: now - 864e5 * 12,
            usedAt: now,
            current: true,
          },
          {
            sessionId: "2",
            device: "Chrome · Android",
            createdAt: now - 864e5 * 40,
            usedAt: now - 72e4,
            current: false,
          },
          {
            sessionId: "3",
            device: "command line",
            createdAt: now - 864e5 * 2,
            usedAt: now - 864e5,
            current: false,
          },
        ]),
      endSession: () => act(undefined),
      updateName: (userName) =>
        act(undefined, () => session.setState({ kind: "open", me: { ...me, userName } }, true)),
      updateAvatar: (image) =>
        act(undefined, () => {
          const { avatar: _, ...bare } = me;
          session.setState({ kind: "open", me: image ? { ...bare, avatar: "2" } : bare }, true);
        }),
    },
    chat: {
      reloadChats: () => act(undefined),
      findPeople: (text, cursor) =>
        act({
          people: cursor ? people.slice(5) : text.startsWith("zz") ? [] : people.slice(0, 5),
          ...(cursor || text.startsWith("zz") ? {} : { next: "5" }),
        }),
      openChatWith: (userId) =>
        act(chats.getState().rows.find((row) => row.companion.userId === userId)?.chatId ?? ""),
      setDraft: () => {},
      safetyNumber: () => act(groups),
      setVerified: (chatId, verified) =>
        act(undefined, () => setTrust(chatId, verified ? "verified" : "pinned")),
      setBlocked: (chatId, blocked) =>
        act(undefined, () =>
          chats.setState(({ rows }) => ({
            rows: rows.map(({ blocked: _, ...row }) =>
              row.chatId === chatId && blocked ? { ...row, blocked } : row,
            ),
          })),
        ),
      acceptChangedKeys: (chatId) => act(undefined, () => setTrust(chatId, "pinned")),
      avatarUrl: async () => samplePicture,
    },
    message: {
      openConversation: (chatId) => {
        const companion = chats.getState().rows.find((row) => row.chatId === chatId)?.companion;
        if (companion) conversations.setState({ [chatId]: conversationOf(scene, me, companion) });
      },
      closeConversation: () => {},
      loadOlder: async (chatId) => {
        const state = conversations.getState()[chatId];
        if (state?.status !== "ready") return done;
        conversations.setState({ [chatId]: { ...state, loadingOlder: true } });
        const older = await act(undefined);
        const first = Number(state.items[0]?.key.slice(1) ?? 0);
        const all = manyItems(language, me, maya, now, 1000);
        const from = Math.max(0, first - 50);
        setItems(chatId, (items) => [...all.slice(from, first), ...items]);
        const loaded = conversations.getState()[chatId];
        if (loaded?.status === "ready") {
          conversations.setState({
            [chatId]: { ...loaded, loadingOlder: false, hasOlder: from > 0 },
          });
        }
        return older;
      },
      showNewer: () => {},
      showNewest: () => {},
      sendText: async (chatId, text) => {
        const key = crypto.randomUUID();
        const own = {
          kind: "text",
          key,
          at: Date.now(),
          mine: true,
          senderId: me.userId,
          text,
          clockOff: false,
        } as const;
        setItems(chatId, (items) => [...items, { ...own, delivery: { kind: "sending" } }]);
        return act(undefined, () =>
          setItems(chatId, (items) =>
            items.map((item) => (item.key === key ? { ...own, delivery: { kind: "sent" } } : item)),
          ),
        );
      },
      retry: (chatId, key) =>
        act(undefined, () =>
          setItems(chatId, (items) =>
            items.map((item) =>
              item.key === key && item.kind === "text"
                ? { ...item, delivery: { kind: "sent" } }
                : item,
            ),
          ),
        ),
      remove: (chatId, key) =>
        act(undefined, () =>
          setItems(chatId, (items) =>
            items.map((item) => {
              if (item.key !== key || item.kind === "epoch") return item;
              const { at, mine, senderId } = item;
              return { kind: "removed", key, at, mine, senderId };
            }),
          ),
        ),
      discard: (chatId, key) =>
        setItems(chatId, (items) => items.filter((item) => item.key !== key)),
      markRead: (chatId) =>
        chats.setState(({ rows }) => ({
          rows: rows.map((row) => (row.chatId === chatId ? { ...row, unread: 0 } : row)),
        })),
      typing: () => {},
    },
  };
}

/** A picture that is drawn, not photographed: water and a hill. */
const samplePicture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#b9ccd2" d="M0 0h64v64H0z"/><circle cx="44" cy="18" r="7" fill="#f4e3b4"/><path fill="#7fa39a" d="M0 40 20 20l16 14 12-8 16 14v24H0z"/><path fill="#5b7f92" d="M0 46h64v18H0z"/></svg>',
)}`;
