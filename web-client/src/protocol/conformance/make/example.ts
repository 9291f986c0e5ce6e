import { argon2idHere } from "../../argon2Here.ts";
import { fromBase64url, toBase64url } from "../../base64url.ts";
import { encodeBody, type FilesBody } from "../../body.ts";
import { type Bytes, concat, utf8 } from "../../bytes.ts";
import { encodeCredential } from "../../credential.ts";
import type { SeenPointer } from "../../epoch.ts";
import { CHUNK_BYTES } from "../../fileLayout.ts";
import type { AuthKey } from "../../ids.ts";
import { passwordInfo, standardKdf } from "../../kdf.ts";
import { label } from "../../labels.ts";
import { pad } from "../../padding.ts";
import { encrypt, hkdf, importAesKey, importHkdfKey } from "../../primitives.ts";
import { recoveryInfo } from "../../recoveryKey.ts";
import { EMPTY_STATE, stateAad } from "../../state.ts";
import { encodeState } from "../../stateBody.ts";
import { encodeVaultBody, slotAad, vaultAad } from "../../vault.ts";
import { type Case, hex } from "../vectorFile.ts";
import {
  directFields,
  epochJson,
  makeEpoch,
  makeMessage,
  messageJson,
  pointer,
  type TestEpoch,
  wrapFor,
} from "./chats.ts";
import { makeFile, sealCase } from "./file.ts";
import { fingerprintHex } from "./identity.ts";
import {
  chainJson,
  newestOf,
  type Person,
  person,
  readerJson,
  repeatable,
  testSign,
} from "./people.ts";
import { bodyOf } from "./vault.ts";

/** One step of the worked example: a case of the file that has its kind. */
export interface Step {
  readonly file: string;
  /** What happens, for the document. */
  readonly title: string;
  readonly one: Case;
}

const KDF = { algorithm: "argon2id", memory_kib: 65_536, iterations: 3, parallelism: 1 };
const PASSWORD = "correct horse battery staple";

let made: Promise<readonly Step[]> | undefined;

/** Ann registers, begins a chat with bob, and writes to him. Made once for all files. */
export function exampleSteps(): Promise<readonly Step[]> {
  made ??= makeSteps();
  return made;
}

/** The example's cases that belong to a file. */
export async function exampleCases(file: string): Promise<readonly Case[]> {
  const steps = await exampleSteps();
  return steps.filter((step) => step.file === file).map(({ one }) => one);
}

async function makeSteps(): Promise<readonly Step[]> {
  const [ann, bob] = await Promise.all([person("ann"), person("bob")]);
  return [...(await registration(ann)), ...(await chat(ann, bob))];
}

async function registration(ann: Person): Promise<readonly Step[]> {
  const random = repeatable("example");
  const salt = random(16);
  const { userId, login } = ann;
  const server = random(10);
  const client = random(16);
  const vaultKey = random(32);
  const master = await argon2idHere(utf8(PASSWORD), standardKdf(salt));
  const password = await importHkdfKey(master);
  const authKey = await hkdf(password, passwordInfo("pw-auth", login));
  const wrapKey = await hkdf(password, passwordInfo("pw-wrap", login));
  const halves = await importHkdfKey(concat(server, client));
  const recoveryKey = await hkdf(halves, recoveryInfo(login));
  const sealed = async (key: Bytes, aad: Bytes, plaintext: Bytes): Promise<Bytes> => {
    const nonce = random(12);
    return concat(nonce, await encrypt(await importAesKey(key), nonce, aad, plaintext));
  };
  const under = async (name: "vault-key" | "state-key"): Promise<Bytes> =>
    hkdf(await importHkdfKey(vaultKey), label(name));
  const body = encodeVaultBody(bodyOf(ann));
  const vault = await sealed(await under("vault-key"), vaultAad(userId, 1), body);
  const slot1 = await sealed(wrapKey, slotAad("password", userId, 1), vaultKey);
  const slot2 = await sealed(recoveryKey, slotAad("recovery", userId, 1), vaultKey);
  const content = pad(encodeState(EMPTY_STATE, userId));
  const state = await sealed(await under("state-key"), stateAad(userId, 1), content);
  const { fingerprint, signing } = newestOf(ann);
  const record = await encodeCredential({
    userId,
    rev: 1,
    authKey: toBase64url(authKey) as AuthKey,
    kdf: standardKdf(salt),
    vault,
    passwordSlot: slot1,
    recoverySlot: slot2,
    fingerprint,
  });
  const kdf = { kdf: KDF, salt: hex(salt) };
  const who = { user: userId, rev: 1 };
  return [
    step("password.json", "Ann's password gives two keys; the auth key goes to register_step1.", {
      op: "derive",
      login,
      password: PASSWORD,
      ...kdf,
    }),
    step("recovery-key.json", "The server's half and Ann's half are her recovery key.", {
      op: "format",
      login,
      server: hex(server),
      client: hex(client),
    }),
    step("identity.json", "Her identity, generation 0, with its signature.", {
      op: "chain",
      ...chainJson(ann),
    }),
    step(
      "vault.json",
      "Her private keys, sealed under a new vault key.",
      {
        op: "vault",
        vault_key: hex(vaultKey),
        ...who,
        login,
        sealed: hex(vault),
      },
      "the vault",
    ),
    step(
      "vault.json",
      "The vault key in slot 1, under the password's wrap key.",
      {
        op: "slot",
        kind: 1,
        key: hex(wrapKey),
        ...who,
        sealed: hex(slot1),
      },
      "slot 1",
    ),
    step(
      "vault.json",
      "The vault key in slot 2, under the recovery key's wrap key.",
      {
        op: "slot",
        kind: 2,
        key: hex(recoveryKey),
        ...who,
        sealed: hex(slot2),
      },
      "slot 2",
    ),
    step("state.json", "Her first state, which is empty.", {
      op: "open",
      vault_key: hex(vaultKey),
      ...who,
      at_least: 0,
      sealed: hex(state),
    }),
    step("credential.json", "The credential record, signed by her account key: register_step2.", {
      ...who,
      auth_key: hex(authKey),
      ...kdf,
      vault: hex(vault),
      slot1: hex(slot1),
      slot2: hex(slot2),
      fingerprint: fingerprintHex(fingerprint),
      public_key: hex(signing.point),
      signature: hex(testSign(signing, record)),
    }),
  ];
}

async function chat(ann: Person, bob: Person): Promise<readonly Step[]> {
  const random = repeatable("example chat");
  const annKey = newestOf(ann);
  const epoch = await makeEpoch(random, annKey, directFields(ann, bob));
  const wrap = await wrapFor(random, epoch, bob);
  const seen = pointer(0, epoch.epoch);
  const message = await makeMessage(random, ann, epoch, seen, "Hello, Bob. Привет!");
  const record = hex(epoch.epoch.record);
  const secret = hex(epoch.secret);
  const { userId, generations } = bob;
  return [
    step("epoch.json", "Ann has pinned Bob's identity and makes epoch 0: log entry 0.", {
      op: "chain",
      chat: epoch.epoch.chatId,
      identities: [chainJson(ann), chainJson(bob)],
      epochs: [epochJson(0, epoch)],
    }),
    step("wrap.json", "Bob's wrap of the epoch's secret, which he opens with his own keys.", {
      reader: readerJson(bob),
      record,
      wrap: hex(wrap),
      secret,
    }),
    step("message.json", "Ann's first message: log entry 1.", {
      epoch_record: record,
      secret,
      sender_key: hex(annKey.signing.point),
      ...messageJson(message),
    }),
    ...(await fileSteps(annKey.signing.point, ann, epoch, pointer(1, message))),
    step("safety-number.json", "The half of their safety number that is Bob's.", {
      user: userId,
      fingerprint: hex(fromBase64url(generations[0].fingerprint)),
    }),
  ];
}

async function fileSteps(
  senderKey: Bytes,
  ann: Person,
  epoch: TestEpoch,
  seen: SeenPointer,
): Promise<readonly Step[]> {
  const random = repeatable("example file");
  const made = await makeFile(random, utf8("Milk, bread, a hedgehog."), CHUNK_BYTES);
  const { name: _, ...sealing } = sealCase("", made);
  const body: FilesBody = {
    t: "files",
    text: "The list",
    files: [
      {
        kind: "stored",
        name: "list.txt",
        type: "text/plain",
        size: made.layout.size,
        as: "file",
        ...made.secret,
        manifest: made.manifest,
      },
    ],
  };
  const plaintext = pad(encodeBody(body));
  const message = await makeMessage(random, ann, epoch, seen, { plaintext });
  return [
    step("file.json", "Ann seals a file of 24 bytes: one chunk, and so one part.", sealing),
    step(
      "message.json",
      "Her message that attaches it: log entry 2.",
      {
        epoch_record: hex(epoch.epoch.record),
        secret: hex(epoch.secret),
        sender_key: hex(senderKey),
        ...messageJson(message),
      },
      "a file",
    ),
  ];
}

function step(file: string, title: string, inputs: object, what = ""): Step {
  const name = what === "" ? "worked example" : `worked example: ${what}`;
  return { file, title, one: { name, ...inputs } };
}
