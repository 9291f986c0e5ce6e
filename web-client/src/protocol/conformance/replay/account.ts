import { argon2idHere } from "../../argon2Here.ts";
import { fromBase64url, toBase64url } from "../../base64url.ts";
import { type Bytes, concat } from "../../bytes.ts";
import { encodeCredential } from "../../credential.ts";
import {
  encodeIdentity,
  type IdentityChain,
  parseIdentity,
  type SignedIdentity,
  verifyIdentityChain,
} from "../../identity.ts";
import { type AuthKey, fingerprintOf, parseLogin, parseUserId } from "../../ids.ts";
import { type JsonObject, objectField, optionalField } from "../../json.ts";
import { type Argon2id, derivePasswordKeys, encodeKdf, parseKdf, passwordInfo } from "../../kdf.ts";
import { follow } from "../../pin.ts";
import { hkdf, importAesKey, importHkdfKey, importVerifyingKey, verify } from "../../primitives.ts";
import {
  parseRecoveryKey,
  recoveryAuthHash,
  recoveryInfo,
  recoveryKeyText,
  recoveryWrapKey,
} from "../../recoveryKey.ts";
import {
  encodeVaultBody,
  importAccountKeys,
  openSlot,
  openVault,
  type SlotKind,
  sealSlot,
  sealVault,
} from "../../vault.ts";
import { parsePin, pinToJson } from "../stateJson.ts";
import {
  hex,
  hexField,
  listField,
  numberField,
  type Operations,
  textField,
} from "../vectorFile.ts";
import { once, requireEqual, requireSameKey } from "./checks.ts";

export const password: Operations = {
  parameters: async (inputs) => {
    const kdf = parseKdf(inputs["kdf"], hexField(inputs, "salt"));
    return { record: hex(encodeKdf(kdf)) };
  },
  derive: async (inputs) => {
    const login = parseLogin(textField(inputs, "login"));
    const kdf = parseKdf(inputs["kdf"], hexField(inputs, "salt"));
    let master: Bytes = new Uint8Array(0);
    const spied: Argon2id = async (text, costs) => {
      const bytes = await argon2idHere(text, costs);
      master = bytes.slice();
      return bytes;
    };
    const keys = await derivePasswordKeys(spied, textField(inputs, "password"), login, kdf);
    const wrapKey = await hkdf(await importHkdfKey(master), passwordInfo("pw-wrap", login));
    await requireSameKey(keys.wrapKey, wrapKey);
    return {
      master: hex(master),
      auth_key: hex(fromBase64url(keys.authKey)),
      wrap_key: hex(wrapKey),
    };
  },
};

export const identity: Operations = {
  parse: async (inputs) => {
    const parsed = await parseIdentity(hexField(inputs, "record"));
    requireEqual(hex(encodeIdentity(parsed)), textField(inputs, "record"));
    return {
      user: parsed.userId,
      login: parsed.login,
      generation: parsed.generation,
      previous: hex(fromBase64url(parsed.previous)),
      encryption_key: hex(parsed.encryptionPoint),
      signing_key: hex(parsed.signingPoint),
      fingerprint: hex(fromBase64url(parsed.fingerprint)),
    };
  },
  chain: async (inputs) => {
    const chain = await chainOf(inputs);
    return { fingerprints: chain.map(({ fingerprint }) => hex(fromBase64url(fingerprint))) };
  },
  follow: async (inputs) => {
    const pin = follow(parsePin(objectField(inputs, "pin")), await chainOf(inputs));
    return { followed: pinToJson(pin) };
  },
};

export const recoveryKey: Operations = {
  format: async (inputs) => {
    const login = parseLogin(textField(inputs, "login"));
    const key = { server: hexField(inputs, "server"), client: hexField(inputs, "client") };
    const halves = await importHkdfKey(concat(key.server, key.client));
    const wrapKey = await hkdf(halves, recoveryInfo(login));
    await requireSameKey(await recoveryWrapKey(login, key), wrapKey);
    return {
      text: await recoveryKeyText(key),
      auth_hash: hex(await recoveryAuthHash(login, key.server)),
      wrap_key: hex(wrapKey),
    };
  },
  parse: async (inputs) => {
    const { server, client } = await parseRecoveryKey(textField(inputs, "typed"));
    return { server: hex(server), client: hex(client) };
  },
};

export const vault: Operations = {
  slot: async (inputs) => {
    const kind: SlotKind = numberField(inputs, "kind") === 1 ? "password" : "recovery";
    const wrapKey = await importAesKey(hexField(inputs, "key"));
    const userId = parseUserId(textField(inputs, "user"));
    const blob = blobOf(inputs);
    const vaultKey = await openSlot(kind, wrapKey, userId, blob);
    const at = { userId, rev: blob.rev };
    const again = await sealSlot(once(blob.sealed.slice(0, 12)), kind, wrapKey, at, vaultKey);
    requireEqual(hex(again.sealed), hex(blob.sealed));
    return { vault_key: hex(vaultKey) };
  },
  vault: async (inputs) => {
    const vaultKey = hexField(inputs, "vault_key");
    const userId = parseUserId(textField(inputs, "user"));
    const blob = blobOf(inputs);
    const body = await openVault(vaultKey, userId, blob);
    const plaintext = hex(encodeVaultBody(body));
    const at = { userId, rev: blob.rev };
    const again = await sealVault(once(blob.sealed.slice(0, 12)), vaultKey, at, body);
    requireEqual(hex(again.sealed), hex(blob.sealed));
    const keys = await importAccountKeys(body, userId, parseLogin(textField(inputs, "login")));
    return {
      body: plaintext,
      fingerprints: [...keys.decryptionKeys.keys()].map((fp) => hex(fromBase64url(fp))),
    };
  },
};

export const credential: Operations = {
  "": async (inputs) => {
    const record = await encodeCredential({
      userId: parseUserId(textField(inputs, "user")),
      rev: numberField(inputs, "rev"),
      authKey: toBase64url(hexField(inputs, "auth_key")) as AuthKey,
      kdf: parseKdf(inputs["kdf"], hexField(inputs, "salt")),
      vault: hexField(inputs, "vault"),
      passwordSlot: hexField(inputs, "slot1"),
      recoverySlot: hexField(inputs, "slot2"),
      fingerprint: fingerprintOf(hexField(inputs, "fingerprint")),
    });
    const key = await importVerifyingKey(hexField(inputs, "public_key"));
    await verify(key, record, hexField(inputs, "signature"));
    return { record: hex(record) };
  },
};

/** A chain of identities, verified for the user and login beside it. */
export async function chainOf(inputs: JsonObject): Promise<IdentityChain> {
  return verifyIdentityChain(
    parseUserId(textField(inputs, "user")),
    parseLogin(textField(inputs, "login")),
    listField(inputs, "chain").map(signedIdentityOf),
  );
}

/** One generation. */
export function signedIdentityOf(json: JsonObject): SignedIdentity {
  const predecessorSignature = optionalField(json, "predecessor_signature", hexField);
  return {
    record: hexField(json, "record"),
    signature: hexField(json, "signature"),
    ...(predecessorSignature === undefined ? {} : { predecessorSignature }),
  };
}

function blobOf(inputs: JsonObject): { readonly rev: number; readonly sealed: Bytes } {
  return { rev: numberField(inputs, "rev"), sealed: hexField(inputs, "sealed") };
}
