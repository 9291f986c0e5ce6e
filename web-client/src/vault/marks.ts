import { ProtocolError } from "../protocol/index.ts";
import type { Database } from "./database.ts";

/** The highest revisions of an account's sealed parts that this browser has seen. */
export interface RevisionMarks {
  readonly state: number;
  readonly credential: number;
}

const NONE: RevisionMarks = { state: 0, credential: 0 };

/**
 * Remembers how far an account has come. It outlives log-outs and the end of sessions, which a
 * server can bring about at will: otherwise one refusal would make this browser forget what it had
 * seen, and an older state, without pins and verified marks, would pass for the newest. Two numbers
 * beside a random id are all that stays.
 */
export async function raiseMarks(
  database: Database,
  userId: string,
  seen: Partial<RevisionMarks>,
): Promise<void> {
  const { store, done } = database.transaction("marks", "readwrite");
  const before = (await store.get(userId)) ?? NONE;
  await store.put(
    {
      state: Math.max(before.state, seen.state ?? 0),
      credential: Math.max(before.credential, seen.credential ?? 0),
    },
    userId,
  );
  await done;
}

/** Takes the mark of the state back to a `rev` that the person decided for. */
export async function lowerStateMark(
  database: Database,
  userId: string,
  state: number,
): Promise<void> {
  const { store, done } = database.transaction("marks", "readwrite");
  await store.put({ ...((await store.get(userId)) ?? NONE), state }, userId);
  await done;
}

/**
 * The marks of an account that is being entered.
 *
 * @param credential the `rev` of the credential record that the server offers: `state_rollback` if
 *     this browser has seen a higher one
 */
export async function checkMarks(
  database: Database,
  userId: string,
  credential: number,
): Promise<RevisionMarks> {
  const marks = (await database.get("marks", userId)) ?? NONE;
  if (credential < marks.credential) {
    throw new ProtocolError("state_rollback", "an older credential record than one seen before");
  }
  return marks;
}
