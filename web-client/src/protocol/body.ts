import { type Bytes, concat, fromUtf8, reader, utf8 } from "./bytes.ts";
import { refuse } from "./errors.ts";
import {
  type FileReference,
  fileFromJson,
  fileToJson,
  MAX_INLINE,
  storedFiles,
} from "./fileReference.ts";
import {
  type ClientId,
  type FileId,
  type LogNumber,
  parseClientId,
  parseLogNumber,
} from "./ids.ts";
import {
  asObject,
  type JsonObject,
  listField,
  numberField,
  objectField,
  optionalField,
  parseObject,
  textField,
} from "./json.ts";

/** The message that is answered. */
export interface Reply {
  readonly id: LogNumber;
  readonly clientId: ClientId;
}

/** Text of 1 to 16,000 code points, perhaps an answer to an earlier message. */
export interface TextBody {
  readonly t: "text";
  readonly text: string;
  readonly reply?: Reply;
}

/** 1 to 10 files, perhaps with a caption of 1 to 16,000 code points. */
export interface FilesBody {
  readonly t: "files";
  readonly files: readonly FileReference[];
  readonly text?: string;
  readonly reply?: Reply;
}

/** What this client writes. */
export type OutgoingBody = TextBody | FilesBody;

/** What a message says (PROTOCOL.md §10). */
export type Body = OutgoingBody | { readonly t: "unsupported" };

const VERSION = Uint8Array.of(1);
/** Most bytes of an encoded body. */
export const MAX_BODY = 65_532;
/** Most code points of a text. */
export const MAX_TEXT = 16_000;
/** Most files of a message. */
export const MAX_FILES = 10;

/** `u8 1 ‖ UTF-8 JSON`; `malformed` if a reader would refuse it. */
export function encodeBody(body: OutgoingBody): Bytes {
  const encoded = concat(VERSION, utf8(JSON.stringify(bodyToJson(body))));
  return encoded.length <= MAX_BODY ? encoded : refuse("malformed", "body over 65,532 bytes");
}

/** Reads a body; one of a kind that a later version brings is `unsupported`. */
export function parseBody(encoded: Bytes): Body {
  if (encoded.length > MAX_BODY) {
    refuse("malformed", "body over 65,532 bytes");
  }
  const fields = reader(encoded, "body");
  fields.expect(VERSION);
  const json = parseObject(fromUtf8(fields.rest()));
  const kind = textField(json, "t");
  switch (kind) {
    case "text": {
      const reply = optionalField(json, "reply", parseReply);
      const text = requireText(textField(json, "text"));
      return { t: kind, text, ...(reply === undefined ? {} : { reply }) };
    }
    case "files":
      return parseFiles(json);
    default:
      return { t: "unsupported" };
  }
}

/** The ids of a body's stored files: what the message that carries it attaches. */
export function fileIdsOf(body: Body): readonly FileId[] {
  return body.t === "files" ? storedFiles(body.files).map(({ fileId }) => fileId) : [];
}

/** The JSON of a body, checked as its reader does. */
export function bodyToJson(body: OutgoingBody): JsonObject {
  const reply =
    body.reply === undefined
      ? {}
      : { reply: { id: body.reply.id, client_id: body.reply.clientId } };
  switch (body.t) {
    case "text":
      return { t: body.t, text: requireText(body.text), ...reply };
    case "files": {
      const text = body.text === undefined ? {} : { text: requireText(body.text) };
      return { t: body.t, ...text, ...reply, files: requireFiles(body.files).map(fileToJson) };
    }
  }
}

function parseFiles(json: JsonObject): FilesBody {
  const reply = optionalField(json, "reply", parseReply);
  const text = optionalField(json, "text", textField);
  const files = listField(json, "files").map((file) => fileFromJson(asObject(file, "file")));
  return {
    t: "files",
    files: requireFiles(files),
    ...(text === undefined ? {} : { text: requireText(text) }),
    ...(reply === undefined ? {} : { reply }),
  };
}

function requireFiles(files: readonly FileReference[]): readonly FileReference[] {
  const inline = files.reduce((sum, one) => sum + (one.kind === "inline" ? one.size : 0), 0);
  const ids = storedFiles(files).map(({ fileId }) => fileId);
  return files.length >= 1 &&
    files.length <= MAX_FILES &&
    inline <= MAX_INLINE &&
    new Set(ids).size === ids.length
    ? files
    : refuse("malformed", "no files, too many, too much inline, or one twice");
}

function parseReply(json: JsonObject, name: string): Reply {
  const reply = objectField(json, name);
  return {
    id: parseLogNumber(numberField(reply, "id")),
    clientId: parseClientId(textField(reply, "client_id")),
  };
}

function requireText(text: string): string {
  // A code point takes at most two code units, so longer texts need not be counted.
  const length = text.length > 2 * MAX_TEXT ? text.length : Array.from(text).length;
  return length >= 1 && length <= MAX_TEXT
    ? text
    : refuse("malformed", "a text has 1 to 16,000 characters");
}
