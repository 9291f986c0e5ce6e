import { fromBase64url } from "../../base64url.ts";
import { type Bytes, concat } from "../../bytes.ts";
import {
  associatedData,
  type FileCipher,
  fileCipher,
  newFileSecret,
  nonceOf,
} from "../../fileCipher.ts";
import { digestList, manifestOf } from "../../fileDigests.ts";
import { CHUNK_BYTES, chunkLength, type FileLayout, fileLayout } from "../../fileLayout.ts";
import type { FileSecret } from "../../fileReference.ts";
import { type Hash, hashOf } from "../../ids.ts";
import { encrypt, sha256 } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { repeatable } from "./people.ts";
import { flipped } from "./vault.ts";

const CHUNK = 16;

/** A sealed file of the vectors, taken apart. */
export interface TestFile {
  readonly secret: FileSecret;
  readonly layout: FileLayout;
  readonly plaintext: Bytes;
  readonly chunks: readonly Bytes[];
  readonly digests: readonly Hash[];
  readonly manifest: Hash;
}

export async function file(): Promise<VectorFile> {
  const random = repeatable("file");
  const honest = await Promise.all(
    [0, 1, 15, 16, 17, 32, 33, 64].map(async (size) => {
      const made = await makeFile(random, random(size));
      return [sealCase(`${size} bytes`, made), openCase(`${size} bytes`, made)];
    }),
  );
  const wide = await makeFile(random, random(700), 256);
  return {
    description:
      "files sealed in chunks (section 15), here in small ones; every object is opened whole, chunk by chunk and byte by byte, with the same outcome",
    cases: [
      ...layouts(),
      ...honest.flat(),
      openCase("chunks of 256 bytes", wide),
      ...ranges(await makeFile(random, random(40))),
      ...(await resealed(random)),
      ...(await exchanged(random)),
      ...(await sealedOtherwise(random)),
    ],
  };
}

function layouts(): Case[] {
  const of = (size: number, more: object = {}): Case => ({
    name: `layout of ${size} bytes`,
    op: "layout",
    size,
    chunk_size: CHUNK_BYTES,
    ...more,
  });
  return [
    of(0),
    of(1),
    of(CHUNK_BYTES),
    of(CHUNK_BYTES + 1),
    of(4_294_967_296),
    of(10_000 * CHUNK_BYTES),
    of(10_000 * CHUNK_BYTES + 1, { error: "malformed" }),
  ];
}

function ranges(made: TestFile): Case[] {
  const of = (start: number, end: number): Case => ({
    ...openCase(`range ${start} to ${end}`, made),
    op: "range",
    start,
    end,
  });
  return [of(0, 40), of(0, 1), of(15, 17), of(16, 32), of(39, 40), of(20, 20), of(40, 40)];
}

async function resealed(random: Random): Promise<Case[]> {
  const made = await makeFile(random, random(40));
  const of = (name: string, more: object): Case => ({
    ...sealCase(`sealed again: ${name}`, made),
    ...more,
  });
  const recorded = made.digests.map(digestHex);
  const changed = { error: "file_changed" };
  return [
    of("the same", { recorded }),
    of("a part of it recorded", { recorded: recorded.slice(0, 1) }),
    of("another byte", { recorded, plaintext: flipped(hex(made.plaintext), 20), ...changed }),
    of("a byte less", { recorded, plaintext: hex(made.plaintext.slice(0, 39)), ...changed }),
    of("a byte more", { recorded, plaintext: `${hex(made.plaintext)}00`, ...changed }),
  ];
}

/** What a server or somebody else in the chat can do to an object. */
async function exchanged(random: Random): Promise<Case[]> {
  const made = await makeFile(random, random(40));
  const other = await makeFile(random, random(40));
  const list = digestList(made.digests);
  const [zero, one, two] = three(made.chunks);
  const bad = (name: string, error: string, ...pieces: readonly Bytes[]): Case => ({
    ...openCase(`exchanged: ${name}`, made),
    object: hex(concat(...pieces)),
    error,
  });
  const bit = (at: number, error: string, name: string): Case => {
    const good = openCase(`exchanged: a bit of ${name}`, made);
    return { ...good, object: flipped(String(good["object"]), at), error };
  };
  return [
    bad("nothing", "file_truncated"),
    bad("a byte less", "file_truncated", zero, one, two, list.slice(0, -1)),
    bad("no list of digests", "file_truncated", zero, one, two),
    bad("a chunk less", "file_truncated", zero, two, list),
    bad("a byte more", "file_overlong", zero, one, two, list, Uint8Array.of(0)),
    bad("a chunk twice", "file_overlong", zero, one, one, two, list),
    bad("an empty chunk after the last", "file_overlong", zero, one, two, new Uint8Array(16), list),
    bad("two chunks in each other's place", "chunk_reordered", one, zero, two, list),
    bad("a chunk in the place of another", "chunk_reordered", zero, zero, two, list),
    bad("a chunk of another file", "chunk_tampered", zero, three(other.chunks)[1], two, list),
    bad(
      "the last chunk of another file",
      "chunk_tampered",
      zero,
      one,
      three(other.chunks)[2],
      list,
    ),
    bad("another file", "manifest_mismatch", ...other.chunks, digestList(other.digests)),
    bad("another file's digests", "manifest_mismatch", zero, one, two, digestList(other.digests)),
    bad(
      "two chunks and their digests",
      "manifest_mismatch",
      one,
      zero,
      two,
      digestList([1, 0, 2].map((i) => made.digests[i] ?? made.manifest)),
    ),
    bit(3, "chunk_tampered", "the first chunk"),
    bit(31, "chunk_tampered", "the first tag"),
    bit(64, "chunk_tampered", "the last chunk"),
    bit(90, "manifest_mismatch", "the first digest"),
  ];
}

/** What only a sender can do: his digests and manifest hold, and his message says otherwise. */
async function sealedOtherwise(random: Random): Promise<Case[]> {
  const made = await makeFile(random, random(40));
  const of = (name: string, error: string, more: object): Case => ({
    ...openCase(`sealed otherwise: ${name}`, made),
    ...more,
    error,
  });
  const { secret, plaintext } = made;
  const wrongLast = await makeFile(random, plaintext, CHUNK, (index) => index === 0);
  const noLast = await makeFile(random, plaintext, CHUNK, () => false);
  const short = await makeFile(random, random(10));
  const empty = await makeFile(random, random(32), CHUNK, undefined, fileLayout(33, CHUNK));
  const manifest = await manifestOf(made.digests.slice(0, 2));
  return [
    of("another file id", "undecryptable", { file_id: flipped(idHex(secret), 0) }),
    of("another key", "undecryptable", { key: flipped(hex(secret.key), 0) }),
    of("another nonce prefix", "undecryptable", { prefix: flipped(hex(secret.prefix), 6) }),
    of("a byte less than sealed", "file_overlong", { size: 39 }),
    of("a byte more than sealed", "file_truncated", { size: 41 }),
    of("a manifest of fewer chunks", "manifest_mismatch", { manifest: digestHex(manifest) }),
    { ...openCase("sealed otherwise: the first chunk as the last", wrongLast), ...UNDECRYPTABLE },
    { ...openCase("sealed otherwise: no chunk as the last", noLast), ...UNDECRYPTABLE },
    {
      ...openCase("sealed otherwise: another chunk size", short),
      chunk_size: 32,
      ...UNDECRYPTABLE,
    },
    {
      ...openCase("sealed otherwise: an empty last chunk", empty),
      size: 32,
      error: "file_overlong",
    },
    {
      ...openCase("sealed otherwise: an empty last chunk where a byte is due", empty),
      error: "file_truncated",
    },
  ];
}

const UNDECRYPTABLE = { error: "undecryptable" };

/** Seals chunk by chunk, as `isLast` says and not as it should be. */
export async function makeFile(
  random: Random,
  plaintext: Bytes,
  chunkSize = CHUNK,
  isLast?: (index: number) => boolean,
  layout: FileLayout = fileLayout(plaintext.length, chunkSize),
): Promise<TestFile> {
  const secret = newFileSecret(random);
  const cipher = await fileCipher(secret, layout);
  const chunks = await Promise.all(
    Array.from({ length: layout.count }, async (_, index) => {
      const start = index * chunkSize;
      const chunk = plaintext.slice(start, start + chunkLength(layout, index));
      return encrypt(cipher.key, nonce(cipher, index, isLast), associatedData(cipher), chunk);
    }),
  );
  const digests = await Promise.all(chunks.map(async (chunk) => hashOf(await sha256(chunk))));
  return { secret, layout, plaintext, chunks, digests, manifest: await manifestOf(digests) };
}

function nonce(cipher: FileCipher, index: number, isLast?: (index: number) => boolean): Bytes {
  const honest = nonceOf(cipher, index);
  return isLast === undefined ? honest : honest.with(11, isLast(index) ? 1 : 0);
}

export function sealCase(name: string, { secret, layout, plaintext }: TestFile): Case {
  return {
    name: `seal ${name}`,
    op: "seal",
    ...secretJson(secret),
    chunk_size: layout.chunkSize,
    size: layout.size,
    plaintext: hex(plaintext),
  };
}

function openCase(name: string, made: TestFile): Case {
  return {
    name: `open ${name}`,
    op: "open",
    ...secretJson(made.secret),
    chunk_size: made.layout.chunkSize,
    size: made.layout.size,
    manifest: digestHex(made.manifest),
    object: hex(concat(...made.chunks, digestList(made.digests))),
  };
}

function secretJson(secret: FileSecret): object {
  return { file_id: idHex(secret), key: hex(secret.key), prefix: hex(secret.prefix) };
}

function idHex({ fileId }: FileSecret): string {
  return hex(fromBase64url(fileId));
}

function digestHex(hash: Hash): string {
  return hex(fromBase64url(hash));
}

function three(chunks: readonly Bytes[]): readonly [Bytes, Bytes, Bytes] {
  const [zero, one, two] = chunks;
  if (zero === undefined || one === undefined || two === undefined) {
    throw new Error("fewer than three chunks");
  }
  return [zero, one, two];
}
