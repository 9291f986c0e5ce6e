import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Person } from "./person.ts";

/** The folder of the stack under test. `./ren test` names it. */
const data = process.env.REN_TARGET_DATA;

/** An object in the bucket of the stack under test, where it is a plain file. */
export interface StoredFile {
  readonly path: string;
  /** Sealed. Bytes. */
  readonly size: number;
}

/** What the stack keeps of the chat that a person has opened. */
export async function storedFiles({ page }: Person): Promise<readonly StoredFile[]> {
  if (data === undefined) throw new Error("REN_TARGET_DATA does not name the stack's folder");
  const chatId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const files: StoredFile[] = [];
  for (const bucket of await readdir(join(data, "s3"))) {
    const folder = join(data, "s3", bucket, "files", chatId);
    // There is a bucket of the site's own, too.
    if (!existsSync(folder)) continue;
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      files.push({ path, size: (await stat(path)).size });
    }
  }
  return files;
}

/** Writes something else in the place of what was stored. */
export async function change({ path }: StoredFile, to: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(path, to(await readFile(path)));
}
