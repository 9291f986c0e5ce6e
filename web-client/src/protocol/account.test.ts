import { expect, test } from "vitest";
import { openAccount } from "./account.ts";
import { encodeCredential } from "./credential.ts";
import { changeCredential, rotateAccount } from "./credentialChange.ts";
import { appendEpoch, emptyChain } from "./epochChain.ts";
import { identityBook } from "./identityBook.ts";
import { parseLogNumber } from "./ids.ts";
import { firstDirectEpoch } from "./newEpoch.ts";
import { sign, verify } from "./primitives.ts";
import { secureRandom } from "./random.ts";
import { parseRecoveryKey, recoveryWrapKey } from "./recoveryKey.ts";
import { EMPTY_STATE, openState } from "./state.ts";
import { chainOf, NOON, passwordChoice, type Registered, register } from "./testing.ts";

async function openWithRecoveryKey(
  someone: Registered,
  typed: string,
  slot = someone.sealed.recoverySlot,
) {
  const wrapKey = await recoveryWrapKey(someone.login, await parseRecoveryKey(typed));
  const access = { kind: "recovery", wrapKey, slot } as const;
  return openAccount(someone.userId, someone.login, access, someone.sealed.vault);
}

test("an account opens with its password and with its recovery key, and they open the same", async () => {
  const ann = await register("ann");
  const { passwordSlot, vault, state } = ann.sealed;
  const access = {
    kind: "password",
    wrapKey: ann.password.keys.wrapKey,
    slot: passwordSlot,
  } as const;
  const byPassword = await openAccount(ann.userId, ann.login, access, vault);
  const byKey = await openWithRecoveryKey(ann, ann.recoveryKey.toLowerCase());
  expect(byPassword.identity.fingerprint).toBe(ann.account.identity.fingerprint);
  expect(byKey.identity.fingerprint).toBe(ann.account.identity.fingerprint);
  expect(await openState(byKey.stateKey, ann.userId, state, 1)).toEqual(EMPTY_STATE);
});

test("another password, another slot and another account's vault are refused", async () => {
  const [ann, bob] = await Promise.all([register("ann"), register("bob")]);
  const { passwordSlot, recoverySlot, vault } = ann.sealed;
  const { wrapKey } = ann.password.keys;
  const wrong = (await passwordChoice("a bad password", ann.login)).keys.wrapKey;
  const open = (key: CryptoKey, slot: typeof vault, of: typeof vault) =>
    openAccount(ann.userId, ann.login, { kind: "password", wrapKey: key, slot }, of);
  const refused = { code: "vault_refused" };
  await expect(open(wrong, passwordSlot, vault)).rejects.toMatchObject(refused);
  await expect(open(wrapKey, recoverySlot, vault)).rejects.toMatchObject(refused);
  await expect(open(wrapKey, passwordSlot, bob.sealed.vault)).rejects.toMatchObject(refused);
});

test("no private key can be read out, and the whole account can be stored", async () => {
  const { account } = await register("ann");
  const [pair] = account.decryptionKeys.values();
  const secrets = [account.signingKey, account.stateKey, pair?.privateKey];
  for (const key of secrets) {
    expect(key?.extractable).toBe(false);
  }
  const stored = structuredClone(account);
  const message = secureRandom(10);
  const signature = await sign(stored.signingKey, message);
  await verify(account.identity.verifyingKey, message, signature);
});

test("the recovery key goes on working after a change of the password, signed by the account key", async () => {
  const ann = await register("ann");
  const { vault, passwordSlot, recoverySlot } = ann.sealed;
  const next = await passwordChoice("a better password", ann.login);
  const changed = await changeCredential(secureRandom, ann.account, {
    rev: 2,
    access: { kind: "password", wrapKey: ann.password.keys.wrapKey, slot: passwordSlot },
    password: next,
    vault,
    recovery: { keep: recoverySlot },
  });
  expect(changed.recovery).toBeUndefined();
  const { userId, identity } = ann.account;
  const record = await encodeCredential({
    userId,
    rev: 2,
    authKey: next.keys.authKey,
    kdf: next.kdf,
    vault: vault.sealed,
    passwordSlot: changed.passwordSlot.sealed,
    recoverySlot: recoverySlot.sealed,
    fingerprint: identity.fingerprint,
  });
  await verify(identity.verifyingKey, record, changed.credSignature);
  const byKey = await openWithRecoveryKey(ann, ann.recoveryKey);
  expect(byKey.identity.fingerprint).toBe(identity.fingerprint);
});

test("a lost password is replaced by means of the recovery key, which may be made anew with it", async () => {
  const ann = await register("ann");
  const wrapKey = await recoveryWrapKey(ann.login, await parseRecoveryKey(ann.recoveryKey));
  const changed = await changeCredential(secureRandom, ann.account, {
    rev: 2,
    access: { kind: "recovery", wrapKey, slot: ann.sealed.recoverySlot },
    password: await passwordChoice("a new password", ann.login),
    vault: ann.sealed.vault,
    recovery: { renew: { serverHalf: secureRandom(10) } },
  });
  const { recovery } = changed;
  expect(recovery?.key).not.toBe(ann.recoveryKey);
  const opened = await openWithRecoveryKey(ann, recovery?.key ?? "", recovery?.slot);
  expect(opened.identity.fingerprint).toBe(ann.account.identity.fingerprint);
  const stale = openWithRecoveryKey(ann, ann.recoveryKey, recovery?.slot);
  await expect(stale).rejects.toMatchObject({ code: "vault_refused" });
});

test("after a rotation old epochs open with the earlier key, and the old vault key opens nothing", async () => {
  const [ann, bob] = await Promise.all([register("ann"), register("bob")]);
  const [companion] = await chainOf(bob.account);
  const maker = { random: secureRandom, account: ann.account, at: NOON };
  const epoch = await firstDirectEpoch(maker, companion);

  const next = await passwordChoice("a better password", ann.login);
  const rotated = await rotateAccount(secureRandom, ann.account, {
    rev: 2,
    stateRev: 2,
    state: EMPTY_STATE,
    serverHalf: secureRandom(10),
    password: next,
    access: {
      kind: "password",
      wrapKey: ann.password.keys.wrapKey,
      slot: ann.sealed.passwordSlot,
    },
    vault: ann.sealed.vault,
  });

  const [g0, g1] = await chainOf(ann.account, rotated.account);
  expect(g1?.generation).toBe(1);
  expect(g1?.previous).toBe(g0.fingerprint);
  const wrap = epoch.wraps.get(ann.userId);
  const context = {
    opener: rotated.account,
    identities: identityBook(rotated.account, [await chainOf(bob.account)]),
  };
  const chain = await appendEpoch(emptyChain(epoch.epoch.chatId), context, {
    ...epoch,
    id: parseLogNumber(0),
    ...(wrap === undefined ? {} : { wrap }),
  });
  expect(chain.epochs[0]?.secret).toBeDefined();

  const oldKey = openWithRecoveryKey({ ...ann, sealed: rotated.sealed }, ann.recoveryKey);
  await expect(oldKey).rejects.toMatchObject({ code: "vault_refused" });
  const oldState = openState(ann.account.stateKey, ann.userId, rotated.sealed.state, 1);
  await expect(oldState).rejects.toMatchObject({ code: "vault_refused" });
});
