import { fromBase64url } from "./base64url.ts";
import { type Bytes, concat, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import { digestListRange, type FileLayout } from "./fileLayout.ts";
import { type Hash, hashOf } from "./ids.ts";
import { label } from "./labels.ts";
import { KEY_BYTES, sha256 } from "./primitives.ts";

declare const verified: unique symbol;

/** SHA-256 of every sealed chunk, as the message's manifest has them: only {@link openDigests} makes it. */
export type VerifiedDigests = readonly Hash[] & { readonly [verified]: true };

/** `SHA-256(L(manifest) ‖ u32 count { SHA-256(ct_i) })`: what the message says of all chunks. */
export async function manifestOf(digests: readonly Hash[]): Promise<Hash> {
  const list = writer().raw(label("manifest")).u32(digests.length).raw(digestList(digests));
  return hashOf(await sha256(list.done()));
}

/** The list as it ends the object: 32 bytes for each chunk. */
export function digestList(digests: readonly Hash[]): Bytes {
  return concat(...digests.map(fromBase64url));
}

/**
 * The digests of a stored file from the end of its object ({@link digestListRange}), held against
 * the manifest: `file_truncated` or `file_overlong` by the list's length, `manifest_mismatch` if it
 * is another one than the sender's.
 */
export async function openDigests(
  layout: FileLayout,
  manifest: Hash,
  list: Bytes,
): Promise<VerifiedDigests> {
  requireLength(list, digestListRange(layout).length);
  const digests = Array.from({ length: layout.count }, (_, i) =>
    hashOf(list.slice(i * KEY_BYTES, (i + 1) * KEY_BYTES)),
  );
  if ((await manifestOf(digests)) !== manifest) {
    refuse("manifest_mismatch", "another list of digests than the message names");
  }
  return digests as readonly Hash[] as VerifiedDigests;
}

/** Refuses with `file_truncated` or `file_overlong` what has not `length` bytes. */
export function requireLength(bytes: Bytes, length: number): void {
  if (bytes.length < length) {
    refuse("file_truncated", "less than the file's size says");
  }
  if (bytes.length > length) {
    refuse("file_overlong", "more than the file's size says");
  }
}
