import { parseLogin, parseUserId } from "../src/protocol/ids.ts";
import { derivePasswordKeys, standardKdf } from "../src/protocol/kdf.ts";
import { secureRandom } from "../src/protocol/random.ts";
import { createAccount, newVaultBody } from "../src/protocol/registration.ts";
import { identityToJson, sealedToJson } from "../src/protocol/wire.ts";
import type { Json, Lie } from "./hostileServer.ts";

/** Asks for another cost of the password's derivation. */
export const cost = (memoryKib: number): Lie => ({
  answer: ({ path }, honest) =>
    path === "/login/parameters"
      ? { ...honest, kdf: { ...(honest["kdf"] as Json), memory_kib: memoryKib } }
      : undefined,
});

/** Answers a log-in with something else in place of what the account has. */
export const logInWith = (other: Json): Lie => ({
  answer: ({ path }, honest) => (path === "/login" ? { ...honest, ...other } : undefined),
});

/** Answers with an older state of the account. */
export const olderState = (state: unknown): Lie => ({
  answer({ method, path }, honest) {
    if (path === "/login") return { ...honest, state };
    return method === "GET" && path === "/user/state" ? (state as Json) : undefined;
  },
});

/** Shows keys of the server's own as a person's, properly signed by themselves. */
export async function swapKeys(userId: string, login: string): Promise<Lie> {
  const { identity } = await newVaultBody(parseUserId(userId), parseLogin(login));
  return {
    answer: ({ path }, honest) =>
      path === `/user/${userId}/identity`
        ? { ...honest, identities: [identityToJson(identity)] }
        : undefined,
  };
}

/** Shows one person's keys as another's. */
export const otherPersonsKeys = (userId: string, otherId: string): Lie => ({
  async answer({ path, ask }, honest) {
    if (path !== `/user/${userId}/identity`) return undefined;
    return { ...honest, identities: (await ask(`/user/${otherId}/identity`))["identities"] };
  },
});

/**
 * Takes an account over as far as a server can by its own half of the recovery key: what it needs
 * no one's keys for, it makes anew, and gives it out at log-in, at recovery and to others.
 */
export async function takeOver(userId: string, login: string): Promise<Lie> {
  const kdf = standardKdf(secureRandom(16));
  const name = parseLogin(login);
  // It does not know the password, so its keys come from nowhere.
  const keys = await derivePasswordKeys(async () => secureRandom(32), "only a guess", name, kdf);
  const half = secureRandom(10);
  const password = { keys, kdf };
  const made = await createAccount(secureRandom, parseUserId(userId), name, half, password);
  const { vault, passwordSlot, recoverySlot, state } = made.sealed;
  const account = {
    identity: identityToJson(made.account.signed),
    vault: sealedToJson(vault),
    state: sealedToJson(state),
    rev: 1,
  };
  const [slot, recovery_slot] = [sealedToJson(passwordSlot), sealedToJson(recoverySlot)];
  return {
    answer({ path }, honest) {
      if (honest["user_id"] !== userId) return undefined;
      switch (path) {
        case "/login":
          return { ...honest, ...account, slot, recovery_slot };
        case "/recover_account_by_access_key":
          return { ...honest, ...account, slot: recovery_slot };
        case `/user/${userId}/identity`:
          return { ...honest, identities: [account.identity] };
        default:
          return undefined;
      }
    },
  };
}
