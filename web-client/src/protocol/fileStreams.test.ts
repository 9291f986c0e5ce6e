import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bytes, concat } from "./bytes.ts";
import { codeOf, type ProtocolErrorCode } from "./errors.ts";
import { type FileCipher, fileCipher, newFileSecret, openChunk, sealPart } from "./fileCipher.ts";
import { manifestOf, openDigests, type VerifiedDigests } from "./fileDigests.ts";
import {
  type ByteRange,
  digestListRange,
  fileLayout,
  objectSize,
  partLength,
  sealedRange,
} from "./fileLayout.ts";
import { openChunks, openObject, openRange, sealParts, streamOf } from "./fileStreams.ts";
import type { Hash } from "./ids.ts";
import { secureRandom } from "./random.ts";

interface Sealed {
  readonly cipher: FileCipher;
  readonly plaintext: Bytes;
  readonly object: Bytes;
  readonly manifest: Hash;
  readonly digests: VerifiedDigests;
}

const CHUNK = 16;

async function cipherFor(size: number, chunkSize = CHUNK): Promise<FileCipher> {
  return fileCipher(newFileSecret(secureRandom), fileLayout(size, chunkSize));
}

async function seal(plaintext: Bytes, chunkSize = CHUNK): Promise<Sealed> {
  const cipher = await cipherFor(plaintext.length, chunkSize);
  const parts = await collect(sealParts(cipher, inPieces(plaintext, 7)));
  expect(parts.map(({ bytes }) => bytes.length)).toEqual(
    parts.map((_, i) => partLength(cipher.layout, i)),
  );
  const object = concat(...parts.map(({ bytes }) => bytes));
  const manifest = await manifestOf(parts.map(({ digest }) => digest));
  const list = object.slice(digestListRange(cipher.layout).offset);
  const digests = await openDigests(cipher.layout, manifest, list);
  return { cipher, plaintext, object, manifest, digests };
}

async function* inPieces(bytes: Bytes, length: number): AsyncGenerator<Bytes, void> {
  for (let i = 0; i < bytes.length; i += length) {
    yield bytes.slice(i, i + length);
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

async function refusal(work: Promise<unknown>): Promise<ProtocolErrorCode | "none"> {
  try {
    await work;
    return "none";
  } catch (error) {
    return codeOf(error);
  }
}

function piece(object: Bytes, { offset, length }: ByteRange): Bytes {
  return object.slice(offset, offset + length);
}

const someBytes = fc.uint8Array({ maxLength: 100 }).map((bytes) => Uint8Array.from(bytes));

describe("a file that was sealed", () => {
  test("comes back whole, in pieces of any length and chunk by chunk", async () => {
    await fc.assert(
      fc.asyncProperty(
        someBytes,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 50 }),
        async (plaintext, chunkSize, length) => {
          const { cipher, object, manifest, digests } = await seal(plaintext, chunkSize);
          expect(object.length).toBe(objectSize(cipher.layout));
          expect(await openObject(cipher, manifest, object)).toEqual(plaintext);
          const chunks = object.slice(0, digestListRange(cipher.layout).offset);
          const streamed = await collect(openChunks(cipher, digests, inPieces(chunks, length)));
          expect(concat(...streamed)).toEqual(plaintext);
          const single = await Promise.all(
            digests.map((_, i) =>
              openChunk(cipher, digests, i, piece(object, sealedRange(cipher.layout, i, i + 1))),
            ),
          );
          expect(concat(...single)).toEqual(plaintext);
        },
      ),
    );
  });

  test("opens in any range, and fetches no chunk that the range does not need", async () => {
    const { cipher, plaintext, object, digests } = await seal(secureRandom(100));
    await fc.assert(
      fc.asyncProperty(fc.nat(100), fc.nat(100), async (one, other) => {
        const [start, end] = one < other ? [one, other] : [other, one];
        const asked: ByteRange[] = [];
        const opened = openRange(cipher, digests, start, end, async (range) => {
          asked.push(range);
          return inPieces(piece(object, range), 5);
        });
        expect(concat(...(await collect(opened)))).toEqual(plaintext.slice(start, end));
        const sealedChunk = CHUNK + 16;
        const needed = start === end ? 0 : Math.ceil(end / CHUNK) - Math.floor(start / CHUNK);
        const bytes = asked.reduce((sum, range) => sum + range.length, 0);
        expect(Math.ceil(bytes / sealedChunk)).toBe(needed);
      }),
    );
  });

  test("is refused if any bit of its object is another, and nothing of that chunk comes out", async () => {
    const { cipher, plaintext, object, digests } = await seal(secureRandom(50));
    const chunks = digestListRange(cipher.layout).offset;
    await fc.assert(
      fc.asyncProperty(fc.nat(chunks * 8 - 1), async (bit) => {
        const changed = object.slice(0, chunks);
        const at = bit >> 3;
        changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
        const out: Bytes[] = [];
        const reading = async (): Promise<void> => {
          for await (const chunk of openChunks(cipher, digests, inPieces(changed, 11))) {
            out.push(chunk);
          }
        };
        expect(await refusal(reading())).toBe("chunk_tampered");
        const before = Math.floor(at / (CHUNK + 16)) * CHUNK;
        expect(concat(...out)).toEqual(plaintext.slice(0, before));
      }),
    );
  });

  test("is refused if its list of digests is another in any bit", async () => {
    const { cipher, object, manifest } = await seal(secureRandom(40));
    const { offset, length } = digestListRange(cipher.layout);
    await fc.assert(
      fc.asyncProperty(fc.nat(length * 8 - 1), async (bit) => {
        const list = object.slice(offset);
        list[bit >> 3] = (list[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await refusal(openDigests(cipher.layout, manifest, list))).toBe("manifest_mismatch");
      }),
    );
  });

  test("is refused if it is cut short or has more behind it, wherever", async () => {
    const { cipher, object, manifest, digests } = await seal(secureRandom(40));
    const chunks = digestListRange(cipher.layout).offset;
    for (let length = 0; length < object.length; length++) {
      const cut = object.slice(0, length);
      expect(await refusal(openObject(cipher, manifest, cut))).toBe("file_truncated");
      if (length < chunks) {
        const reading = collect(openChunks(cipher, digests, inPieces(cut, 3)));
        expect(await refusal(reading)).toBe("file_truncated");
      }
    }
    const more = concat(object, Uint8Array.of(0));
    expect(await refusal(openObject(cipher, manifest, more))).toBe("file_overlong");
    const reading = collect(openChunks(cipher, digests, inPieces(more, 3)));
    expect(await refusal(reading)).toBe("file_overlong");
  });
});

describe("a part that is sealed again after an interruption", () => {
  test("is the same, byte by byte", async () => {
    const plaintext = secureRandom(40);
    const cipher = await cipherFor(40);
    const first = await collect(sealParts(cipher, inPieces(plaintext, 40)));
    const recorded = first.map(({ digest }) => digest);
    expect(await collect(sealParts(cipher, inPieces(plaintext, 9), recorded))).toEqual(first);
    expect(await sealPart(cipher, 2, plaintext.slice(32), recorded)).toEqual(first[2]);
  });

  test("is not given out if the file changed, since its nonce was used", async () => {
    const plaintext = secureRandom(40);
    const cipher = await cipherFor(40);
    const { digest } = await sealPart(cipher, 1, plaintext.slice(16, 32), []);
    const changed = sealPart(cipher, 1, secureRandom(16), [undefined, digest]);
    expect(await refusal(changed)).toBe("file_changed");
  });

  test.each([39, 41])("is not given out if the file has %i bytes instead of 40", async (length) => {
    const cipher = await cipherFor(40);
    const sealing = collect(sealParts(cipher, inPieces(secureRandom(length), 8)));
    expect(await refusal(sealing)).toBe("file_changed");
  });

  test("cannot be the last one before all others are known", async () => {
    const cipher = await cipherFor(40);
    await expect(sealPart(cipher, 2, secureRandom(8), [])).rejects.toThrow(RangeError);
  });
});

test("no two chunks of a file have the same sealed bytes, though they have the same content", async () => {
  const { digests } = await seal(new Uint8Array(10 * CHUNK));
  expect(new Set(digests).size).toBe(10);
});

test("the key of a cipher cannot be read out", async () => {
  const { key } = await cipherFor(1);
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

describe("streams", () => {
  test("hold a few chunks at most, however long the file is and however slowly it is read", async () => {
    const count = 200;
    const { cipher, object, digests } = await seal(secureRandom(count * CHUNK));
    let fetched = 0;
    async function* source(): AsyncGenerator<Bytes, void> {
      for (; fetched < count; fetched++) {
        yield piece(object, sealedRange(cipher.layout, fetched, fetched + 1));
      }
    }
    const reader = streamOf(openChunks(cipher, digests, source())).getReader();
    for (let read = 0; read < count; read++) {
      await reader.read();
      expect(fetched - read).toBeLessThanOrEqual(4);
    }
    expect((await reader.read()).done).toBe(true);
  });

  test("end their source when they are cancelled", async () => {
    const { cipher, object, digests } = await seal(secureRandom(100));
    let ended = false;
    const source = new ReadableStream<Bytes>({
      pull: (controller) => controller.enqueue(object.slice(0, 32)),
      cancel: () => {
        ended = true;
      },
    });
    const stream = streamOf(openChunks(cipher, digests, source));
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
  });

  test("fail with the reason of the refusal", async () => {
    const { cipher, object, digests } = await seal(secureRandom(100));
    const swapped = concat(object.slice(32, 64), object.slice(0, 32), object.slice(64));
    const reader = streamOf(openChunks(cipher, digests, inPieces(swapped, 1000))).getReader();
    expect(await refusal(reader.read())).toBe("chunk_reordered");
  });
});
