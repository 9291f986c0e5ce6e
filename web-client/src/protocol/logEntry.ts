import type { Body } from "./body.ts";
import type { SignedEpoch } from "./epoch.ts";
import type { VerifiedEpoch } from "./epochChain.ts";
import type { ProtocolErrorCode } from "./errors.ts";
import type { ClientId, Hash, LogNumber, UserId } from "./ids.ts";
import type { SealedMessage } from "./message.ts";
import type { SignedRemoval } from "./removal.ts";

/** An entry of a chat's log as a server gave it, not verified yet. */
export type LogEntry =
  | {
      readonly kind: "message";
      readonly id: LogNumber;
      /** The server's time, milliseconds since 1970. */
      readonly createdAt: number;
      readonly message: SealedMessage;
    }
  | {
      readonly kind: "epoch";
      readonly id: LogNumber;
      readonly createdAt: number;
      readonly epoch: SignedEpoch;
    }
  /** A message whose sender took it back: what is left of it, and his signature for that. */
  | {
      readonly kind: "removed";
      readonly id: LogNumber;
      readonly createdAt: number;
      readonly removal: SignedRemoval;
    }
  /** An entry whose number can be read and whose rest cannot. */
  | { readonly kind: "broken"; readonly id: LogNumber };

/** What a person may see of a log entry, after the checks of PROTOCOL.md §11. */
export type VerifiedEntry =
  | VerifiedMessage
  | VerifiedEpochEntry
  | VerifiedRemovedEntry
  | RefusedEntry;

export interface VerifiedMessage {
  readonly kind: "message";
  readonly id: LogNumber;
  readonly senderId: UserId;
  readonly clientId: ClientId;
  /** The sender's time and the server's, milliseconds since 1970. */
  readonly at: number;
  readonly createdAt: number;
  readonly body: Body;
  /**
   * Whether the entry attaches the very files that the body names. If not, its stored files are not
   * to be had: the rest of the message stands.
   */
  readonly attached: boolean;
  readonly hash: Hash;
}

export interface VerifiedEpochEntry {
  readonly kind: "epoch";
  readonly id: LogNumber;
  readonly createdAt: number;
  readonly epoch: VerifiedEpoch;
}

/** A message that its sender took back. */
export interface VerifiedRemovedEntry {
  readonly kind: "removed";
  readonly id: LogNumber;
  readonly senderId: UserId;
  readonly clientId: ClientId;
  /** When the message was sent, by the server's clock, milliseconds since 1970. */
  readonly createdAt: number;
  readonly hash: Hash;
}

/** Nothing of the entry's content, only why. */
export interface RefusedEntry {
  readonly kind: "refused";
  readonly id: LogNumber;
  readonly reason: ProtocolErrorCode;
}

const CLOCK_TOLERANCE = 5 * 60 * 1000;

/**
 * The time to show of a message, and whether to say that the sender's clock is off: the sender's
 * time, unless it differs from the server's by more than five minutes (PROTOCOL.md §13).
 */
export function shownTime(message: Pick<VerifiedMessage, "at" | "createdAt">): {
  readonly at: number;
  readonly clockOff: boolean;
} {
  const clockOff = Math.abs(message.at - message.createdAt) > CLOCK_TOLERANCE;
  return { at: clockOff ? message.createdAt : message.at, clockOff };
}
