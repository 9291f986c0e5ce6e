import { CROCKFORD, RFC_4648_LOWER, toBase32 } from "../../base32.ts";
import { toBase64url } from "../../base64url.ts";
import { concat, utf8, writer } from "../../bytes.ts";
import { pad } from "../../padding.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { repeatable } from "./people.ts";

const MALFORMED = { error: "malformed" };

export function base64url(): VectorFile {
  const random = repeatable("base64url");
  const good = [0, 1, 2, 3, 4, 16, 32, 33].map((length) => ({
    name: `${length} bytes`,
    text: toBase64url(random(length)),
  }));
  return {
    description: "base64url without padding (RFC 4648 section 5), strict",
    cases: [
      ...good,
      { name: "the two characters that base64 writes otherwise", text: "-_-_" },
      { name: "padding", text: "AA==", ...MALFORMED },
      { name: "base64's plus", text: "+A", ...MALFORMED },
      { name: "base64's slash", text: "/A", ...MALFORMED },
      { name: "a space", text: "AA AA", ...MALFORMED },
      { name: "a line break at the end", text: "AAAA\n", ...MALFORMED },
      { name: "one character over", text: "AAAAA", ...MALFORMED },
      { name: "one character", text: "A", ...MALFORMED },
      { name: "trailing bits of two characters", text: "AB", ...MALFORMED },
      { name: "trailing bits of three characters", text: "AAB", ...MALFORMED },
      { name: "a letter beyond ASCII", text: "AAÄA", ...MALFORMED },
    ],
  };
}

export function base32(): VectorFile {
  const random = repeatable("base32");
  const lower = { alphabet: "rfc4648-lower" };
  const crockford = { alphabet: "crockford" };
  const of = (length: number, alphabet: string): string => toBase32(random(length), alphabet);
  return {
    description: "base32 without padding in the two alphabets of the protocol, strict",
    cases: [
      { name: "empty", ...lower, text: "" },
      { name: "RFC 4648 section 10: foobar", ...lower, text: "mzxw6ytboi" },
      { name: "RFC 4648 section 10: fooba", ...lower, text: "mzxw6ytb" },
      { name: "a user id", ...lower, text: of(16, RFC_4648_LOWER) },
      { name: "a recovery key's length", ...crockford, text: of(30, CROCKFORD) },
      { name: "upper case", ...lower, text: "MZXW6YTB", ...MALFORMED },
      { name: "a digit outside of the alphabet", ...lower, text: "mzxw6yt1", ...MALFORMED },
      { name: "padding", ...lower, text: "mzxw6===", ...MALFORMED },
      { name: "a length that no bytes have", ...lower, text: "mzx", ...MALFORMED },
      { name: "trailing bits", ...lower, text: "mzxw6ytboj", ...MALFORMED },
      { name: "lower case in Crockford's", ...crockford, text: "abcdefgh", ...MALFORMED },
      { name: "a letter that Crockford leaves out", ...crockford, text: "ABCDEFGU", ...MALFORMED },
    ],
  };
}

export function framing(): VectorFile {
  const all = ["label:msg", "u8", "u16", "u32", "u64", "v", "text", "raw:4"];
  const whole = writer()
    .variable("ren/v1/msg")
    .u8(255)
    .u16(65_535)
    .u32(4_294_967_295)
    .u64(Number.MAX_SAFE_INTEGER)
    .variable(Uint8Array.of(1, 2, 3))
    .variable("ёж")
    .raw(Uint8Array.of(9, 8, 7, 6))
    .done();
  const bad = (name: string, layout: readonly string[], bytes: Uint8Array | string): Case => ({
    name,
    layout,
    bytes: typeof bytes === "string" ? bytes : hex(bytes),
    ...MALFORMED,
  });
  return {
    description:
      "numbers, v(x) and L(s) of section 1; a layout names the fields: v:N is v(x) of exactly N bytes, raw:N are N bytes",
    cases: [
      { name: "every kind of field", layout: all, bytes: hex(whole) },
      { name: "zeros", layout: ["u8", "u16", "u32", "u64"], bytes: "00".repeat(15) },
      { name: "an empty v(x)", layout: ["v"], bytes: "0000" },
      { name: "a v(x) of 300 bytes", layout: ["v"], bytes: `012c${"ab".repeat(300)}` },
      { name: "a v(x) of the stated length", layout: ["v:2"], bytes: "00020102" },
      { name: "the greatest u64", layout: ["u64"], bytes: "001fffffffffffff" },
      bad("a u64 over 2^53 − 1", ["u64"], "0020000000000000"),
      bad("too short by one byte", all, whole.slice(0, -1)),
      bad("one byte left over", all, concat(whole, Uint8Array.of(0))),
      bad("another label", ["label:epoch"], writer().variable("ren/v1/msg").done()),
      bad("another version of a label", ["label:msg"], writer().variable("ren/v2/msg").done()),
      bad("a v(x) longer than what is left", ["v"], "000401"),
      bad("a v(x) of another length than stated", ["v:3"], "00020102"),
      bad("a length field cut in two", ["v"], "00"),
      bad("text that is not UTF-8", ["text"], "0002c328"),
      bad("text with an overlong form", ["text"], "0002c0af"),
      bad("text with a lone surrogate", ["text"], "0003eda080"),
    ],
  };
}

export function padding(): VectorFile {
  const lengths = [4, 255, 256, 257, 264, 265, 272, 511, 512, 513, 1000, 4096, 4097, 65_536];
  const content = utf8("what was said");
  const good = pad(content);
  const edited = (at: number, value: number): Uint8Array => {
    const copy = good.slice();
    copy[at] = value;
    return copy;
  };
  const bad = (name: string, plaintext: Uint8Array): Case => ({
    name,
    op: "unpad",
    plaintext: hex(plaintext),
    ...MALFORMED,
  });
  const unpad = (name: string, bytes: Uint8Array<ArrayBuffer>): Case => ({
    name,
    op: "unpad",
    plaintext: hex(pad(bytes)),
  });
  return {
    description: "Padmé lengths, at least 256, and u32 length ‖ content ‖ zeros",
    cases: [
      ...lengths.map((length) => ({ name: `length ${length}`, op: "length", length })),
      unpad("short", content),
      unpad("empty", new Uint8Array(0)),
      unpad("252 bytes: the last that fit 256", new Uint8Array(252).fill(7)),
      unpad("253 bytes: the first that do not", new Uint8Array(253).fill(7)),
      bad("a padding byte that is not zero", edited(200, 1)),
      bad("the last padding byte is not zero", edited(255, 128)),
      bad("a length beyond the end", edited(0, 255)),
      bad("a length one too short: content in the padding", edited(3, content.length - 1)),
      bad("shorter than Padmé's length", good.slice(0, 255)),
      bad("longer than Padmé's length", concat(good, new Uint8Array(8))),
      bad("nothing", new Uint8Array(0)),
      bad("three bytes", new Uint8Array(3)),
    ],
  };
}
