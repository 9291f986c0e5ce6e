import { expect, test, vi } from "vitest";
import protocol from "../PROTOCOL.md?raw";
import { withExamples } from "./document.ts";
import { body } from "./make/body.ts";
import { complete } from "./make/complete.ts";
import * as encodings from "./make/encodings.ts";
import { epoch } from "./make/epoch.ts";
import { exampleSteps } from "./make/example.ts";
import { file } from "./make/file.ts";
import { identity } from "./make/identity.ts";
import { log } from "./make/log.ts";
import { message, safetyNumber, wrap } from "./make/message.ts";
import { password, recoveryKey } from "./make/password.ts";
import { state } from "./make/state.ts";
import { credential, vault } from "./make/vault.ts";
import { operationsOf } from "./operations.ts";
import { run, type VectorFile } from "./vectorFile.ts";

const makers: Readonly<Record<string, () => VectorFile | Promise<VectorFile>>> = {
  "base32.json": encodings.base32,
  "base64url.json": encodings.base64url,
  "body.json": body,
  "credential.json": credential,
  "epoch.json": epoch,
  "file.json": file,
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

test("the worked example of PROTOCOL.md is the vectors'", async () => {
  const steps = await Promise.all(
    (await exampleSteps()).map(async ({ file, title, one }) => {
      const outputs = await run(operationsOf[file] ?? {}, { description: title, cases: [] }, one);
      return { file, title, one: { ...one, ...outputs } };
    }),
  );
  await expect(withExamples(protocol, steps)).toMatchFileSnapshot("../PROTOCOL.md");
});
