import { ApiError, toClientError } from "../../api/problem.ts";
import {
  type ChatId,
  type ClientId,
  fileLayout,
  newClientId,
  newFileSecret,
  type OutgoingBody,
  type Random,
  type StoredFile,
  storedFiles,
} from "../../protocol/index.ts";
import { FileChanged, fileOf, lastModifiedOf } from "./fileSource.ts";
import type { FilesDraft } from "./model.ts";
import { planBody } from "./plan.ts";
import {
  finishedBody,
  keptMessages,
  type Message,
  newMessage,
  providedRecord,
  type Sending,
  sendingOf,
  withFileReplaced,
} from "./sendings.ts";
import {
  createFileUploads,
  type FileUploadPorts,
  isStored,
  pathOf,
  storedFileOf,
} from "./uploads.ts";

export type SenderPorts = Omit<FileUploadPorts, "stored" | "replaced" | "problem" | "gone"> & {
  readonly random: Random;
  now(): number;
  /** Hands a message over to the outbox, which takes it from the disk of sendings. */
  attach(chatId: ChatId, body: OutgoingBody, clientId?: ClientId): Promise<void>;
  /** The rows of a chat have changed. */
  changed(chatId: string): void;
};

/** Own messages of files, from the person's choice to the outbox. */
export interface Sender {
  waiting(chatId: string): readonly Sending[];
  /** Goes on with what this browser's disk has. */
  load(): Promise<void>;
  send(chatId: ChatId, draft: FilesDraft): Promise<void>;
  pause(fileId: string): void;
  resume(fileId: string): void;
  /** Takes back the whole message. */
  cancel(fileId: string): void;
  provide(fileId: string, file: File, handle?: FileSystemFileHandle): Promise<void>;
  has(clientId: string): boolean;
  retry(clientId: string): void;
  discard(clientId: string): void;
  all(): readonly Message[];
  /** Carries over what another sender of this account holds, sealed with the keys of now. */
  adopt(messages: readonly Message[]): Promise<void>;
  close(): void;
}

/** Files without a handle that are sealed whole before anything else: they survive a reload. */
const STAGED_WHOLE = 8;
/** How often a file that keeps changing is begun anew. */
const RESTARTS = 3;

export function createSender(ports: SenderPorts): Sender {
  const messages = new Map<string, Message>();
  const closing = new AbortController();
  const restarts = new Map<string, number>();
  const uploads = createFileUploads({
    ...ports,
    stored: (message) => void attach(message),
    replaced: replace,
    problem: setProblem,
    gone: forget,
  });

  function setProblem(message: Message, code: Message["problem"]): void {
    if (code === undefined) Reflect.deleteProperty(message, "problem");
    else message.problem = code;
    ports.changed(message.record.chatId);
  }

  function forget(message: Message): void {
    messages.delete(message.record.clientId);
    for (const fileId of message.uploads.keys()) ports.transfers.drop(fileId);
    ports.changed(message.record.chatId);
  }

  function begin(message: Message): void {
    messages.set(message.record.clientId, message);
    for (const file of storedFiles(message.body.files)) beginTransfer(message, file);
    ports.changed(message.record.chatId);
  }

  function beginTransfer(message: Message, { fileId, name, size }: StoredFile): void {
    const { chatId } = message.record;
    const paused = message.uploads.get(fileId)?.paused === true;
    const state = paused ? "paused" : "waiting";
    ports.transfers.begin({ key: fileId, chatId, direction: "up", name, size }, state);
  }

  function startAll(message: Message): void {
    for (const file of storedFiles(message.body.files)) {
      if (message.uploads.get(file.fileId)?.paused === false) uploads.start(message, file);
    }
  }

  /** Under a lock, so that two tabs that finished two files do not both hand the message over. */
  async function attach(message: Message): Promise<void> {
    const { clientId, chatId } = message.record;
    try {
      await ports.locks.request(`ren-attach-${clientId}`, async () => {
        if (!isStored(message) || !messages.has(clientId)) return;
        if ((await ports.records.get(clientId)) === undefined) {
          forget(message);
          return;
        }
        const body = await finishedBody(message);
        const hand = (): Promise<void> => ports.attach(chatId as ChatId, body, clientId);
        await ports.patience.again(closing.signal, hand);
        messages.delete(clientId);
        await ports.records.delete(clientId);
        ports.changed(chatId);
      });
    } catch (error) {
      if (!closing.signal.aborted) setProblem(message, toClientError(error).code);
    }
  }

  /** A file that has changed is another file: it gets an id and a key of its own. */
  async function replace(message: Message, file: StoredFile, now: Blob): Promise<void> {
    const { clientId } = message.record;
    const times = (restarts.get(clientId) ?? 0) + 1;
    restarts.set(clientId, times);
    if (times > RESTARTS) {
      ports.transfers.turn(file.fileId, "failed", "file_changed");
      setProblem(message, "file_changed");
      return;
    }
    const next: StoredFile = { ...file, ...newFileSecret(ports.random), size: now.size };
    const renewed = withFileReplaced(message, file, next, now);
    await ports.records.delete(clientId);
    await ports.records.put(renewed.record, renewed.body, [...renewed.uploads.values()]);
    messages.set(clientId, renewed);
    ports.transfers.drop(file.fileId);
    beginTransfer(renewed, next);
    ports.changed(message.record.chatId);
    void takeBack(message, file);
    // Files of this message that run hold on to what it was: they begin with what it is.
    for (const other of storedFiles(message.body.files)) {
      if (other !== file) await uploads.stop(other.fileId);
    }
    startAll(renewed);
  }

  /** The server forgets an upload by itself if this does not reach it. */
  async function takeBack(message: Message, file: StoredFile): Promise<void> {
    await ports.disk.remove("staged", file.fileId).catch(() => undefined);
    await ports.api.cancel(pathOf(message, file)).catch(() => undefined);
  }

  async function discard(message: Message): Promise<void> {
    messages.delete(message.record.clientId);
    const files = storedFiles(message.body.files);
    await ports.records.delete(message.record.clientId);
    await Promise.all(files.map(({ fileId }) => uploads.stop(fileId)));
    forget(message);
    await Promise.all(files.map((file) => takeBack(message, file)));
  }

  function find(
    fileId: string,
  ): { readonly message: Message; readonly file: StoredFile } | undefined {
    for (const message of messages.values()) {
      const file = storedFileOf(message, fileId);
      if (file !== undefined) return { message, file };
    }
    return undefined;
  }

  async function setPaused(message: Message, fileId: string, paused: boolean): Promise<void> {
    const record = message.uploads.get(fileId);
    if (record === undefined) return;
    message.uploads.set(fileId, { ...record, paused });
    await ports.records.putUpload({ ...record, paused });
  }

  /** From a click: a handle may be asked for now. */
  async function resume(message: Message, file: StoredFile): Promise<void> {
    const record = message.uploads.get(file.fileId);
    if (record?.handle !== undefined && !message.blobs.has(file.fileId)) {
      const found = await fileOf(record, file.size, true).catch((error) => {
        // A file that has changed is found to have by the upload itself.
        if (error instanceof FileChanged) return undefined;
        throw error;
      });
      if (found !== undefined) message.blobs.set(file.fileId, found);
    }
    await setPaused(message, file.fileId, false);
    setProblem(message, undefined);
    uploads.start(message, file);
  }

  return {
    waiting: (chatId) =>
      [...messages.values()].filter(({ record }) => record.chatId === chatId).map(sendingOf),
    async load() {
      for (const message of await keptMessages(ports.records)) {
        begin(message);
        startAll(message);
      }
      const left = await ports.records.sweep();
      for (const fileId of await ports.disk.fileIds("staged")) {
        if (!left.has(fileId)) await ports.disk.remove("staged", fileId);
      }
    },
    async send(chatId, draft) {
      const body = await planBody(ports.random, draft);
      if (storedFiles(body.files).length === 0) {
        await ports.attach(chatId, body);
        return;
      }
      const record = { clientId: newClientId(ports.random), chatId, createdAt: ports.now() };
      const message = newMessage(record, body, draft);
      await ports.records.put(record, body, [...message.uploads.values()]);
      begin(message);
      for (const file of storedFiles(body.files)) {
        const small = fileLayout(file.size).count <= STAGED_WHOLE;
        if (small && message.uploads.get(file.fileId)?.handle === undefined) {
          await uploads.stageAll(message, file).catch(async (error) => {
            await discard(message);
            throw error;
          });
        }
      }
      startAll(message);
    },
    pause(fileId) {
      const found = find(fileId);
      if (found === undefined) return;
      void uploads.stop(fileId).then(async () => {
        await setPaused(found.message, fileId, true);
        ports.transfers.turn(fileId, "paused");
      });
    },
    resume(fileId) {
      const found = find(fileId);
      if (found === undefined) return;
      void resume(found.message, found.file).catch(() =>
        ports.transfers.turn(fileId, "needs_file"),
      );
    },
    cancel(fileId) {
      const found = find(fileId);
      if (found !== undefined) void discard(found.message);
    },
    async provide(fileId, chosen, handle) {
      const found = find(fileId);
      if (found === undefined) throw new ApiError("not_found");
      const { message, file } = found;
      const record = message.uploads.get(fileId);
      if (record === undefined || chosen.size !== file.size) throw new ApiError("file_changed");
      // A copy has another time; then every chunk that was sealed has to be the same.
      if (lastModifiedOf(chosen) !== record.lastModified)
        await uploads.verify(message, file, chosen);
      const provided = providedRecord(record, chosen, handle);
      message.uploads.set(fileId, provided);
      message.blobs.set(fileId, chosen);
      await ports.records.putUpload(provided);
      setProblem(message, undefined);
      uploads.start(message, file);
    },
    has: (clientId) => messages.has(clientId),
    retry(clientId) {
      const message = messages.get(clientId);
      if (message === undefined) return;
      setProblem(message, undefined);
      if (isStored(message)) void attach(message);
      else startAll(message);
    },
    discard(clientId) {
      const message = messages.get(clientId);
      if (message !== undefined) void discard(message);
    },
    all: () => [...messages.values()],
    async adopt(others) {
      for (const message of others) {
        await ports.records.put(message.record, message.body, [...message.uploads.values()]);
        begin(message);
        startAll(message);
      }
    },
    close() {
      closing.abort(new DOMException("closed", "AbortError"));
      for (const message of messages.values()) {
        for (const fileId of message.uploads.keys()) void uploads.stop(fileId);
      }
    },
  };
}
