import { fromBase64url, toBase64url } from "../../base64url.ts";
import { type Bytes, compareBytes, concat } from "../../bytes.ts";
import { codeOf } from "../../errors.ts";
import { type FileCipher, fileCipher, openChunk } from "../../fileCipher.ts";
import { manifestOf, openDigests } from "../../fileDigests.ts";
import {
  type ByteRange,
  digestListRange,
  fileLayout,
  objectSize,
  partLength,
  sealedRange,
} from "../../fileLayout.ts";
import { openChunks, openObject, openRange, sealParts } from "../../fileStreams.ts";
import { type Hash, hashOf, parseFileId } from "../../ids.ts";
import type { JsonObject } from "../../json.ts";
import { hex, hexField, numberField, type Operations, unhex } from "../vectorFile.ts";

export const file: Operations = {
  layout: async (inputs) => {
    const layout = fileLayout(numberField(inputs, "size"), numberField(inputs, "chunk_size"));
    return {
      count: layout.count,
      last_part: partLength(layout, layout.count - 1),
      object_size: objectSize(layout),
    };
  },
  seal: async (inputs) => {
    const cipher = await cipherOf(inputs);
    const recorded = ((inputs["recorded"] ?? []) as readonly string[]).map((digest) =>
      hashOf(unhex(digest)),
    );
    const plaintext = hexField(inputs, "plaintext");
    const parts = await collect(sealParts(cipher, inPieces(plaintext, 1), recorded));
    return {
      parts: parts.map(({ bytes }) => hex(bytes)),
      checksums: parts.map(({ checksum }) => hex(fromBase64url(checksum))),
      manifest: hex(fromBase64url(await manifestOf(parts.map(({ digest }) => digest)))),
    };
  },
  open: async (inputs) => {
    const cipher = await cipherOf(inputs);
    const manifest = hashOf(hexField(inputs, "manifest"));
    const object = hexField(inputs, "object");
    const whole = await outcome(() => openObject(cipher, manifest, object));
    const byChunk = await outcome(() => chunkByChunk(cipher, manifest, object));
    const byByte = await outcome(() => byteByByte(cipher, manifest, object));
    requireSame(whole, byChunk, byByte);
    if (whole instanceof Uint8Array) {
      return { plaintext: hex(whole) };
    }
    throw whole;
  },
  range: async (inputs) => {
    const cipher = await cipherOf(inputs);
    const object = hexField(inputs, "object");
    const digests = await digestsOf(cipher, hashOf(hexField(inputs, "manifest")), object);
    const fetched: ByteRange[] = [];
    const [start, end] = [numberField(inputs, "start"), numberField(inputs, "end")];
    const opened = openRange(cipher, digests, start, end, async (range) => {
      fetched.push(range);
      return inPieces(object.slice(range.offset, range.offset + range.length), 7);
    });
    return { plaintext: hex(concat(...(await collect(opened)))), fetched };
  },
};

async function cipherOf(inputs: JsonObject): Promise<FileCipher> {
  const secret = {
    fileId: parseFileId(toBase64url(hexField(inputs, "file_id"))),
    key: hexField(inputs, "key"),
    prefix: hexField(inputs, "prefix"),
  };
  const layout = fileLayout(numberField(inputs, "size"), numberField(inputs, "chunk_size"));
  return fileCipher(secret, layout);
}

async function chunkByChunk(cipher: FileCipher, manifest: Hash, object: Bytes): Promise<Bytes> {
  const digests = await digestsOf(cipher, manifest, object);
  const chunks: Bytes[] = [];
  for (let index = 0; index < cipher.layout.count; index++) {
    const { offset, length } = sealedRange(cipher.layout, index, index + 1);
    chunks.push(await openChunk(cipher, digests, index, object.slice(offset, offset + length)));
  }
  return concat(...chunks);
}

async function byteByByte(cipher: FileCipher, manifest: Hash, object: Bytes): Promise<Bytes> {
  const digests = await digestsOf(cipher, manifest, object);
  const { offset } = digestListRange(cipher.layout);
  const chunks = openChunks(cipher, digests, inPieces(object.slice(0, offset), 1));
  return concat(...(await collect(chunks)));
}

async function digestsOf(
  cipher: FileCipher,
  manifest: Hash,
  object: Bytes,
): ReturnType<typeof openDigests> {
  const { offset } = digestListRange(cipher.layout);
  return openDigests(cipher.layout, manifest, object.slice(offset));
}

async function outcome(open: () => Promise<Bytes>): Promise<Bytes | Error> {
  try {
    return await open();
  } catch (error) {
    codeOf(error);
    return error as Error;
  }
}

function requireSame(one: Bytes | Error, ...others: readonly (Bytes | Error)[]): void {
  for (const other of others) {
    const same =
      one instanceof Uint8Array && other instanceof Uint8Array
        ? compareBytes(one, other) === 0
        : codeOf(one) === codeOf(other);
    if (!same) {
      throw new Error("opened otherwise whole than in pieces");
    }
  }
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
