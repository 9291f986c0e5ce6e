import { toBase64url } from "../../base64url.ts";
import { type Bytes, concat, utf8 } from "../../bytes.ts";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../../fileLayout.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { repeatable } from "./people.ts";

const MALFORMED = { error: "malformed" };

export function body(): VectorFile {
  const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
  const of = (name: string, value: unknown): Case => ({
    name,
    content: hex(concat(Uint8Array.of(1), json(value))),
  });
  const bad = (name: string, value: unknown): Case => ({ ...of(name, value), ...MALFORMED });
  const raw = (name: string, bytes: Uint8Array): Case => ({
    name,
    content: hex(bytes),
    ...MALFORMED,
  });
  const clientId = toBase64url(repeatable("body")(16));
  const text = { t: "text", text: "Привет, ёж 🦔" };
  return {
    description: "u8 1 ‖ UTF-8 JSON of a message's body",
    cases: [
      of("text", text),
      of("text with a reply", { ...text, reply: { id: 7, client_id: clientId } }),
      of("one character", { t: "text", text: "a" }),
      of("16,000 characters", { t: "text", text: "a".repeat(16_000) }),
      of("a field of a later version", { ...text, mood: "calm" }),
      of("a kind of a later version", { t: "wave", to: "everybody" }),
      bad("no text", { t: "text" }),
      bad("empty text", { t: "text", text: "" }),
      bad("16,001 characters", { t: "text", text: "a".repeat(16_001) }),
      bad("text that is a number", { t: "text", text: 1 }),
      bad("no kind", { text: "a" }),
      bad("a list", [text]),
      bad("a reply without a number", { ...text, reply: { client_id: clientId } }),
      bad("a reply with a negative number", { ...text, reply: { id: -1, client_id: clientId } }),
      bad("a reply with a fraction", { ...text, reply: { id: 1.5, client_id: clientId } }),
      bad("a reply with a short client id", { ...text, reply: { id: 1, client_id: "AAAA" } }),
      bad("a reply that is null", { ...text, reply: null }),
      ...files(),
      raw("empty", new Uint8Array(0)),
      raw("another version", concat(Uint8Array.of(2), json(text))),
      raw("not JSON", concat(Uint8Array.of(1), utf8("{"))),
      raw("JSON with more behind it", concat(Uint8Array.of(1), json(text), utf8("x"))),
      raw("not UTF-8", concat(Uint8Array.of(1), utf8('{"t":"'), Uint8Array.of(0xff), utf8('"}'))),
    ],
  };
}

function files(): Case[] {
  const random = repeatable("files");
  const of = (name: string, value: object): Case => ({
    name: `files: ${name}`,
    content: hex(concat(Uint8Array.of(1), utf8(JSON.stringify(value)))),
  });
  const bad = (name: string, value: object): Case => ({ ...of(name, value), ...MALFORMED });
  const jpeg = concat(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), random(60));
  const webp = concat(utf8("RIFF"), random(4), utf8("WEBP"), random(20));
  const inline = {
    name: "note.txt",
    type: "text/plain",
    size: 5,
    as: "file",
    data: toBase64url(utf8("hello")),
  };
  const stored = {
    name: "Отпуск 🏖.mp4",
    type: "video/mp4",
    size: 3_000_000_000,
    as: "video",
    width: 1920,
    height: 1080,
    duration: 61_250,
    thumb: toBase64url(jpeg),
    id: toBase64url(random(16)),
    key: toBase64url(random(32)),
    prefix: toBase64url(random(7)),
    chunk: CHUNK_BYTES,
    manifest: toBase64url(random(32)),
  };
  const one = (file: object): object => ({ t: "files", files: [file] });
  const without = (name: string): object =>
    one(Object.fromEntries(Object.entries(stored).filter(([field]) => field !== name)));
  const named = (name: string): object => one({ ...inline, name });
  const typed = (type: string): object => one({ ...inline, type });
  const sized = (bytes: Bytes): object => ({
    ...inline,
    size: bytes.length,
    data: toBase64url(bytes),
  });
  const id = (): string => toBase64url(random(16));
  const many = (count: number): object => ({
    t: "files",
    files: Array.from({ length: count }, () => ({ ...stored, thumb: undefined, id: id() })),
  });
  return [
    of("an inline one", one(inline)),
    of("a stored one", one(stored)),
    of("with a caption and a reply", {
      t: "files",
      text: "Вот",
      reply: { id: 3, client_id: id() },
      files: [stored, inline],
    }),
    of("an empty inline one", one({ ...inline, size: 0, data: "" })),
    of("an empty stored one", one({ ...stored, size: 0 })),
    of("the largest inline one", one(sized(random(40_960)))),
    of("the largest stored one", one({ ...stored, size: MAX_FILE_BYTES })),
    of("ten", many(10)),
    of("a voice message", one({ ...inline, as: "voice", duration: 900, wave: "AAECAwQF" })),
    of("a WebP thumbnail", one({ ...inline, as: "image", thumb: toBase64url(webp) })),
    of("a field of a later version", one({ ...stored, mood: "calm" })),
    of("a name of 255 code points", named("🦔".repeat(255))),
    of("a name with dots and spaces", named(" ..a b.tar.gz")),
    of("a media type with all signs", typed("application/vnd.a-b_c+d.e!f#g$h&i^j")),
    bad("none", { t: "files", files: [] }),
    bad("eleven", many(11)),
    bad("no list", { t: "files", files: inline }),
    bad("a list of texts", { t: "files", files: ["note.txt"] }),
    bad("an empty caption", { ...one(inline), text: "" }),
    bad("a caption that is null", { ...one(inline), text: null }),
    bad("a caption of 16,001 characters", { ...one(inline), text: "a".repeat(16_001) }),
    bad("the same id twice", { t: "files", files: [stored, stored] }),
    bad("a byte too much inline", one(sized(random(40_961)))),
    bad("too much inline in two", { t: "files", files: [sized(random(40_960)), sized(random(1))] }),
    bad("inline data of another size", one({ ...inline, size: 4 })),
    bad("both inline and stored", one({ ...stored, ...inline })),
    bad("neither inline nor stored", one({ ...inline, data: undefined })),
    bad("a size that is negative", one({ ...stored, size: -1 })),
    bad("a size that is a text", one({ ...stored, size: "1" })),
    bad("a stored one that is too large", one({ ...stored, size: MAX_FILE_BYTES + 1 })),
    bad("another chunk size", one({ ...stored, chunk: CHUNK_BYTES / 2 })),
    ...["name", "type", "size", "as", "id", "key", "prefix", "chunk", "manifest"].map((name) =>
      bad(`no ${name}`, without(name)),
    ),
    bad("an id of 15 bytes", one({ ...stored, id: toBase64url(random(15)) })),
    bad("a key of 31 bytes", one({ ...stored, key: toBase64url(random(31)) })),
    bad("a prefix of 8 bytes", one({ ...stored, prefix: toBase64url(random(8)) })),
    bad("a manifest of 31 bytes", one({ ...stored, manifest: toBase64url(random(31)) })),
    bad("an unknown use", one({ ...inline, as: "sticker" })),
    bad("a width without a height", without("height")),
    bad("a height without a width", without("width")),
    bad("a width of 0", one({ ...stored, width: 0 })),
    bad("a height over 65,535", one({ ...stored, height: 65_536 })),
    bad("a duration with a fraction", one({ ...stored, duration: 1.5 })),
    bad("a thumbnail that is SVG", one({ ...inline, thumb: toBase64url(utf8("<svg/>")) })),
    bad("an empty thumbnail", one({ ...inline, thumb: "" })),
    bad(
      "a thumbnail over 6 KB",
      one({ ...inline, thumb: toBase64url(concat(jpeg, new Uint8Array(6_144))) }),
    ),
    bad("an empty wave form", one({ ...inline, wave: "" })),
    bad("a wave form of 65 bytes", one({ ...inline, wave: toBase64url(random(65)) })),
    bad("an empty name", named("")),
    bad("a name of 256 code points", named("a".repeat(256))),
    bad("a name that is the folder", named(".")),
    bad("a name that is the folder above", named("..")),
    ...[
      ["a slash", "a/b"],
      ["a backslash", "a\\b"],
      ["a zero byte", "a\u0000b"],
      ["a line break", "a\nb"],
      ["a delete character", "a\u007fb"],
      ["a C1 control character", "a\u0085b"],
      ["a line separator", "a\u2028b"],
      ["a paragraph separator", "a\u2029b"],
      ["an override of direction", "a\u202egpj.exe"],
      ["an isolate of direction", "a\u2066b"],
      ["a right-to-left mark", "a\u200fb"],
      ["an Arabic letter mark", "a\u061cb"],
      ["a lone surrogate", "a\ud800b"],
    ].map(([what = "", name = ""]) => bad(`a name with ${what}`, named(name))),
    bad("a media type in upper case", typed("Text/plain")),
    bad("a media type with a parameter", typed("text/plain; charset=utf-8")),
    bad("a media type without a slash", typed("text")),
    bad("an empty media type", typed("")),
    bad("a media type of 128 characters", typed(`a/${"b".repeat(126)}`)),
  ];
}
