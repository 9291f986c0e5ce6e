import { refuse } from "./errors.ts";
import { KEY_BYTES, TAG_BYTES } from "./primitives.ts";

/** Plaintext bytes of a chunk in version 1: every chunk but the last has them (PROTOCOL.md §15). */
export const CHUNK_BYTES = 8_388_608;
/** Most chunks of a file: S3 takes 10,000 parts of one object. */
export const MAX_CHUNKS = 10_000;
/** Most plaintext bytes of a file. */
export const MAX_FILE_BYTES = MAX_CHUNKS * CHUNK_BYTES;

const DIGEST_BYTES = KEY_BYTES;

/** Where a file's bytes are: chunks of the plaintext, and parts of the object that is stored. */
export interface FileLayout {
  /** Bytes of the plaintext. */
  readonly size: number;
  /** Plaintext bytes of every chunk but the last. */
  readonly chunkSize: number;
  /** Chunks, and parts: at least 1. */
  readonly count: number;
}

/** Bytes from `offset` on. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** What of a chunk a range of the plaintext needs. */
export interface ChunkSlice {
  readonly index: number;
  /** Within the chunk's plaintext; `end` is the first byte after it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The layout of a file of `size` bytes; `malformed` if there is none.
 *
 * @param chunkSize another than {@link CHUNK_BYTES} in vectors and tests only: no reader takes it
 */
export function fileLayout(size: number, chunkSize: number = CHUNK_BYTES): FileLayout {
  const count = Math.max(1, Math.ceil(size / chunkSize));
  return Number.isSafeInteger(size) && size >= 0 && count <= MAX_CHUNKS
    ? { size, chunkSize, count }
    : refuse("malformed", "a file of an impossible size");
}

/** Plaintext bytes of a chunk. */
export function chunkLength(layout: FileLayout, index: number): number {
  requireChunk(layout, index);
  const { size, chunkSize, count } = layout;
  return index < count - 1 ? chunkSize : size - (count - 1) * chunkSize;
}

/** Bytes of a sealed chunk: the chunk's and the tag's. */
export function sealedLength(layout: FileLayout, index: number): number {
  return chunkLength(layout, index) + TAG_BYTES;
}

/** Where the sealed chunks `first` to `end` (the first after them) lie in the object. */
export function sealedRange(layout: FileLayout, first: number, end: number): ByteRange {
  if (!(first >= 0 && first < end && end <= layout.count)) {
    throw new RangeError("no such chunks");
  }
  const offset = first * (layout.chunkSize + TAG_BYTES);
  const after = Math.min(end * layout.chunkSize, layout.size) + end * TAG_BYTES;
  return { offset, length: after - offset };
}

/** Where the list of digests lies in the object: at its end. */
export function digestListRange({ size, count }: FileLayout): ByteRange {
  return { offset: size + count * TAG_BYTES, length: count * DIGEST_BYTES };
}

/** Bytes of the part with this index: its sealed chunk, and in the last one the digests too. */
export function partLength(layout: FileLayout, index: number): number {
  const length = sealedLength(layout, index);
  return isLast(layout, index) ? length + digestListRange(layout).length : length;
}

/** Bytes of the object that is stored. */
export function objectSize(layout: FileLayout): number {
  const { offset, length } = digestListRange(layout);
  return offset + length;
}

/** Whether this is the last chunk, as its nonce says. */
export function isLast({ count }: FileLayout, index: number): boolean {
  return index === count - 1;
}

/** The chunks that plaintext bytes `start` to `end` (the first after them) need, in order. */
export function chunkSlices(layout: FileLayout, start: number, end: number): readonly ChunkSlice[] {
  if (!(start >= 0 && start <= end && end <= layout.size)) {
    throw new RangeError("not a range of the file");
  }
  const { chunkSize } = layout;
  const slices: ChunkSlice[] = [];
  const first = Math.floor(start / chunkSize);
  for (let index = first; start < end && index * chunkSize < end; index++) {
    const offset = index * chunkSize;
    slices.push({
      index,
      start: Math.max(0, start - offset),
      end: Math.min(chunkSize, end - offset),
    });
  }
  return slices;
}

function requireChunk({ count }: FileLayout, index: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < count)) {
    throw new RangeError("no such chunk");
  }
}
