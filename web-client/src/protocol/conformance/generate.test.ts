import { expect, test, vi } from "vitest";
import { complete } from "./make/complete.ts";
import * as encodings from "./make/encodings.ts";
import { epoch } from "./make/epoch.ts";
import { identity } from "./make/identity.ts";
import { log } from "./make/log.ts";
import { message, safetyNumber, wrap } from "./make/message.ts";
import { password, recoveryKey } from "./make/password.ts";
import { state } from "./make/state.ts";
import { credential, vault } from "./make/vault.ts";
import type { VectorFile } from "./vectorFile.ts";

const makers: Readonly<Record<string, () => VectorFile | Promise<VectorFile>>> = {
  "base32.json": encodings.base32,
  "base64url.json": encodings.base64url,
  "body.json": encodings.body,
  "credential.json": credential,
  "epoch.json": epoch,
  "framing.json": encodings.framing,
  "identity.json": identity,
  "log.json": log,
  "message.json": message,
  "padding.json": encodings.padding,
  "password.json": password,
  "recovery-key.json": recoveryKey,
  "safety-number.json": safetyNumber,
  "state.json": state,
  "vault.json": vault,
  "wrap.json": wrap,
};

// Some cases derive passwords with real costs, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test.each(Object.entries(makers))("%s is what the generator makes", async (name, make) => {
  const file = await complete(name, await make());
  await expect(`${JSON.stringify(file, undefined, 2)}\n`).toMatchFileSnapshot(`../vectors/${name}`);
});
