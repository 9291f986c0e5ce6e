import type { Bytes } from "../../protocol/index.ts";
import type { Database } from "../../vault/database.ts";
import type { Disk } from "./disk.ts";
import type { CacheUsage } from "./model.ts";

/** The list of digests of a file, kept like a chunk. */
export const DIGEST_LIST = -1;

/**
 * What was fetched of files, as the store had it: sealed. It serves three ends: a file that was seen
 * is there at once, a download goes on where it was, and a player seeks back without the network.
 *
 * In the origin private file system and not in IndexedDB: 8 MiB chunks in Chromium 156 on two cores
 * were written at 583 MB/s by a worker's synchronous handle, 167 by a writable, against 249 as buffers
 * and 69 as blobs in IndexedDB (medians of five interleaved rounds); they were read at 380 to 470
 * against 370, and a file stays on the disk until it is read, where a buffer is in memory at once.
 *
 * Sealed and not opened, although opening costs some milliseconds a chunk: the keys are in the
 * messages, which nobody reads on this disk while the account is locked or after a log-out.
 */
export interface ChunkStore {
  read(fileId: string, index: number): Promise<Bytes | undefined>;
  /** Writes; a full disk is no error. */
  write(fileId: string, index: number, bytes: Bytes): Promise<void>;
  /** Tells of a chunk that the chunk work has written by itself. */
  wrote(fileId: string, index: number, bytes: number): Promise<void>;
  /** Takes out one that turned out to be broken. */
  drop(fileId: string, index: number): Promise<void>;
  /** Bytes that are there of a file. */
  of(fileId: string): Promise<number>;
  usage(): Promise<CacheUsage>;
  setLimit(bytes: number): Promise<void>;
  /** Everything but what downloads need. */
  clear(): Promise<void>;
  /** Takes out what is too old or too much. */
  trim(): Promise<void>;
}

const DEFAULT_LIMIT = 1024 * 1024 * 1024;
const LIMIT = "cache_limit";
/** What nobody looked at for so long goes. */
const MAX_AGE = 30 * 24 * 3_600_000;
/** A use is written down at most so often. */
const TOUCH_EVERY = 60_000;
/** Bytes that are written between two trims. */
const TRIM_EVERY = 64 * 1024 * 1024;

export function createChunkStore(database: Database, disk: Disk, now: () => number): ChunkStore {
  let untrimmed = 0;
  let trimming: Promise<void> = Promise.resolve();

  async function limit(): Promise<number> {
    return (await database.get("preferences", LIMIT)) ?? DEFAULT_LIMIT;
  }

  async function remove(fileId: string, index: number): Promise<void> {
    await database.delete("chunks", [fileId, index]);
    await disk.remove("fetched", fileId, `${index}`);
  }

  async function trimNow(most: number, oldest: number): Promise<void> {
    // A download that is not over needs all that it has, however much that is.
    const pinned = new Set(await database.getAllKeys("downloads"));
    const records = await database.getAllFromIndex("chunks", "usedAt");
    let used = records.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { fileId, index, bytes, usedAt } of records) {
      if (used <= most && usedAt >= oldest) break;
      if (pinned.has(fileId)) continue;
      await remove(fileId, index);
      used -= bytes;
    }
  }

  function trim(): Promise<void> {
    trimming = trimming.then(async () => trimNow(await limit(), now() - MAX_AGE));
    return trimming;
  }

  async function wrote(fileId: string, index: number, bytes: number): Promise<void> {
    await database.put("chunks", { fileId, index, bytes, usedAt: now() });
    untrimmed += bytes;
    if (untrimmed < TRIM_EVERY) return;
    untrimmed = 0;
    await trim();
  }

  return {
    async read(fileId, index) {
      const record = await database.get("chunks", [fileId, index]);
      const there = record && (await disk.read("fetched", fileId, `${index}`));
      if (record === undefined || there?.size !== record.bytes) return undefined;
      if (record.usedAt < now() - TOUCH_EVERY) {
        await database.put("chunks", { ...record, usedAt: now() });
      }
      return new Uint8Array(await there.arrayBuffer());
    },
    async write(fileId, index, bytes) {
      try {
        await disk.write("fetched", fileId, `${index}`, bytes);
      } catch {
        return;
      }
      await wrote(fileId, index, bytes.length);
    },
    wrote,
    drop: remove,
    async of(fileId) {
      const range = IDBKeyRange.bound([fileId, 0], [fileId, Number.MAX_SAFE_INTEGER]);
      const records = await database.getAll("chunks", range);
      return records.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    async usage() {
      const records = await database.getAll("chunks");
      return {
        used: records.reduce((sum, { bytes }) => sum + bytes, 0),
        limit: await limit(),
        files: new Set(records.map(({ fileId }) => fileId)).size,
      };
    },
    async setLimit(bytes) {
      await database.put("preferences", bytes, LIMIT);
      await trim();
    },
    clear: () => trimNow(0, Number.POSITIVE_INFINITY),
    trim,
  };
}
