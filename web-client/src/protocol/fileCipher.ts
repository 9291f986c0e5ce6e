import { fromBase64url } from "./base64url.ts";
import { type Bytes, concat, writer } from "./bytes.ts";
import { ProtocolError, refuse } from "./errors.ts";
import { digestList, requireLength, type VerifiedDigests } from "./fileDigests.ts";
import { chunkLength, type FileLayout, isLast, sealedLength } from "./fileLayout.ts";
import { type FileSecret, PREFIX_BYTES } from "./fileReference.ts";
import { type FileId, type Hash, hashOf, newFileId } from "./ids.ts";
import { label } from "./labels.ts";
import { decrypt, encrypt, importAesKey, KEY_BYTES, sha256 } from "./primitives.ts";
import type { Random } from "./random.ts";

/**
 * Seals and opens the chunks of one file by STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over
 * AES-256-GCM (PROTOCOL.md §15). Plain data: workers and IndexedDB take it as it is, and nobody can
 * read the key out of it.
 */
export interface FileCipher {
  readonly fileId: FileId;
  readonly key: CryptoKey;
  readonly prefix: Bytes;
  readonly layout: FileLayout;
}

/** One part of the object that is stored. */
export interface SealedPart {
  readonly index: number;
  /** The sealed chunk; in the last part the list of all digests follows it. */
  readonly bytes: Bytes;
  /** SHA-256 of the sealed chunk: on the client's disk before the part is sent. */
  readonly digest: Hash;
  /** SHA-256 of `bytes`, for the store: `digest`, but for the last part. */
  readonly checksum: Hash;
}

/** A new upload's id, key and nonce prefix. */
export function newFileSecret(random: Random): FileSecret {
  return { fileId: newFileId(random), key: random(KEY_BYTES), prefix: random(PREFIX_BYTES) };
}

/** The cipher of a file: of a new upload, or of a file that a message names. */
export async function fileCipher(secret: FileSecret, layout: FileLayout): Promise<FileCipher> {
  const { fileId, prefix } = secret;
  return { fileId, prefix, layout, key: await importAesKey(secret.key) };
}

/**
 * Seals one chunk as a part. Random access: any order, also side by side; only the last part needs
 * the digests of all others.
 *
 * The nonce is the chunk's place, so one key must never seal two contents for one place, and the
 * part must not leave this function if that happened: `file_changed` refuses a chunk whose digest
 * is not the recorded one, and a chunk of another length than the layout's.
 *
 * @param recorded digests of this upload's chunks that were sealed before, by their index
 */
export async function sealPart(
  cipher: FileCipher,
  index: number,
  chunk: Bytes,
  recorded: readonly (Hash | undefined)[],
): Promise<SealedPart> {
  if (chunk.length !== chunkLength(cipher.layout, index)) {
    refuse("file_changed", "another length than when the upload began");
  }
  const { key, layout } = cipher;
  const sealed = await encrypt(key, nonceOf(cipher, index), associatedData(cipher), chunk);
  const digest = hashOf(await sha256(sealed));
  const before = recorded[index];
  if (before !== undefined && before !== digest) {
    refuse("file_changed", "other bytes than when the upload began");
  }
  if (!isLast(layout, index)) {
    return { index, bytes: sealed, digest, checksum: digest };
  }
  const others = Array.from({ length: index }, (_, i) => recorded[i] ?? missing());
  const bytes = concat(sealed, digestList([...others, digest]));
  return { index, bytes, digest, checksum: hashOf(await sha256(bytes)) };
}

/**
 * The plaintext of one sealed chunk, or why it is refused: `file_truncated` and `file_overlong` by
 * its length, `chunk_reordered` if it is another chunk of this file, `chunk_tampered` if it is no
 * chunk that the sender sealed for it, `undecryptable` if he sealed it otherwise than he says.
 */
export async function openChunk(
  cipher: FileCipher,
  digests: VerifiedDigests,
  index: number,
  sealed: Bytes,
): Promise<Bytes> {
  requireLength(sealed, sealedLength(cipher.layout, index));
  // Side by side, which is faster; the plaintext leaves here only if both hold.
  const [digest, opened] = await Promise.all([
    sha256(sealed).then(hashOf),
    openOrError(cipher, index, sealed),
  ]);
  if (digest !== digests[index]) {
    return digests.includes(digest)
      ? refuse("chunk_reordered", "a chunk of another place")
      : refuse("chunk_tampered", "not the chunk that was sealed");
  }
  if (opened instanceof ProtocolError) {
    throw opened;
  }
  return opened;
}

/** `prefix7 ‖ u32 index ‖ u8 last` */
export function nonceOf({ prefix, layout }: FileCipher, index: number): Bytes {
  const last = isLast(layout, index) ? 1 : 0;
  return writer().raw(prefix).u32(index).u8(last).done();
}

/** `L(file) ‖ v(fileId16) ‖ u32 chunkSize ‖ u64 size` */
export function associatedData({ fileId, layout }: FileCipher): Bytes {
  return writer()
    .raw(label("file"))
    .variable(fromBase64url(fileId))
    .u32(layout.chunkSize)
    .u64(layout.size)
    .done();
}

async function openOrError(
  cipher: FileCipher,
  index: number,
  sealed: Bytes,
): Promise<Bytes | ProtocolError> {
  const nonce = nonceOf(cipher, index);
  try {
    return await decrypt(cipher.key, nonce, associatedData(cipher), sealed, "undecryptable");
  } catch (error) {
    if (error instanceof ProtocolError) {
      return error;
    }
    throw error;
  }
}

function missing(): never {
  throw new RangeError("the last part needs the digests of all others");
}
