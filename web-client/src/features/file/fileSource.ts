import { ApiError } from "../../api/problem.ts";
import type { UploadRecord } from "../../vault/database.ts";

/** The browser does not have the file any more: the person has to choose it again. */
export class NeedsFile extends Error {}

/** The browser knows where the file is and may not read it before the person says so again, by a click. */
export class NeedsLeave extends NeedsFile {}

/** The file is another one than when the upload began. */
export class FileChanged extends Error {
  /** What it is now, where that is known. */
  readonly now: Blob | undefined;

  constructor(now?: Blob) {
    super("file changed");
    this.now = now;
  }
}

/** What TypeScript's DOM library does not know yet (File System Access). */
interface AskableHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { mode: "read" }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: "read" }): Promise<PermissionState>;
}

/**
 * The file that an upload's handle leads to.
 *
 * @param ask whether to ask the person for leave, which takes a click; otherwise {@link NeedsLeave}
 */
export async function fileOf(record: UploadRecord, size: number, ask: boolean): Promise<Blob> {
  const handle: AskableHandle | undefined = record.handle;
  if (handle === undefined) throw new NeedsFile();
  if (!(await mayRead(handle, ask))) throw new NeedsLeave();
  let file: File;
  try {
    file = await handle.getFile();
  } catch {
    throw new NeedsFile();
  }
  if (file.size !== size || file.lastModified !== record.lastModified) throw new FileChanged(file);
  return file;
}

async function mayRead(handle: AskableHandle, ask: boolean): Promise<boolean> {
  const mode = { mode: "read" } as const;
  // Handles of the origin's own file system know no permissions.
  const state = (await handle.queryPermission?.(mode)) ?? "granted";
  if (state === "granted" || !ask) return state === "granted";
  return (await handle.requestPermission?.(mode)) === "granted";
}

/** When a file was last changed; 0 for what was made in the page. */
export function lastModifiedOf(blob: Blob): number {
  return blob instanceof File ? blob.lastModified : 0;
}

/** Whether reading a file failed because it is gone, closed to the browser, or changed on the disk. */
export function isUnreadable(error: unknown): boolean {
  return (
    (error instanceof DOMException &&
      ["NotReadableError", "NotFoundError", "SecurityError"].includes(error.name)) ||
    (error instanceof ApiError && error.code === "file_unreadable")
  );
}
