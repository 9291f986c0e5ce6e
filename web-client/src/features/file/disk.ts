import type { Bytes } from "../../protocol/index.ts";

/** Where sealed chunks lie: parts that are to be sent, and chunks that were fetched. */
export type Area = "staged" | "fetched";

/** Files of bytes by area, file id and name. Nothing in them is clear. */
export interface Disk {
  /** Writes a whole file. */
  write(area: Area, fileId: string, name: string, bytes: Bytes): Promise<void>;
  /** A blob that stays on the disk until it is read, or undefined. */
  read(area: Area, fileId: string, name: string): Promise<Blob | undefined>;
  /** Removes one, or with no name all of a file id; what is not there is fine. */
  remove(area: Area, fileId: string, name?: string): Promise<void>;
  /** The file ids of an area. */
  fileIds(area: Area): Promise<readonly string[]>;
  /** Removes an area, or everything. */
  clear(area: Area | undefined): Promise<void>;
}

const AREAS: readonly Area[] = ["staged", "fetched"];

/** Names that differ in case only are one file on some systems, and base64url has both cases. */
function folderName(fileId: string): string {
  return Array.from(fileId, (c) => c.charCodeAt(0).toString(16)).join("");
}

function fileIdOf(folder: string): string {
  return (folder.match(/../g) ?? [])
    .map((hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .join("");
}

/**
 * The origin private file system: in pages, workers and service workers alike.
 *
 * @param root tests of a browser give a folder of their own
 */
export function opfsDisk(
  root: () => Promise<FileSystemDirectoryHandle> = () => navigator.storage.getDirectory(),
): Disk {
  async function folder(
    area: Area,
    fileId: string,
    create: boolean,
  ): Promise<FileSystemDirectoryHandle> {
    const top = await (await root()).getDirectoryHandle(area, { create });
    return top.getDirectoryHandle(folderName(fileId), { create });
  }

  return {
    async write(area, fileId, name, bytes) {
      const handle = await (await folder(area, fileId, true)).getFileHandle(name, { create: true });
      await writeWhole(handle, bytes);
    },
    read: (area, fileId, name) =>
      orUndefined(async () => {
        const handle = await (await folder(area, fileId, false)).getFileHandle(name);
        return handle.getFile();
      }),
    async remove(area, fileId, name) {
      await orUndefined(async () => {
        if (name !== undefined) {
          await (await folder(area, fileId, false)).removeEntry(name);
          return;
        }
        const top = await (await root()).getDirectoryHandle(area);
        await top.removeEntry(folderName(fileId), { recursive: true });
      });
    },
    async fileIds(area) {
      const ids: string[] = [];
      await orUndefined(async () => {
        const top = await (await root()).getDirectoryHandle(area);
        for await (const name of top.keys()) ids.push(fileIdOf(name));
      });
      return ids;
    },
    async clear(only) {
      const top = await root();
      for (const area of only === undefined ? AREAS : [only]) {
        await orUndefined(() => top.removeEntry(area, { recursive: true }));
      }
    },
  };
}

// A dedicated worker's synchronous handle writes in place; elsewhere a writable makes a copy first.
// It is not flushed: a browser that is killed loses nothing by that, and what a power cut takes is
// fetched or sealed anew.
async function writeWhole(handle: FileSystemFileHandle, bytes: Bytes): Promise<void> {
  if ("createSyncAccessHandle" in handle && isDedicatedWorker()) {
    const access = await (handle as SyncFileHandle).createSyncAccessHandle();
    try {
      access.truncate(0);
      // One call may write less than it was given.
      for (let at = 0; at < bytes.length; ) at += access.write(bytes.subarray(at), { at });
    } finally {
      access.close();
    }
    return;
  }
  const writable = await handle.createWritable();
  await writable.write(bytes);
  await writable.close();
}

/** What TypeScript's DOM library leaves to its worker library. */
interface SyncFileHandle {
  createSyncAccessHandle(): Promise<{
    write(bytes: Bytes, options: { at: number }): number;
    truncate(size: number): void;
    flush(): void;
    close(): void;
  }>;
}

function isDedicatedWorker(): boolean {
  return "DedicatedWorkerGlobalScope" in globalThis;
}

async function orUndefined<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return undefined;
    throw error;
  }
}
