import { fileApi } from "../api/files.ts";
import type { Api } from "../api/http.ts";
import { createSocket, type Socket } from "../api/socket.ts";
import {
  createStateSync,
  type StateRefused,
  type StateSync,
} from "../features/account/stateSync.ts";
import { type BlockList, createBlockList } from "../features/chat/blockList.ts";
import { type Chats, createChats } from "../features/chat/chatList.ts";
import { createPeople, type People } from "../features/chat/people.ts";
import { createFileEngine, type FileEngine } from "../features/file/fileEngine.ts";
import { createPatience } from "../features/file/patience.ts";
import { createSender, type Sender } from "../features/file/sender.ts";
import { createTransfers } from "../features/file/transfers.ts";
import { type Conversations, createConversations } from "../features/message/conversations.ts";
import { createKeyRenewal } from "../features/message/keyRenewal.ts";
import { createOutbox, type Outbox } from "../features/message/outbox.ts";
import { createReadMarks } from "../features/message/readMarks.ts";
import type { Connection } from "../features/presence/model.ts";
import { createPresence } from "../features/presence/presence.ts";
import type { Login, SealedBlob, State, UnlockedAccount, UserId } from "../protocol/index.ts";
import type { Database } from "../vault/database.ts";
import { openDrafts } from "../vault/drafts.ts";
import { NO_LOG_DISK, openLogDisk } from "../vault/logDisk.ts";
import { openOutboxDisk } from "../vault/outboxDisk.ts";
import { openSendingDisk } from "../vault/sendingDisk.ts";
import type { Ports } from "./ports.ts";
import { createSessionEvents } from "./sessionEvents.ts";
import type { Stores } from "./stores.ts";

/** Everything that lives as long as an account is open. */
export interface OpenSession {
  readonly account: UnlockedAccount;
  readonly state: StateSync;
  readonly people: People;
  readonly blockList: BlockList;
  readonly chats: Chats;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly files: FileEngine;
  readonly conversations: Conversations;
  readonly socket: Socket;
  markRead(chatId: string, id: number): void;
  typing(chatId: string): void;
  close(): void;
}

interface SessionPorts {
  readonly ports: Ports;
  readonly api: Api;
  readonly database: Database;
  readonly stores: Stores;
  rememberState(blob: SealedBlob): Promise<void>;
  stateRefused(refusal: StateRefused, known: State): void;
}

/** How an account was opened. */
interface Beginning {
  /** The highest `rev` of the state that this browser has seen. */
  readonly atLeast: number;
  /** Whether the person chose to stay signed in: chats are kept on the disk only then. */
  readonly keeps: boolean;
  /** Whether the server was asked for the state. */
  readonly asked: boolean;
}

/** How long the list waits for the socket. */
const LIST_WAITS = 1_000;

/** Opens the account's state and begins to listen. */
export async function openSession(
  { ports, api, database, stores, rememberState, stateRefused }: SessionPorts,
  account: UnlockedAccount,
  stateBlob: SealedBlob,
  { atLeast, keeps, asked }: Beginning,
): Promise<OpenSession> {
  const { random, now } = ports;
  const state = await createStateSync(
    { api, random, remember: rememberState, refused: stateRefused },
    account,
    stateBlob,
    atLeast,
  );
  const people = createPeople({ api, database }, account, state);
  const blockList = createBlockList(state, now);
  const drafts = await openDrafts(database, random, account);
  const disk = keeps ? openLogDisk(database, random, account) : NO_LOG_DISK;
  let stateAsked = asked;
  const readMarks = createReadMarks(api);
  const presence = createPresence(stores.presence, now);
  let closed = false;

  const chats = createChats({
    api,
    account,
    people,
    blockList,
    state,
    disk,
    random,
    now,
    store: stores.chats,
    drafts,
    outbox: () => outbox,
    logChanged: (chatId) => conversations.redraw(chatId),
    // The server says who is online to those who share a chat, so a new chat is asked about anew.
    peopleAdded: () => void socket.send({ type: "status_register" }),
  });
  const outbox: Outbox = createOutbox({
    api,
    disk: openOutboxDisk(database, random, account),
    locks: ports.locks,
    account,
    random,
    now,
    log: (chatId) => chats.log(chatId),
    online: () => ports.online(),
    changed: redraw,
    sent: redraw,
  });
  const patience = createPatience(ports);
  const transfers = createTransfers(stores.files, now);
  const sender: Sender = createSender({
    ...ports.files,
    api: fileApi(api),
    patience,
    records: openSendingDisk(database, random, account),
    transfers,
    locks: ports.locks,
    random,
    now,
    attach: async (chatId, body, clientId) => outbox.add(await chats.log(chatId), body, clientId),
    changed: redraw,
  });
  const files = createFileEngine(
    ports,
    { api: fileApi(api), database, patience, transfers, store: stores.files },
    account,
  );
  const conversations: Conversations = createConversations({
    store: stores.conversations,
    chats,
    outbox,
    sendings: sender.waiting,
    self: account.userId,
    unreadOf: (chatId) =>
      stores.chats.getState().rows.find((row) => row.chatId === chatId)?.unread ?? 0,
    readAt: chats.readAt,
    countedTo: chats.countedTo,
    async checkKeys(chatId) {
      const companion = chats.companion(chatId);
      if (companion !== undefined) {
        await people.newest(companion.userId as UserId, companion.login as Login);
      }
    },
  });
  const renewKeys = createKeyRenewal({ account, database, ids: chats.ids, log: chats.log });
  const hear = createSessionEvents({ api, chats, presence, self: account.userId });
  const socket = createSocket(
    {
      url: `${ports.origin.replace(/^http/, "ws")}/ws`,
      open: ports.openSocket,
      random: ports.chance,
      online: ports.online,
      now,
      token: () => api.freshToken(),
    },
    {
      event(event) {
        if (!closed) hear(event);
      },
      connection: onConnection,
    },
  );

  function redraw(chatId: string): void {
    if (closed) return;
    chats.redraw(chatId);
    conversations.redraw(chatId);
  }

  // Whatever happened while the way was closed is read from the logs: no event is ever needed.
  function onConnection(connection: Connection): void {
    if (closed) return;
    stores.presence.setState({ connection });
    if (connection.kind === "online") {
      socket.send({ type: "status_register" });
      loadList();
      outbox.flush();
      readMarks.flush();
      void catchUpState().catch(() => undefined);
    }
  }

  async function catchUpState(): Promise<void> {
    if (!stateAsked) await state.pull();
    stateAsked = true;
    // Changes of the state that could not be sent, if there are any.
    await state.change((one) => one);
  }

  // What is read once the socket is open misses nothing, so the first load waits for it: not long,
  // since a list without live news is better than none.
  const listTimer = setTimeout(loadList, LIST_WAITS);
  function loadList(): void {
    clearTimeout(listTimer);
    if (!closed) void chats.reload().then(renewKeys, () => undefined);
  }

  const onOnline = (): void => {
    socket.start();
    outbox.flush();
  };
  const onOffline = (): void => stores.presence.setState({ connection: { kind: "offline" } });
  const stopListening = ports.onNetwork(onOnline, onOffline);

  const lost = await outbox.load();
  if (lost > 0) stores.chats.setState({ lost });
  await chats.recall();
  await sender.load();
  await files.load();
  outbox.flush();
  socket.start();

  return {
    account,
    state,
    people,
    blockList,
    chats,
    outbox,
    sender,
    files,
    conversations,
    socket,
    markRead(chatId, id) {
      const companion = chats.companion(chatId)?.userId;
      if (companion !== undefined && blockList.has(companion as UserId)) return;
      chats.markedRead(chatId, id);
      readMarks.mark(chatId, id);
    },
    typing(chatId) {
      if (chats.known(chatId)?.isBegun() !== true && presence.tellsTyping(chatId))
        socket.send({ type: "typing", chat_id: chatId });
    },
    close() {
      closed = true;
      clearTimeout(listTimer);
      disk.close();
      stopListening();
      outbox.close();
      sender.close();
      files.close();
      readMarks.close();
      socket.stop();
    },
  };
}
