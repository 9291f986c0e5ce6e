import { type Api, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  mergeStates,
  openState,
  ProtocolError,
  type Random,
  requireRoom,
  type SealedBlob,
  type State,
  sealedFromJson,
  sealedToJson,
  sealState,
  signState,
  toBase64url,
  type UnlockedAccount,
} from "../../protocol/index.ts";

/** The account's sealed state, kept in step with the server (PROTOCOL.md §8). */
export interface StateSync {
  current(): State;
  /** Changes the state here at once and on the server soon; answers when it is there. */
  change(step: (state: State) => State): Promise<void>;
  /** Takes up what the server has: needed where the state was opened without asking it. */
  pull(): Promise<void>;
  rev(): number;
}

/** Without the state nothing says whose keys were known: what to do without it, the person decides. */
export class StateRefused extends ApiError {
  /** What the server gave. */
  readonly offered: SealedBlob;
  readonly why: "state_rollback" | "state_unreadable";

  constructor(why: StateRefused["why"], offered: SealedBlob) {
    super(why);
    this.name = "StateRefused";
    this.why = why;
    this.offered = offered;
  }
}

interface StatePorts {
  readonly api: Api;
  readonly random: Random;
  /** Keeps the newest state that this browser has seen. */
  remember(blob: SealedBlob): Promise<void>;
  /** The server's state was refused while the account was open. */
  refused(refusal: StateRefused, known: State): void;
}

const ATTEMPTS = 5;

/**
 * Opens the state that came with a session.
 *
 * @param atLeast the highest `rev` that this browser has seen
 * @throws StateRefused where the state is older than that, or does not open
 */
export async function createStateSync(
  ports: StatePorts,
  account: UnlockedAccount,
  blob: SealedBlob,
  atLeast: number,
): Promise<StateSync> {
  let state = await openOffered(account, blob, atLeast);
  let { rev } = blob;
  let dirty = false;
  let pushing: Promise<void> | undefined;
  await ports.remember(blob);

  // A push carries all changes until then; one that comes meanwhile starts another push after it.
  function push(): Promise<void> {
    pushing ??= pushAll().finally(() => {
      pushing = undefined;
    });
    return pushing;
  }

  async function pushAll(): Promise<void> {
    for (let attempt = 0; dirty; attempt++) {
      dirty = false;
      try {
        await put();
      } catch (error) {
        dirty = true;
        const lost = error instanceof ApiError && error.code === "conflict";
        if (!lost || attempt >= ATTEMPTS) throw error;
        await pull();
      }
    }
  }

  async function put(): Promise<void> {
    const sealed = await putState(ports, account, rev, state);
    rev = sealed.rev;
    await ports.remember(sealed);
  }

  async function pull(): Promise<void> {
    const answer = await unwrap(ports.api.calls.GET("/user/state"));
    const newer = sealedFromJson(answer);
    const theirs = await openOffered(account, newer, rev).catch((error: unknown) => {
      if (error instanceof StateRefused) ports.refused(error, state);
      throw error;
    });
    state = mergeStates(state, theirs);
    rev = newer.rev;
    await ports.remember(newer);
  }

  return {
    current: () => state,
    async change(step) {
      const next = step(state);
      if (next === state && !dirty) return;
      // One person too many must not stand in the way of marks and decisions about the others.
      if (next !== state) requireRoom(next, account.userId);
      state = next;
      dirty = true;
      await push();
      if (dirty) await push();
    },
    pull,
    rev: () => rev,
  };
}

async function openOffered(
  account: UnlockedAccount,
  blob: SealedBlob,
  atLeast: number,
): Promise<State> {
  try {
    return await openState(account.stateKey, account.userId, blob, atLeast);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const older = error.code === "state_rollback";
    throw new StateRefused(older ? "state_rollback" : "state_unreadable", blob);
  }
}

/** Puts a state after the one with this `rev`; `conflict` if the server has another. */
export async function putState(
  { api, random }: Pick<StatePorts, "api" | "random">,
  account: UnlockedAccount,
  after: number,
  state: State,
): Promise<SealedBlob> {
  const at = { userId: account.userId, rev: after + 1 };
  const sealed = await sealState(random, account.stateKey, at, state);
  const signature = toBase64url(await signState(account.signingKey, account.userId, sealed));
  const body = { ...sealedToJson(sealed), signature };
  await unwrap(api.calls.PUT("/user/state", { body }));
  return sealed;
}
