import type { ClientErrorCode } from "../../app/result.ts";
import {
  type ByteRange,
  type Bytes,
  digestListRange,
  type FileCipher,
  type Hash,
  openDigests,
  ProtocolError,
  sealedRange,
  type VerifiedDigests,
} from "../../protocol/index.ts";
import { type ChunkStore, DIGEST_LIST } from "./chunkStore.ts";
import type { ChunkWork } from "./chunkWork.ts";
import type { Patience } from "./patience.ts";

/** What reading a stored file works with. */
export interface ReaderServices {
  readonly store: ChunkStore;
  readonly work: ChunkWork;
  readonly patience: Patience;
  /** Gives a chunk before its copy is on the disk: where the chunk work is done in this thread. */
  readonly keepsLater?: boolean;
}

/** A stored file, and where its bytes come from. */
export interface ReadJob {
  readonly cipher: FileCipher;
  readonly manifest: Hash;
  fetch(range: ByteRange, signal: AbortSignal): Promise<Bytes>;
  waits?(problem: ClientErrorCode | undefined): void;
}

/** Opens chunks of one stored file; nothing that does not hold comes out. */
export interface FileReader {
  chunk(index: number, signal: AbortSignal): Promise<Bytes>;
}

export function createFileReader(services: ReaderServices, job: ReadJob): FileReader {
  const { store, work, patience } = services;
  const { cipher, manifest } = job;
  const { fileId, layout } = cipher;
  let known: Promise<VerifiedDigests> | undefined;

  function fetched(range: ByteRange, signal: AbortSignal): Promise<Bytes> {
    return patience.again(signal, () => job.fetch(range, signal), job.waits);
  }

  /** From the disk if that holds, else from the store, whose word is final. */
  async function digests(signal: AbortSignal): Promise<VerifiedDigests> {
    const kept = await store.read(fileId, DIGEST_LIST);
    if (kept !== undefined) {
      const opened = await orBroken(() => openDigests(layout, manifest, kept));
      if (opened !== undefined) return opened;
    }
    const list = await fetched(digestListRange(layout), signal);
    const opened = await openDigests(layout, manifest, list);
    await store.write(fileId, DIGEST_LIST, list);
    return opened;
  }

  function digestsOnce(signal: AbortSignal): Promise<VerifiedDigests> {
    if (known === undefined) {
      known = digests(signal);
      known.catch(() => {
        known = undefined;
      });
    }
    return known;
  }

  return {
    async chunk(index, signal) {
      const list = await digestsOnce(signal);
      const kept = await store.read(fileId, index);
      if (kept !== undefined) {
        const opened = await orBroken(() => work.open(cipher, list, index, kept, false));
        if (opened !== undefined) return opened.bytes;
        await store.drop(fileId, index);
      }
      const range = sealedRange(layout, index, index + 1);
      const sealed = await fetched(range, signal);
      if (services.keepsLater === true) {
        const { bytes } = await work.open(cipher, list, index, sealed, false);
        void store.write(fileId, index, sealed).catch(() => undefined);
        return bytes;
      }
      const opened = await work.open(cipher, list, index, sealed, true);
      if (opened.kept) await store.wrote(fileId, index, range.length);
      return opened.bytes;
    },
  };
}

/** Undefined if this browser's own copy is broken: then it is fetched anew. */
async function orBroken<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
