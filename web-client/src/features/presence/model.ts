/** What is known of a person's presence. Absent: nothing was heard yet. */
export interface Presence {
  readonly online: boolean;
  readonly lastSeen?: number;
}

/** The way to the server: `reconnecting` waits for its next attempt at `retryAt`. */
export type Connection =
  | { readonly kind: "online" }
  | { readonly kind: "connecting" }
  | { readonly kind: "reconnecting"; readonly retryAt: number }
  | { readonly kind: "offline" };

export interface PresenceState {
  readonly connection: Connection;
  /** The server serves a newer version of the protocol than this page speaks. */
  readonly newVersion: boolean;
  /** By user id. */
  readonly people: Readonly<Record<string, Presence>>;
  /** By chat id: who is typing until when (milliseconds since 1970). */
  readonly typing: Readonly<Record<string, { readonly userId: string; readonly until: number }>>;
}
