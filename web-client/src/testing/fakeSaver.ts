import type { Saver, SaveTarget } from "../features/file/saver.ts";
import type { Bytes } from "../protocol/index.ts";

/** The person's disk, as far as this browser wrote to it. */
export class FakeSaver implements Saver {
  picks = true;
  /** What the person answers when asked where to. */
  agrees = true;
  /** By name; only what was closed. */
  readonly saved = new Map<string, Bytes>();
  /** Places that were picked and are neither closed nor given up. */
  open = 0;
  /** Addresses that were given to the browser's own download manager. */
  readonly downloads: string[] = [];
  readonly offered: string[] = [];

  async pick(name: string): Promise<SaveTarget | undefined> {
    if (!this.agrees) return undefined;
    this.open += 1;
    const written: Uint8Array<ArrayBuffer>[] = [];
    return {
      write: async (position, bytes) => {
        const length = written.reduce((sum, one) => sum + one.length, 0);
        if (position !== length) throw new Error(`written at ${position} instead of ${length}`);
        written.push(bytes.slice());
      },
      close: async () => {
        this.open -= 1;
        this.saved.set(name, new Uint8Array(await new Blob(written).arrayBuffer()));
      },
      abort: async () => {
        this.open -= 1;
      },
    };
  }

  download(url: string): void {
    this.downloads.push(url);
  }

  offer(_url: string, name: string): void {
    this.offered.push(name);
  }
}
