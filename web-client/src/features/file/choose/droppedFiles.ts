import type { PickedFile } from "./pickFiles.ts";

/** What TypeScript's DOM library does not know (File System Access). */
interface HandedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** What somebody dropped or pasted. */
interface Dropped {
  readonly files: readonly PickedFile[];
  /** There were folders, too: a message has none. */
  readonly folders: boolean;
}

/** Whether files are on their way, as far as that is told before they are dropped. */
export function carriesFiles({ types }: DataTransfer): boolean {
  return types.includes("Files");
}

/** To be called in the event itself: the browser forgets the items after it. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file") as HandedItem[];
  const handed = items.map((item) => ({
    folder: item.webkitGetAsEntry()?.isDirectory === true,
    file: item.getAsFile(),
    handle: item.getAsFileSystemHandle?.().catch(() => null),
  }));
  const files: PickedFile[] = [];
  for (const { folder, file, handle } of handed) {
    if (folder || file === null) continue;
    const real = await handle;
    files.push(real?.kind === "file" ? { file, handle: real as FileSystemFileHandle } : { file });
  }
  return { files, folders: handed.some(({ folder }) => folder) };
}
