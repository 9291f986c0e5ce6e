import { type Api, type Schema, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  appendEpoch,
  type ChatId,
  companionOf,
  type EpochChain,
  type EpochContext,
  emptyLog,
  entryFromJson,
  epochFromJson,
  epochToJson,
  headOf,
  isCurrent,
  type LogEntry,
  type Login,
  type LogState,
  newestEpoch,
  newestVerified,
  ProtocolError,
  type Random,
  renewedEpoch,
  requireHead,
  type UnlockedAccount,
  type VerifiedEntry,
  type VerifiedEpoch,
  verifyPage,
  withEpochHead,
  wrapsToJson,
} from "../../protocol/index.ts";
import type { StateSync } from "../account/stateSync.ts";
import type { People } from "../chat/people.ts";

/** One chat's log as far as it was read and verified. All of its work goes one after the other. */
export interface ChatLog {
  readonly chatId: ChatId;
  readonly entries: ReadonlyMap<number, VerifiedEntry>;
  readonly log: LogState;
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
  loadOlder(): Promise<void>;
  /** Takes entries that came without asking; answers whether they touched the window. */
  ingest(entries: readonly unknown[]): Promise<boolean>;
  take(entry: LogEntry): Promise<boolean>;
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
  readonly random: Random;
  now(): number;
}

const PAGE = 50;

export function createChatLog(
  services: LogServices,
  chatId: ChatId,
  companionLogin: Login,
  changed: () => void,
): ChatLog {
  const { api, account, people, state } = services;
  const companion = companionOf(chatId, account.userId);
  const log = emptyLog(chatId);
  const entries = new Map<number, VerifiedEntry>();
  let head = -1;
  let companionRead = -1;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function context(): EpochContext {
    return { opener: account, identities: people.book() };
  }

  /**
   * Reads the epochs that are not known yet and holds the chain against the remembered head. A chain
   * that fails is not kept: the next page meets the same refusal instead of half a fork.
   */
  async function readEpochs(): Promise<void> {
    if (log.chain.epochs.length === 0)
      await people.newest(companion, companionLogin).catch(unblock);
    let { chain } = log;
    for (;;) {
      const from = chain.epochs.length;
      const page = await unwrap(
        api.calls.GET("/chat/{chatId}/epochs", {
          params: { path: { chatId }, query: { from } },
        }),
      );
      for (const epoch of page.epochs) chain = await append(chain, epoch);
      if (page.next === undefined || chain.epochs.length === from) break;
    }
    const remembered = state.current().epochs.get(chatId);
    if (remembered !== undefined) requireHead(chain, remembered);
    log.chain = chain;
    const newest = newestEpoch(chain);
    if (newest !== undefined && newest.number > (remembered?.number ?? -1)) {
      state.change((one) => withEpochHead(one, chatId, headOf(newest))).catch(() => undefined);
    }
  }

  // A roster may name a generation that is newer than what was asked for last.
  async function append(chain: EpochChain, json: Schema["EpochRecord"]): Promise<EpochChain> {
    const offer = epochFromJson(json);
    try {
      return await appendEpoch(chain, context(), offer);
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "identity_changed") throw error;
      await people.newest(companion, companionLogin);
      return appendEpoch(chain, context(), offer);
    }
  }

  async function verify(page: readonly LogEntry[]): Promise<void> {
    const newest = newestEpoch(log.chain)?.number ?? -1;
    const unknownEpoch = page.some(
      (entry) =>
        (entry.kind === "message" && entry.message.epoch > newest) ||
        (entry.kind === "epoch" && !log.chain.epochs.some((epoch) => epoch.entry === entry.id)),
    );
    if (newest < 0 || unknownEpoch) await readEpochs();
    const { entries: verified, revoked } = await verifyPage(log, context(), page);
    for (const entry of [...verified, ...revoked]) {
      // A verified entry that comes again as another one stays as it was verified (PROTOCOL.md §11).
      if (entry.kind === "refused" && log.hashes.has(entry.id)) continue;
      entries.set(entry.id, entry);
      // Sending moves the sender's read mark, on the server as here.
      if (entry.kind === "message" && entry.senderId === companion) {
        companionRead = Math.max(companionRead, entry.id);
      }
    }
    head = Math.max(head, log.high);
    changed();
  }

  async function page(
    query: { after?: number; before?: number; limit?: number } = {},
  ): Promise<void> {
    const answer = await unwrap(
      api.calls.GET("/chat/{chatId}/messages", {
        params: { path: { chatId }, query: { limit: PAGE, ...query } },
      }),
    );
    head = Math.max(head, answer.head);
    companionRead = Math.max(companionRead, answer.companion_read ?? -1);
    const read = answer.entries.map(entryFromJson);
    if (read.length > 0) await verify(read);
    else changed();
  }

  async function syncNow(): Promise<void> {
    let before: number;
    do {
      before = log.high;
      await page(log.high < 0 ? {} : { after: log.high });
    } while (log.high < head && log.high > before);
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

  async function takeNow(page: readonly LogEntry[]): Promise<boolean> {
    const first = page[0];
    if (first === undefined || (log.high >= 0 && first.id > log.high + 1)) return false;
    await verify(page);
    return true;
  }

  async function renewNow(): Promise<void> {
    const newest = newestEpoch(log.chain);
    const seen = newestVerified(log);
    if (newest === undefined || seen === undefined) throw new ApiError("sync_first");
    const everybody = [account.identity, await people.newest(companion, companionLogin)];
    const maker = { random: services.random, account, at: services.now() };
    const next = await renewedEpoch(maker, newest, everybody, seen);
    try {
      await unwrap(
        api.calls.POST("/chat/{chatId}/epochs", {
          params: { path: { chatId } },
          body: { ...epochToJson(next), wraps: [...wrapsToJson(next.wraps)], after: log.high },
        }),
      );
    } catch (error) {
      // Somebody else's epoch came first: it may be current, and the caller looks again.
      if (!(error instanceof ApiError) || error.code !== "stale_epoch") throw error;
    }
    await syncNow();
  }

  return {
    chatId,
    entries,
    log,
    head: () => head,
    companionRead: () => companionRead,
    setCompanionRead(id) {
      companionRead = Math.max(companionRead, id);
      changed();
    },
    sync: () => inTurn(syncNow),
    fill: () => inTurn(fillNow),
    isFilled,
    loadOlder: () =>
      inTurn(async () => {
        if (log.high >= 0 && log.low > 0) await page({ before: log.low });
      }),
    ingest: (json) => inTurn(() => takeNow(json.map(entryFromJson))),
    take: (entry) => inTurn(() => takeNow([entry])),
    sendingEpoch: () =>
      inTurn(async () => {
        if (log.high < 0) await syncNow();
        for (let attempt = 0; attempt < 3; attempt++) {
          const newest = newestEpoch(log.chain);
          if (newest === undefined) break;
          const everybody = [account.identity, await people.known(companion, companionLogin)];
          if (isCurrent(newest, everybody)) return newest;
          await renewNow();
        }
        throw new ApiError("stale_epoch");
      }),
    renew: () => inTurn(renewNow),
  };
}

/** Blocked keys do not stop reading what was sealed under the accepted ones. */
function unblock(error: unknown): undefined {
  if (error instanceof ProtocolError && error.code === "identity_changed") return undefined;
  throw error;
}
