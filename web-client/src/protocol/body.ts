import { type Bytes, concat, fromUtf8, reader, utf8 } from "./bytes.ts";
import { refuse } from "./errors.ts";
import { type ClientId, type LogNumber, parseClientId, parseLogNumber } from "./ids.ts";
import {
  type JsonObject,
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

/** What a message says (PROTOCOL.md §10). */
export type Body = TextBody | { readonly t: "unsupported" };

const VERSION = Uint8Array.of(1);
/** Most bytes of an encoded body. */
export const MAX_BODY = 65_532;
/** Most code points of a text. */
export const MAX_TEXT = 16_000;

/** `u8 1 ‖ UTF-8 JSON`; `malformed` if the text is empty or too long. */
export function encodeBody(body: TextBody): Bytes {
  requireText(body.text);
  const reply =
    body.reply === undefined
      ? {}
      : { reply: { id: body.reply.id, client_id: body.reply.clientId } };
  const encoded = concat(VERSION, utf8(JSON.stringify({ t: body.t, text: body.text, ...reply })));
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
  if (textField(json, "t") !== "text") {
    return { t: "unsupported" };
  }
  const text = requireText(textField(json, "text"));
  const reply = optionalField(json, "reply", parseReply);
  return reply === undefined ? { t: "text", text } : { t: "text", text, reply };
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
