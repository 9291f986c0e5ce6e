/** A file on the person's disk that is being written. Nothing of it is seen before it is closed. */
export interface SaveTarget {
  write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** How this browser saves files. */
export interface Saver {
  /** Whether it asks where to (File System Access); from a click only. */
  readonly picks: boolean;
  /** Undefined if the person thought better of it. */
  pick(name: string): Promise<SaveTarget | undefined>;
  /** Lets the browser download an address that answers as an attachment. */
  download(url: string): void;
  /** Saves a blob's address under a name. */
  offer(url: string, name: string): void;
}

/** What TypeScript's DOM library does not know (File System Access). */
interface PickingWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** How long a frame has to turn into a download, milliseconds; a slow start is a first chunk. */
const FRAME = 600_000;

export function browserSaver(): Saver {
  const picker = globalThis as PickingWindow;
  return {
    picks: picker.showSaveFilePicker !== undefined,
    async pick(name) {
      const writable = await pickWritable(picker, name);
      return (
        writable && {
          write: (position, data) => writable.write({ type: "write", position, data }),
          close: () => writable.close(),
          abort: () => writable.abort(),
        }
      );
    },
    download(url) {
      // A frame and not a link: links with `download` pass service workers by in some browsers.
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = url;
      document.body.append(frame);
      setTimeout(() => frame.remove(), FRAME);
    },
    offer(url, name) {
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
    },
  };
}

async function pickWritable(
  picker: PickingWindow,
  suggestedName: string,
): Promise<FileSystemWritableFileStream | undefined> {
  try {
    const handle = await picker.showSaveFilePicker?.({ suggestedName });
    return await handle?.createWritable();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}
