import type { Result } from "../../app/result.ts";

/** Where the person stands between an empty browser and an open vault. */
export type SessionState =
  /** `opens`: there is an account of an earlier visit, and it opens without a password. */
  | { readonly kind: "starting"; readonly opens?: true }
  /** `log_out_pending`: signed out here, and the server is told once it can be reached. */
  | { readonly kind: "signed_out"; readonly notice?: "logged_out" | "log_out_pending" }
  /** A registration waits: its login is held, and with the same password it goes on where it was left. */
  | { readonly kind: "signed_out"; readonly notice: "registration_begun"; readonly login: string }
  /** The session was ended elsewhere. */
  | { readonly kind: "signed_out"; readonly notice: "session_ended"; readonly unsent?: Unsent }
  | {
      readonly kind: "locked";
      readonly login: string;
      readonly userName: string;
      /** Messages that wait, sealed, until the account is open again. */
      readonly unsent: number;
    }
  | { readonly kind: "registering"; readonly login: string; readonly recoveryKey: string }
  /** The account's sealed state did not open, and the person decides how to go on. */
  | {
      readonly kind: "state_refused";
      readonly login: string;
      /** It is older than one that this browser has seen, or it was damaged or forged. */
      readonly why: "state_rollback" | "state_unreadable";
      /** This browser kept an own copy of what was known. */
      readonly remembers: boolean;
      /** As in `open`. */
      readonly newRecoveryKey?: string;
    }
  | {
      readonly kind: "open";
      readonly me: Me;
      /** The old recovery key is dead and the person has not kept this one yet: nothing goes before. */
      readonly newRecoveryKey?: string;
    };

/** Whose messages wait, sealed, in a browser that is signed out. */
export interface Unsent {
  readonly login: string;
  readonly count: number;
}

/** The signed-in person. `avatar` is the version of the picture; absent where there is none. */
export interface Me {
  readonly userId: string;
  readonly login: string;
  readonly userName: string;
  readonly avatar?: string;
}

export interface DeviceSession {
  readonly sessionId: string;
  readonly device?: string;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly current: boolean;
}

/** Accounts, keys and sessions. Passwords are passed in once and never kept. */
export interface AccountActions {
  /**
   * Reserves the login and makes the recovery key; the state becomes `registering`. The account
   * exists only after {@link AccountActions.finishRegistration}. A registration that was left goes on
   * with the same login and password, and refuses another password (`registration_begun`).
   */
  startRegistration(input: {
    readonly login: string;
    readonly password: string;
  }): Promise<Result<void>>;
  /** After the person confirmed the recovery key. The reservation holds for 15 minutes. */
  finishRegistration(input: { readonly keepUnlocked: boolean }): Promise<Result<void>>;
  /** Back to its first step. What was begun is kept while the server holds the login. */
  leaveRegistration(): void;
  logIn(input: {
    readonly login: string;
    readonly password: string;
    readonly keepUnlocked: boolean;
  }): Promise<Result<void>>;
  /** Opens the vault again after a reload where the keys were not kept. */
  unlock(input: {
    readonly password: string;
    readonly keepUnlocked: boolean;
  }): Promise<Result<void>>;
  /** Asks for a refused state again: `state_rollback` or `state_unreadable` if it is refused still. */
  retryState(): Promise<Result<void>>;
  /**
   * The person goes on without a refused state: with what opens of it and what this browser
   * remembers. Pins, verified marks and decisions that are in neither are forgotten.
   */
  goOnWithoutState(): Promise<Result<void>>;
  recover(input: {
    readonly login: string;
    /** 48 Crockford base32 characters, however they are spaced. */
    readonly recoveryKey: string;
    readonly newPassword: string;
    readonly keepUnlocked: boolean;
  }): Promise<Result<void>>;
  changePassword(input: {
    readonly currentPassword: string;
    readonly newPassword: string;
  }): Promise<Result<void>>;
  /**
   * A new recovery key; the old one is dead afterwards. Answers its 48 characters, which also stand
   * in the session's state until {@link AccountActions.keptRecoveryKey}.
   */
  renewRecoveryKey(input: { readonly currentPassword: string }): Promise<Result<string>>;
  /** New account keys, vault key and recovery key; ends all sessions and renews all epochs. */
  replaceKeys(input: { readonly currentPassword: string }): Promise<Result<string>>;
  /** The person has written the new recovery key down. */
  keptRecoveryKey(): void;
  logOut(): Promise<Result<void>>;
  logOutEverywhere(): Promise<Result<void>>;
  listSessions(): Promise<Result<readonly DeviceSession[]>>;
  endSession(sessionId: string): Promise<Result<void>>;
  updateName(userName: string): Promise<Result<void>>;
  /** `null` removes the avatar. The picture is cropped to a square by the view. */
  updateAvatar(image: Blob | null): Promise<Result<void>>;
}
