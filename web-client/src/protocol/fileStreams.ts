import { type Bytes, concat } from "./bytes.ts";
import { type ProtocolErrorCode, refuse } from "./errors.ts";
import { type FileCipher, openChunk, type SealedPart, sealPart } from "./fileCipher.ts";
import { openDigests, requireLength, type VerifiedDigests } from "./fileDigests.ts";
import {
  type ByteRange,
  chunkLength,
  chunkSlices,
  digestListRange,
  isLast,
  objectSize,
  sealedLength,
  sealedRange,
} from "./fileLayout.ts";
import type { Hash } from "./ids.ts";

/** Bytes in pieces of any length: a Blob's or a response's stream, a generator. */
export type Pieces = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** Which chunks pieces are of: `first` to `end` (the first after them). */
interface Span {
  readonly first: number;
  readonly end: number;
}

/**
 * Seals a whole file, part by part: the next chunk while its reader sends the one before. At most
 * two chunks are held at a time.
 *
 * @param recorded digests of chunks that were sealed before (see {@link sealPart})
 */
export async function* sealParts(
  cipher: FileCipher,
  source: Pieces,
  recorded: readonly (Hash | undefined)[] = [],
): AsyncGenerator<SealedPart, void> {
  const { layout } = cipher;
  const digests: (Hash | undefined)[] = [...recorded];
  const span = { first: 0, end: layout.count };
  const chunks = gather(source, span, (index) => chunkLength(layout, index), {
    short: "file_changed",
    long: "file_changed",
  });
  const seal = async (index: number, chunk: Bytes): Promise<SealedPart> => {
    const part = await sealPart(cipher, index, chunk, digests);
    digests[index] = part.digest;
    return part;
  };
  let ahead: Promise<SealedPart> | undefined;
  for await (const { index, bytes } of chunks) {
    if (isLast(layout, index)) {
      // The last part needs the digest of the one before it.
      await ahead;
    }
    const part = handled(seal(index, bytes));
    if (ahead !== undefined) {
      yield await ahead;
    }
    ahead = part;
  }
  if (ahead !== undefined) {
    yield await ahead;
  }
}

/**
 * Opens sealed chunks `first` to `end` that come one after the other, as {@link sealedRange} of the
 * object has them: the next while its reader uses the one before. Nothing of a chunk comes out
 * before all of it was found to be right; what is refused, and how, says {@link openChunk}.
 */
export async function* openChunks(
  cipher: FileCipher,
  digests: VerifiedDigests,
  source: Pieces,
  first = 0,
  end: number = cipher.layout.count,
): AsyncGenerator<Bytes, void> {
  const chunks = gather(source, { first, end }, (index) => sealedLength(cipher.layout, index), {
    short: "file_truncated",
    long: "file_overlong",
  });
  let ahead: Promise<Bytes> | undefined;
  for await (const { index, bytes } of chunks) {
    const chunk = handled(openChunk(cipher, digests, index, bytes));
    if (ahead !== undefined) {
      yield await ahead;
    }
    ahead = chunk;
  }
  if (ahead !== undefined) {
    yield await ahead;
  }
}

/**
 * Opens plaintext bytes `start` to `end` (the first after them) and no chunk that they do not need.
 *
 * @param fetchRange gets bytes of the object
 */
export async function* openRange(
  cipher: FileCipher,
  digests: VerifiedDigests,
  start: number,
  end: number,
  fetchRange: (range: ByteRange) => Promise<Pieces>,
): AsyncGenerator<Bytes, void> {
  const slices = chunkSlices(cipher.layout, start, end);
  const [slice] = slices;
  if (slice === undefined) {
    return;
  }
  const after = slice.index + slices.length;
  const source = await fetchRange(sealedRange(cipher.layout, slice.index, after));
  let i = 0;
  for await (const chunk of openChunks(cipher, digests, source, slice.index, after)) {
    const needed = slices[i++];
    yield chunk.subarray(needed?.start, needed?.end);
  }
}

/** Opens a whole object at once: for small files. */
export async function openObject(
  cipher: FileCipher,
  manifest: Hash,
  object: Bytes,
): Promise<Bytes> {
  const { layout } = cipher;
  requireLength(object, objectSize(layout));
  const { offset } = digestListRange(layout);
  const digests = await openDigests(layout, manifest, object.slice(offset));
  const chunks: Bytes[] = [];
  for await (const chunk of openChunks(cipher, digests, once(object.subarray(0, offset)))) {
    chunks.push(chunk);
  }
  return concat(...chunks);
}

/** A stream that asks a generator only for what its reader takes; cancelled, it ends the generator. */
export function streamOf(bytes: AsyncGenerator<Bytes, void>): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done === true) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      async cancel() {
        await bytes.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Cuts pieces anew: into the chunks of a span, whose lengths are known. */
async function* gather(
  source: Pieces,
  { first, end }: Span,
  lengthOf: (index: number) => number,
  codes: { readonly short: ProtocolErrorCode; readonly long: ProtocolErrorCode },
): AsyncGenerator<{ readonly index: number; readonly bytes: Bytes }, void> {
  let index = first;
  let bytes = new Uint8Array(lengthOf(index));
  let filled = 0;
  for await (const piece of piecesOf(source)) {
    let taken = 0;
    while (taken < piece.length) {
      if (filled === bytes.length) {
        // The last chunk is held back until nothing comes after it.
        if (index + 1 === end) {
          refuse(codes.long, "more bytes than the file's size says");
        }
        yield { index, bytes };
        index += 1;
        bytes = new Uint8Array(lengthOf(index));
        filled = 0;
      }
      const part = piece.subarray(taken, taken + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      taken += part.length;
    }
  }
  if (index + 1 !== end || filled !== bytes.length) {
    refuse(codes.short, "fewer bytes than the file's size says");
  }
  yield { index, bytes };
}

// By hand, because Safari's streams cannot be iterated over.
async function* piecesOf(source: Pieces): AsyncGenerator<Uint8Array, void> {
  if (!("getReader" in source)) {
    yield* source;
    return;
  }
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

async function* once(bytes: Bytes): AsyncGenerator<Bytes, void> {
  yield bytes;
}

/** A promise that somebody awaits later, or nobody because an earlier one failed. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
