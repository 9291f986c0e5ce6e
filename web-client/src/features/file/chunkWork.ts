import {
  type Bytes,
  chunkLength,
  type FileCipher,
  type Hash,
  openChunk,
  sealPart,
  type VerifiedDigests,
} from "../../protocol/index.ts";
import type { Disk } from "./disk.ts";

/** A part that lies staged on the disk. */
export interface StagedPart {
  readonly index: number;
  readonly digest: Hash;
  readonly checksum: Hash;
}

/** The plaintext of a chunk, and whether its sealed form is on the disk now. */
export interface OpenedChunk {
  readonly bytes: Bytes;
  readonly kept: boolean;
}

/**
 * What is done to chunks, in a worker or wherever there is none: the same code everywhere. A chunk
 * is in memory for as long as its call takes, and no longer.
 */
export interface ChunkWork {
  /**
   * Seals chunk `index` of a file and stages the part.
   *
   * @param recorded digests of before: its own, and for the last part those of all others
   */
  stage(
    cipher: FileCipher,
    source: Blob,
    index: number,
    recorded: readonly (Hash | undefined)[],
  ): Promise<StagedPart>;
  /** Opens a chunk; if it is right, and there is room, it is kept on the disk as it came. */
  open(
    cipher: FileCipher,
    digests: VerifiedDigests,
    index: number,
    sealed: Bytes,
    keep: boolean,
  ): Promise<OpenedChunk>;
}

/** The work itself, in the thread that calls it. */
export function chunkWork(disk: Disk): ChunkWork {
  return {
    async stage(cipher, source, index, recorded) {
      const { fileId, layout } = cipher;
      const start = index * layout.chunkSize;
      const chunk = await source.slice(start, start + chunkLength(layout, index)).arrayBuffer();
      const part = await sealPart(cipher, index, new Uint8Array(chunk), recorded);
      await disk.write("staged", fileId, `${index}`, part.bytes);
      return { index, digest: part.digest, checksum: part.checksum };
    },
    async open(cipher, digests, index, sealed, keep) {
      const bytes = await openChunk(cipher, digests, index, sealed);
      if (!keep) return { bytes, kept: false };
      try {
        await disk.write("fetched", cipher.fileId, `${index}`, sealed);
        return { bytes, kept: true };
      } catch {
        // A full disk costs the copy, not the file.
        return { bytes, kept: false };
      }
    },
  };
}
