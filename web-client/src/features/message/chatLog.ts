import { type Api, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  type ChatId,
  companionOf,
  emptyLog,
  entryFromJson,
  type LogEntry,
  type Login,
  type LogState,
  newestEpoch,
  ProtocolError,
  type Random,
  type UnlockedAccount,
  type VerifiedEntry,
  type VerifiedEpoch,
  verifyPage,
} from "../../protocol/index.ts";
import { KEPT_ENTRIES, type LogDisk } from "../../vault/logDisk.ts";
import type { StateSync } from "../account/stateSync.ts";
import type { People } from "../chat/people.ts";
import { createChatEpochs } from "./chatEpochs.ts";
import { createEpochMaking } from "./epochMaking.ts";
import { createLogMemory } from "./logMemory.ts";
import type { Span } from "./logWindow.ts";
import { PAGE } from "./page.ts";

/** One chat's log as far as it was read and verified. All of its work goes one after the other. */
export interface ChatLog {
  readonly chatId: ChatId;
  /** Those near the view and the newest, see {@link LogMemory}. */
  readonly entries: ReadonlyMap<number, VerifiedEntry>;
  readonly log: LogState;
  /** Whether the chat is begun here and, as far as is known, not made on the server yet. */
  isBegun(): boolean;
  /** Makes the chat on the server, if it is not there yet: with its first message, not before. */
  create(): Promise<void>;
  /** The newest number that the server spoke of; −1 for none. */
  head(): number;
  companionRead(): number;
  setCompanionRead(id: number): void;
  /** Reads the newest page if nothing was read, else everything after the cursor. */
  sync(): Promise<void>;
  /** Reads older entries until there is a page to show, or the log's beginning. */
  fill(): Promise<void>;
  /** Whether there is a page to show, or all there is. */
  isFilled(): boolean;
  /** Takes up what an earlier visit kept, until so many entries are there; asks no server. */
  recall(count: number): Promise<void>;
  loadOlder(): Promise<void>;
  /** Reads again what was read of a span and let go since; `log_rollback` if the server leaves it out now. */
  load(span: Span): Promise<void>;
  /** Tells what is shown, the newest if nothing else is: entries far from it are let go. */
  keepAround(shown: Span | undefined): void;
  /** How many of a span's entries, of all that were read, came from others. */
  foreignIn(span: Span): number;
  /** Takes entries that came without asking; answers whether they touched the window. */
  ingest(entries: readonly unknown[]): Promise<boolean>;
  /** Reads an entry anew that the server says is another now, if it was read before. */
  reread(id: number): Promise<void>;
  /**
   * The person opened the chat or writes into it: what was verified of it is remembered in the
   * state. `state_full` where it holds no more.
   */
  meet(): Promise<void>;
  /** The epoch to seal under: renewed first if somebody's keys are newer than the roster's. */
  sendingEpoch(): Promise<VerifiedEpoch>;
  /** Begins the next epoch whatever the roster says. */
  renew(): Promise<void>;
}

/** What a log works with. */
export interface LogServices {
  readonly api: Api;
  readonly account: UnlockedAccount;
  readonly people: People;
  readonly state: StateSync;
  readonly disk: LogDisk;
  readonly random: Random;
  now(): number;
}

/** How many entries that are known already are read again to find a server out. */
const OVERLAP = 25;

type PageQuery = { readonly after?: number; readonly before?: number; readonly limit?: number };

export function createChatLog(
  services: LogServices,
  chatId: ChatId,
  companionLogin: Login,
  changed: () => void,
  begunHere = false,
): ChatLog {
  const { api, account, people } = services;
  const companion = companionOf(chatId, account.userId);
  const epochs = createChatEpochs(services, chatId, companion, companionLogin);
  const log = emptyLog(chatId);
  const memory = createLogMemory(account.userId);
  let shown: Span | undefined;
  let begun = begunHere;
  let head = -1;
  let companionRead = -1;
  /** Whether what is here is still to be held against the server. */
  let unproved = false;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  /** Lets entries in, as far as they hold, and keeps those for the next visit. */
  async function admit(
    page: readonly LogEntry[],
    json: readonly unknown[],
  ): Promise<readonly VerifiedEntry[]> {
    const { entries: verified, revoked } = await verifyPage(log, epochs.context(), page);
    begun = false;
    const kept = new Map<number, unknown>();
    for (const [i, entry] of verified.entries()) {
      if (entry.kind !== "refused" && entry.id > log.high - KEPT_ENTRIES)
        kept.set(entry.id, json[i]);
    }
    if (kept.size > 0) services.disk.putEntries(chatId, kept);
    for (const entry of [...verified, ...revoked]) {
      // A verified entry that comes again as another one stays as it was verified (PROTOCOL.md §11).
      // Of one that was let go only the hash is here: it is shown as refused.
      const stays = log.hashes.has(entry.id) && memory.entries.has(entry.id);
      if (entry.kind === "refused" && stays) continue;
      memory.put(entry);
      // Sending moves the sender's read mark, on the server as here.
      if (entry.kind === "message" && entry.senderId === companion) {
        companionRead = Math.max(companionRead, entry.id);
      }
    }
    memory.keepAround(shown, log.high);
    head = Math.max(head, log.high);
    // Somebody begun by the person, or answered from another browser, is no stranger.
    if (!people.hasMet(companion) && isOwn(verified)) meetNow().catch(() => undefined);
    changed();
    return verified;
  }

  function isOwn(read: readonly VerifiedEntry[]): boolean {
    const self = account.userId;
    return (
      log.chain.epochs[0]?.maker === self ||
      read.some((entry) => entry.kind === "message" && entry.senderId === self)
    );
  }

  async function meetNow(): Promise<void> {
    await people.meet(companion);
    await epochs.remember(log.chain);
  }

  async function verify(json: readonly unknown[]): Promise<readonly VerifiedEntry[]> {
    const page = json.map(entryFromJson);
    const newest = newestEpoch(log.chain)?.number ?? -1;
    const unknownEpoch = page.some(
      (entry) =>
        (entry.kind === "message" && entry.message.epoch > newest) ||
        (entry.kind === "epoch" && !log.chain.epochs.some((epoch) => epoch.entry === entry.id)),
    );
    if (newest < 0 || unknownEpoch) log.chain = await epochs.read(log.chain);
    return admit(page, json);
  }

  async function page(query: PageQuery): Promise<readonly VerifiedEntry[]> {
    const answer = await unwrap(
      api.calls.GET("/chat/{chatId}/messages", {
        params: { path: { chatId }, query: { limit: PAGE, ...query } },
      }),
    );
    head = Math.max(head, answer.head);
    companionRead = Math.max(companionRead, answer.companion_read ?? -1);
    unproved ||= answer.head < log.high;
    if (answer.entries.length > 0) return verify(answer.entries);
    changed();
    return [];
  }

  /**
   * Reads what was kept of an earlier visit once more, with what follows it: so a server that shows
   * less than it did, or something else, is found out, and what was removed meanwhile is gone here.
   */
  async function prove(): Promise<void> {
    const newest = log.high;
    const known = new Set(log.hashes.keys());
    const read = await page({ after: Math.max(log.low, newest - OVERLAP) - 1 });
    const other = (entry: VerifiedEntry) => entry.kind === "refused" && known.has(entry.id);
    if (read.some(other) || !read.some(({ id }) => id === newest)) {
      throw new ApiError("log_rollback");
    }
    unproved = false;
  }

  async function syncNow(): Promise<void> {
    let before: number;
    do {
      before = log.high;
      if (unproved) await prove();
      else await page(log.high < 0 ? {} : { after: log.high });
    } while (unproved || (log.high < head && log.high > before));
  }

  /** Of a chat that was begun here: the other side may have made it meanwhile, or there is nothing to read. */
  async function syncBegun(): Promise<void> {
    await syncNow().catch((error: unknown) => {
      if (!(begun && error instanceof ApiError && error.code === "chat_not_found")) throw error;
      changed();
    });
  }

  function isFilled(): boolean {
    return log.high >= 0 && (log.low === 0 || log.high - log.low + 1 >= PAGE);
  }

  // Pages may be shorter than asked for.
  async function fillNow(): Promise<void> {
    for (let before = Number.NaN; !isFilled() && log.high >= 0 && log.low !== before; ) {
      before = log.low;
      await page({ before, limit: PAGE - (log.high - log.low + 1) });
    }
  }

  async function ingestNow(json: readonly unknown[]): Promise<boolean> {
    const first = json.map(entryFromJson)[0];
    if (first === undefined || (log.high >= 0 && first.id > log.high + 1)) return false;
    await verify(json);
    return true;
  }

  async function rereadNow(id: number): Promise<void> {
    if (id >= log.low && id <= log.high) await page({ after: id - 1, limit: 1 });
  }

  async function loadNow({ from, to }: Span): Promise<void> {
    const span = { from: Math.max(from, log.low), to: Math.min(to, log.high) };
    let last: number | undefined;
    for (let next = memory.missing(span); next !== undefined; next = memory.missing(span)) {
      if (next === last) throw new ApiError("log_rollback");
      last = next;
      await page({ after: next - 1, limit: Math.min(PAGE, span.to - next + 1) });
    }
  }

  async function recallNow(count: number): Promise<void> {
    if (log.chain.epochs.length === 0) log.chain = await epochs.recall();
    if (log.chain.epochs.length === 0) return;
    const fresh = log.high < 0;
    const missing = count - (fresh ? 0 : log.high - log.low + 1);
    if (missing <= 0) return;
    const kept = await services.disk.entries(chatId, fresh ? undefined : log.low, missing);
    if (kept.length === 0) return;
    await admit(kept.map(entryFromJson), kept);
    unproved ||= fresh;
  }

  async function olderNow(): Promise<void> {
    if (log.high < 0 || log.low === 0) return;
    const { low } = log;
    try {
      await page({ before: low });
    } catch (error) {
      // What was kept is better than nothing, where the server cannot be asked.
      await recallNow(log.high - low + 1 + PAGE);
      if (log.low === low) throw error;
    }
  }

  const making = createEpochMaking(services, {
    ...{ chatId, companion, companionLogin, log, sync: syncNow },
    async isMissing() {
      await syncBegun();
      return begun;
    },
  });

  return {
    chatId,
    entries: memory.entries,
    log,
    isBegun: () => begun,
    create: () => inTurn(making.create),
    head: () => head,
    companionRead: () => companionRead,
    setCompanionRead(id) {
      companionRead = Math.max(companionRead, id);
      changed();
    },
    sync: () => inTurn(syncBegun),
    fill: () => inTurn(fillNow),
    isFilled,
    recall: (count) => inTurn(() => recallNow(count)),
    loadOlder: () => inTurn(olderNow),
    load: (span) => inTurn(() => loadNow(span)),
    keepAround(span) {
      shown = span;
      memory.keepAround(span, log.high);
    },
    foreignIn: memory.foreignIn,
    ingest: (json) => inTurn(() => ingestNow(json)),
    reread: (id) => inTurn(() => rereadNow(id)),
    // Without a network the state changes here at once, and on the server later.
    meet: () => inTurn(() => meetNow().catch(unlessFull)),
    sendingEpoch: () =>
      inTurn(async () => {
        if (begun) await making.create();
        return making.current();
      }),
    renew: () => inTurn(making.renew),
  };
}

/** Keys that no browser would remember are not sealed for. */
function unlessFull(error: unknown): void {
  if (error instanceof ProtocolError && error.code === "state_full") throw error;
}
