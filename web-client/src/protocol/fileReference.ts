import { fromBase64urlOf, toBase64url } from "./base64url.ts";
import type { Bytes } from "./bytes.ts";
import { refuse } from "./errors.ts";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "./fileLayout.ts";
import { requireFileName, requireMediaType } from "./fileName.ts";
import { type FileId, type Hash, parseFileId, parseHash } from "./ids.ts";
import { bytesField, type JsonObject, numberField, optionalField, textField } from "./json.ts";
import { KEY_BYTES } from "./primitives.ts";

/** How the sender meant a file: what a reader draws for it. */
export type FileUse = "image" | "video" | "audio" | "voice" | "file";

/** Width and height in pixels as they are shown, each 1 to 65,535. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** What a message says of a file beside its bytes. All of it is the sender's word. */
export interface FileDetails {
  /** 1 to 255 code points, safe to show (PROTOCOL.md §15). */
  readonly name: string;
  /** Media type in lower case without parameters. */
  readonly type: string;
  /** Bytes of the plaintext. */
  readonly size: number;
  readonly as: FileUse;
  readonly dimensions?: Dimensions;
  /** Milliseconds. */
  readonly duration?: number;
  /** A JPEG or WebP of at most {@link MAX_THUMB} bytes. */
  readonly thumb?: Bytes;
  /** At most {@link MAX_WAVE} bytes, one loudness (0–255) each, over the whole length. */
  readonly wave?: Bytes;
}

/** A small file: its bytes are in the message. */
export interface InlineFile extends FileDetails {
  readonly kind: "inline";
  readonly data: Bytes;
}

/** What seals a file: made anew for every upload and never used for a second one. */
export interface FileSecret {
  readonly fileId: FileId;
  /** 32 bytes */
  readonly key: Bytes;
  /** 7 bytes: the first of every chunk's nonce. */
  readonly prefix: Bytes;
}

/** A file in the store, sealed in chunks. */
export interface StoredFile extends FileDetails, FileSecret {
  readonly kind: "stored";
  /** SHA-256 over the list of the chunks' digests: which bytes the sender sealed. */
  readonly manifest: Hash;
}

/** One file of a message. */
export type FileReference = InlineFile | StoredFile;

/** Most bytes of the inline files of one message together. */
export const MAX_INLINE = 40_960;
/** Most bytes of a thumbnail. */
export const MAX_THUMB = 6_144;
/** Most bytes of a wave form. */
export const MAX_WAVE = 64;
/** Bytes of {@link FileSecret.prefix}. */
export const PREFIX_BYTES = 7;

const MAX_PIXELS = 65_535;
const USES: readonly string[] = ["image", "video", "audio", "voice", "file"];

/** A file for the body's JSON; `malformed` if it breaks a rule that its reader would refuse. */
export function fileToJson(file: FileReference): JsonObject {
  const { name, type, size, as, dimensions, duration, thumb, wave } = file;
  const json = {
    name,
    type,
    size,
    as,
    ...dimensions,
    ...(duration === undefined ? {} : { duration }),
    ...(thumb === undefined ? {} : { thumb: toBase64url(thumb) }),
    ...(wave === undefined ? {} : { wave: toBase64url(wave) }),
    ...contentToJson(file),
  };
  // The reader's own checks, so that nobody is sent what he must refuse.
  fileFromJson(json);
  return json;
}

/** A file of a body's JSON, or `malformed`. */
export function fileFromJson(json: JsonObject): FileReference {
  const size = numberField(json, "size");
  const dimensions = dimensionsOf(json);
  const duration = optionalField(json, "duration", numberField);
  const thumb = optionalField(json, "thumb", thumbField);
  const wave = optionalField(json, "wave", waveField);
  const details: FileDetails = {
    name: requireFileName(textField(json, "name")),
    type: requireMediaType(textField(json, "type")),
    size,
    as: asField(json),
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(duration === undefined ? {} : { duration }),
    ...(thumb === undefined ? {} : { thumb }),
    ...(wave === undefined ? {} : { wave }),
  };
  return Object.hasOwn(json, "data") ? inlineFile(details, json) : storedFile(details, json);
}

/** The stored files among the files of a message. */
export function storedFiles(files: readonly FileReference[]): readonly StoredFile[] {
  return files.filter((file) => file.kind === "stored");
}

function contentToJson(file: FileReference): JsonObject {
  switch (file.kind) {
    case "inline":
      return { data: toBase64url(file.data) };
    case "stored":
      return {
        id: file.fileId,
        key: toBase64url(file.key),
        prefix: toBase64url(file.prefix),
        chunk: CHUNK_BYTES,
        manifest: file.manifest,
      };
  }
}

function inlineFile(details: FileDetails, json: JsonObject): InlineFile {
  const data = bytesField(json, "data");
  // A reader of one kind and a reader of the other would show different files.
  const both = ["id", "key", "prefix", "chunk", "manifest"].some((name) =>
    Object.hasOwn(json, name),
  );
  return data.length === details.size && data.length <= MAX_INLINE && !both
    ? { kind: "inline", ...details, data }
    : refuse("malformed", "inline file of another size, or stored as well");
}

function storedFile(details: FileDetails, json: JsonObject): StoredFile {
  if (numberField(json, "chunk") !== CHUNK_BYTES || details.size > MAX_FILE_BYTES) {
    refuse("malformed", "a stored file's size or chunk size");
  }
  return {
    kind: "stored",
    ...details,
    fileId: parseFileId(textField(json, "id")),
    key: fromBase64urlOf(textField(json, "key"), KEY_BYTES),
    prefix: fromBase64urlOf(textField(json, "prefix"), PREFIX_BYTES),
    manifest: parseHash(textField(json, "manifest")),
  };
}

function dimensionsOf(json: JsonObject): Dimensions | undefined {
  const width = optionalField(json, "width", pixelsField);
  const height = optionalField(json, "height", pixelsField);
  if (width === undefined && height === undefined) {
    return undefined;
  }
  return width === undefined || height === undefined
    ? refuse("malformed", "a width without a height")
    : { width, height };
}

function pixelsField(json: JsonObject, name: string): number {
  const pixels = numberField(json, name);
  return pixels >= 1 && pixels <= MAX_PIXELS
    ? pixels
    : refuse("malformed", `field ${name}: pixels`);
}

function asField(json: JsonObject): FileUse {
  const use = textField(json, "as");
  return USES.includes(use) ? (use as FileUse) : refuse("malformed", "unknown use of a file");
}

// By content and not by its name: an SVG would be a document with scripts.
function thumbField(json: JsonObject, name: string): Bytes {
  const thumb = bytesField(json, name);
  const begins = (at: number, ...bytes: readonly number[]): boolean =>
    bytes.every((byte, i) => thumb[at + i] === byte);
  const isJpeg = begins(0, 0xff, 0xd8, 0xff);
  const isWebp = begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50);
  return thumb.length <= MAX_THUMB && (isJpeg || isWebp)
    ? thumb
    : refuse("malformed", "thumbnail too large or neither JPEG nor WebP");
}

function waveField(json: JsonObject, name: string): Bytes {
  const wave = bytesField(json, name);
  return wave.length >= 1 && wave.length <= MAX_WAVE
    ? wave
    : refuse("malformed", "a wave form has 1 to 64 bytes");
}
