import { type Api, type Schema, unwrap } from "../../api/http.ts";
import { toClientError } from "../../api/problem.ts";
import {
  type ChatId,
  type ClientId,
  type LogNumber,
  messageToJson,
  type OutgoingBody,
  parseLogNumber,
  type Random,
  storedToJson,
  type UnlockedAccount,
} from "../../protocol/index.ts";
import type { OutboxDisk } from "../../vault/outboxDisk.ts";
import type { ChatLog } from "./chatLog.ts";
import type { Delivery } from "./model.ts";
import { boundId, sealUnsent, type Unsent } from "./sealUnsent.ts";

/** An own message that is not in the log yet, as far as this browser knows. */
export interface Waiting {
  readonly entry: Unsent;
  readonly body: OutgoingBody;
  readonly delivery: Delivery;
}

/** Own messages on their way: on disk before they are sent, resent as they are until acknowledged. */
export interface Outbox {
  /** Oldest first. */
  waiting(chatId: string): readonly Waiting[];
  /** Takes up what is on the disk; answers how many messages were lost with keys of before. */
  load(): Promise<number>;
  /** Before the account's keys are replaced: what waits will open with the next ones, too. */
  prepareFor(next: UnlockedAccount): Promise<void>;
  /** @param clientId the one that the files of the body were uploaded for */
  add(log: ChatLog, body: OutgoingBody, clientId?: ClientId): Promise<void>;
  /** Sends what waits; called when the way is open again. */
  flush(): void;
  retry(clientId: string): Promise<void>;
  discard(clientId: string): Promise<void>;
  /** Sends nothing more: the account is closed, and the next one has other keys. */
  close(): void;
}

interface OutboxPorts {
  readonly api: Api;
  readonly disk: OutboxDisk;
  readonly locks: Pick<LockManager, "request">;
  readonly account: UnlockedAccount;
  readonly random: Random;
  now(): number;
  /** Opens a log for a message of an earlier page view. */
  log(chatId: ChatId): Promise<ChatLog>;
  /** Whether the network is there. */
  online(): boolean;
  changed(chatId: string): void;
  sent(chatId: string): void;
}

/** What a person has to decide; everything else is tried again by itself. */
const FINAL = new Set([
  "identity_changed",
  "chat_not_found",
  "conflict",
  "bad_request",
  "payload_too_large",
  "file_not_ready",
  "chat_refused",
  "keys_refused",
  "epoch_refused",
  "epoch_fork",
  "epoch_rollback",
  "forbidden",
]);
const PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;
/** How often in a row a message is sealed or synced anew before it waits like any other. */
const TURNS = 3;

/** What became of one attempt: `done` lets the next message follow. */
type Outcome = "done" | "again" | "later";

export function createOutbox(ports: OutboxPorts): Outbox {
  const items = new Map<ClientId, Waiting>();
  /** By chat id: whether it was asked for again while it was at work. */
  const running = new Map<string, boolean>();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;

  function set(item: Waiting): void {
    items.set(item.entry.clientId, item);
    ports.changed(item.entry.chatId);
  }

  async function work(chatId: string): Promise<void> {
    if (running.has(chatId)) {
      running.set(chatId, true);
      return;
    }
    do {
      running.set(chatId, false);
      // One tab at a time: what another one has sent meanwhile is no longer on the disk.
      await ports.locks.request(`ren-outbox-${chatId}`, () => sendAll(chatId)).catch(() => later());
    } while (running.get(chatId) === true && !closed);
    running.delete(chatId);
  }

  async function sendAll(chatId: string): Promise<void> {
    for (let turns = 0; !closed; ) {
      const item = next(chatId);
      if (item === undefined) return;
      if (!(await waits(item))) continue;
      if (!ports.online()) {
        set({ ...item, delivery: { kind: "waiting" } });
        return;
      }
      set({ ...item, delivery: { kind: "sending" } });
      const outcome = await sendOne(item);
      turns = outcome === "again" ? turns + 1 : 0;
      if (outcome === "later" || turns > TURNS) {
        // Looked up anew: it may have been sealed anew, under another id.
        const waiting = next(chatId);
        if (waiting !== undefined) set({ ...waiting, delivery: { kind: "waiting" } });
        later();
        return;
      }
    }
  }

  /** Whether the message is still to be sent: another tab may have sent it, or taken it out. */
  async function waits({ entry, ...item }: Waiting): Promise<boolean> {
    const stored = await ports.disk.get(entry.clientId);
    if (stored === undefined) {
      items.delete(entry.clientId);
      ports.changed(entry.chatId);
      return false;
    }
    if (stored.failed === undefined) return true;
    set({ ...item, entry: stored, delivery: { kind: "failed", code: stored.failed } });
    return false;
  }

  async function sendOne(item: Waiting): Promise<Outcome> {
    const { entry } = item;
    let answer: Schema["MessageSent"];
    try {
      answer = await unwrap(
        ports.api.calls.POST("/chat/massage", {
          body: { chat_id: entry.chatId, after: entry.after, ...messageToJson(entry.message) },
        }),
      );
    } catch (error) {
      return closed ? "later" : failed(item, error);
    }
    failures = 0;
    if (!closed) await acknowledged(entry, parseLogNumber(answer.id), answer.created_at);
    return "done";
  }

  async function acknowledged(entry: Unsent, id: LogNumber, createdAt: number): Promise<void> {
    await ports.disk.delete(entry.clientId);
    try {
      const log = await ports.log(entry.chatId);
      const { message } = entry;
      const stored = storedToJson(id, createdAt, message);
      const taken = await log.ingest([stored]).catch(() => false);
      items.delete(entry.clientId);
      if (!taken) await log.sync();
    } catch {
      // It is in the log, which shows it at its next reading.
      items.delete(entry.clientId);
    }
    ports.changed(entry.chatId);
    ports.sent(entry.chatId);
  }

  async function failed(item: Waiting, error: unknown): Promise<Outcome> {
    const { code } = toClientError(error);
    if (code === "sync_first" || code === "stale_epoch") {
      return syncAndReseal(item, code === "stale_epoch");
    }
    if (!FINAL.has(code)) return "later";
    const entry = { ...item.entry, failed: code };
    if (await replace(item, entry)) {
      set({ ...item, entry, delivery: { kind: "failed", code } });
    }
    return "done";
  }

  /** An old epoch is refused for ever, so nothing is sent twice by sealing anew. */
  async function syncAndReseal(item: Waiting, reseal: boolean): Promise<Outcome> {
    try {
      const log = await ports.log(item.entry.chatId);
      await log.sync();
      const entry = reseal
        ? await sealUnsent(ports, log, item.body, item.entry.createdAt, boundId(item))
        : { ...item.entry, after: log.log.high };
      if (await replace(item, entry)) set({ ...item, entry });
      return "again";
    } catch (error) {
      const { code } = toClientError(error);
      return code === "sync_first" || code === "stale_epoch" ? "later" : failed(item, error);
    }
  }

  /** Puts an entry in the place of an item, unless that was taken out meanwhile. */
  async function replace({ entry: old, body }: Waiting, entry: Unsent): Promise<boolean> {
    if (closed) return false;
    const there = await ports.disk.replace(old.clientId, entry, body);
    if (!there || entry.clientId !== old.clientId) items.delete(old.clientId);
    return there;
  }

  function later(): void {
    if (closed || retryTimer !== undefined) return;
    const pause = Math.min(LONGEST_PAUSE, PAUSE * 2 ** failures);
    failures += 1;
    retryTimer = setTimeout(() => {
      retryTimer = undefined;
      flush();
    }, pause);
  }

  function listOf(chatId: string): readonly Waiting[] {
    return [...items.values()]
      .filter(({ entry }) => entry.chatId === chatId)
      .sort((one, other) => one.entry.createdAt - other.entry.createdAt);
  }

  function next(chatId: string): Waiting | undefined {
    return listOf(chatId).find(({ delivery }) => delivery.kind !== "failed");
  }

  function flush(): void {
    for (const chatId of new Set([...items.values()].map(({ entry }) => entry.chatId))) {
      void work(chatId);
    }
  }

  return {
    waiting: listOf,
    flush,
    async load() {
      const { entries, lost } = await ports.disk.load();
      for (const { entry, body } of entries) {
        const delivery: Delivery =
          entry.failed === undefined ? { kind: "waiting" } : { kind: "failed", code: entry.failed };
        set({ entry, body, delivery });
      }
      return lost;
    },
    prepareFor: (next) => ports.disk.sealForNext(next),
    async add(log, body, clientId) {
      const entry = await sealUnsent(ports, log, body, ports.now(), clientId);
      await ports.disk.put(entry, body);
      set({ entry, body, delivery: { kind: ports.online() ? "sending" : "waiting" } });
      void work(log.chatId);
    },
    async retry(clientId) {
      const item = items.get(clientId as ClientId);
      if (item === undefined) return;
      const log = await ports.log(item.entry.chatId);
      await log.sync();
      // The refusal was final for these bytes: the server does not have them.
      const entry = await sealUnsent(ports, log, item.body, ports.now(), boundId(item));
      if (!(await replace(item, entry))) return;
      set({ entry, body: item.body, delivery: { kind: "sending" } });
      void work(item.entry.chatId);
    },
    async discard(clientId) {
      const item = items.get(clientId as ClientId);
      items.delete(clientId as ClientId);
      await ports.disk.delete(clientId as ClientId);
      if (item !== undefined) ports.changed(item.entry.chatId);
    },
    close() {
      closed = true;
      clearTimeout(retryTimer);
    },
  };
}
