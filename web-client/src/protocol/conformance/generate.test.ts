import { expect, test } from "vitest";
import { complete } from "./make/complete.ts";
import * as encodings from "./make/encodings.ts";
import type { VectorFile } from "./vectorFile.ts";

const makers: Readonly<Record<string, () => VectorFile | Promise<VectorFile>>> = {
  "base32.json": encodings.base32,
  "base64url.json": encodings.base64url,
  "body.json": encodings.body,
  "framing.json": encodings.framing,
  "padding.json": encodings.padding,
};

test.each(Object.entries(makers))("%s is what the generator makes", async (name, make) => {
  const file = await complete(name, await make());
  await expect(`${JSON.stringify(file, undefined, 2)}\n`).toMatchFileSnapshot(`../vectors/${name}`);
});
