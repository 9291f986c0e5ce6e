import { describe, expect, test, vi } from "vitest";
import { codeOf } from "../errors.ts";
import { operationsOf } from "./operations.ts";
import { type Case, type Operations, run, type VectorFile } from "./vectorFile.ts";

const files = import.meta.glob<VectorFile>("../vectors/*.json", { eager: true, import: "default" });
const byName = new Map(
  Object.entries(files).map(([path, file]) => [path.slice(path.lastIndexOf("/") + 1), file]),
);

// Some cases derive passwords with real costs, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test("every file of vectors is replayed, and every replay has its file", () => {
  expect([...byName.keys()].sort()).toEqual(Object.keys(operationsOf).sort());
});

for (const [name, file] of byName) {
  describe(name, () => {
    test("names of cases are unique", () => {
      const names = file.cases.map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
    });

    test.each(file.cases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
      await replay(operationsOf[name] ?? {}, file, one);
    });
  });
}

async function replay(operations: Operations, file: VectorFile, one: Case): Promise<void> {
  if (one["error"] === undefined) {
    const outputs = await run(operations, file, one);
    for (const [field, value] of Object.entries(outputs)) {
      expect(one[field], field).toEqual(value);
    }
    return;
  }
  let refusal = "none";
  try {
    await run(operations, file, one);
  } catch (error) {
    refusal = codeOf(error);
  }
  expect(refusal).toBe(one["error"]);
}
