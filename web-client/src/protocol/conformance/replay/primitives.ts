import { argon2idHere } from "../../argon2Here.ts";
import { concat } from "../../bytes.ts";
import { hpkeOpen } from "../../hpke.ts";
import { importDecryptionKey } from "../../keyPair.ts";
import {
  decrypt,
  hkdf as derive,
  encrypt,
  importAesKey,
  importHkdfKey,
  importVerifyingKey,
  verify,
} from "../../primitives.ts";
import { hex, hexField, numberField, type Operations } from "../vectorFile.ts";
import { requireEqual } from "./checks.ts";

export const hkdf: Operations = {
  "": async (inputs) => {
    const key = await importHkdfKey(hexField(inputs, "ikm"));
    return { okm: hex(await derive(key, hexField(inputs, "info"), hexField(inputs, "salt"))) };
  },
};

export const aesGcm: Operations = {
  "": async (inputs) => {
    const key = await importAesKey(hexField(inputs, "key"));
    const [nonce, aad, sealed] = [
      hexField(inputs, "nonce"),
      hexField(inputs, "aad"),
      hexField(inputs, "sealed"),
    ];
    const plaintext = await decrypt(key, nonce, aad, sealed, "undecryptable");
    requireEqual(hex(await encrypt(key, nonce, aad, plaintext)), hex(sealed));
    return { plaintext: hex(plaintext) };
  },
};

export const ecdsa: Operations = {
  "": async (inputs) => {
    const key = await importVerifyingKey(hexField(inputs, "public_key"));
    await verify(key, hexField(inputs, "message"), hexField(inputs, "signature"));
    return {};
  },
};

export const hpke: Operations = {
  "": async (inputs) => {
    const pair = await importDecryptionKey({
      scalar: hexField(inputs, "private_key"),
      point: hexField(inputs, "public_key"),
    });
    const sealed = concat(hexField(inputs, "enc"), hexField(inputs, "ct"));
    const opened = await hpkeOpen(pair, hexField(inputs, "info"), sealed, hexField(inputs, "aad"));
    return { plaintext: hex(opened) };
  },
};

export const argon2id: Operations = {
  "": async (inputs) => {
    const tag = await argon2idHere(hexField(inputs, "password"), {
      salt: hexField(inputs, "salt"),
      memoryKib: numberField(inputs, "memory_kib"),
      iterations: numberField(inputs, "iterations"),
      parallelism: numberField(inputs, "parallelism"),
    });
    return { tag: hex(tag) };
  },
};
