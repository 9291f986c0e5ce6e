import type { Bytes } from "../../protocol/index.ts";
import type { FileReader } from "./fileReader.ts";

/** The last opened chunks, in memory: a player asks for a chunk in several pieces, and for two at once. */
export interface OpenedChunks {
  /**
   * A reader that opens a chunk once for all who want it soon.
   *
   * @param id of the media record, since only that stands for one key and one file
   */
  around(id: string, reader: FileReader): FileReader;
  clear(): void;
}

/** Times the chunk's size, 24 MiB: sound and picture may lie in two places. */
const HELD = 3;

export function openedChunks(): OpenedChunks {
  const held = new Map<string, Promise<Bytes>>();
  return {
    around: (id, reader) => ({
      async chunk(index, signal) {
        const key = `${id}.${index}`;
        // Who comes second waits for the first, and opens it himself if that one went away.
        const there = await held.get(key)?.catch(() => undefined);
        if (there !== undefined) return there;
        const opening = reader.chunk(index, signal);
        held.delete(key);
        held.set(key, opening);
        for (const oldest of held.keys()) if (held.size > HELD) held.delete(oldest);
        opening.catch(() => held.delete(key));
        return opening;
      },
    }),
    clear: () => held.clear(),
  };
}
