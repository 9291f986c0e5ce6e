import type { SealedBlob } from "../protocol/index.ts";
import type { Database, KeptSession } from "./database.ts";
import { raiseMarks } from "./marks.ts";

export async function readKept(database: Database): Promise<KeptSession | undefined> {
  return database.get("session", "current");
}

/**
 * Changes what this browser keeps of its session, and answers it; nothing if there is none. In one
 * transaction: a log-out in between must not find its session written again.
 */
export async function changeKept(
  database: Database,
  change: (kept: KeptSession) => KeptSession,
): Promise<KeptSession | undefined> {
  const { store, done } = database.transaction("session", "readwrite");
  const before = await store.get("current");
  const after = before === undefined ? undefined : change(before);
  if (after !== undefined) await store.put(after, "current");
  await done;
  return after;
}

/** Keeps the newest state that was opened here, and how far it had come. */
export async function keepState(database: Database, state: SealedBlob): Promise<void> {
  const kept = await changeKept(database, ({ state: _, ...rest }) => {
    const next = { ...rest, stateRev: state.rev };
    return rest.account === undefined ? next : { ...next, state };
  });
  if (kept !== undefined) await raiseMarks(database, kept.userId, { state: state.rev });
}
