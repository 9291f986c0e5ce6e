/** The screens of an open account, which a first visit has no use for. */
export const loadShell = () => import("./Shell.tsx");

/**
 * Loads what an open account needs while somebody types a password, or while the account of an earlier
 * visit is being opened. What cannot be loaded now is asked for again where it is needed.
 */
export function preloadOpenAccount(): void {
  loadShell().catch(() => undefined);
  import("./openSession.ts").catch(() => undefined);
}
