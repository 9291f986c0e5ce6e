import { operationsOf } from "../operations.ts";
import { type Case, run, type VectorFile } from "../vectorFile.ts";
import { exampleCases } from "./example.ts";

/**
 * Adds the steps of the worked example that belong to a file, and the outputs that our code makes
 * of each case's inputs; negative cases state their code.
 */
export async function complete(name: string, file: VectorFile): Promise<VectorFile> {
  const operations = operationsOf[name] ?? {};
  const cases: Case[] = [];
  for (const one of [...file.cases, ...(await exampleCases(name))]) {
    const outputs = one["error"] === undefined ? await run(operations, file, one) : {};
    cases.push({ ...one, ...outputs });
  }
  return { ...file, cases };
}
