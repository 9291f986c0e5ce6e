import { expect, test } from "vitest";
import { withoutNotes } from "./gif.ts";

const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
const block = (words: string) => [words.length, ...text(words), 0];
const head = [...text("GIF89a"), 2, 0, 2, 0, 0x80, 0, 0, ...[0, 0, 0], ...[255, 255, 255]];
const comment = [0x21, 0xfe, ...block("59.3293 N, 18.0686 E")];
const xmp = [0x21, 0xff, 11, ...text("XMP DataXMP"), ...block("<x:xmpmeta/>")];
const loops = [0x21, 0xff, 11, ...text("NETSCAPE2.0"), 3, 1, 0, 0, 0];
const frame = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x44, 0x51, 0];
const bytes = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

test("a GIF loses what it says beside its pictures and moves as before", async () => {
  const gif = new Uint8Array([
    ...head,
    ...comment,
    ...xmp,
    ...loops,
    ...frame,
    ...comment,
    ...frame,
    0x3b,
    1,
    2,
  ]);
  expect(await bytes(withoutNotes(gif))).toEqual([...head, ...loops, ...frame, ...frame, 0x3b]);
});

test("what is no GIF, or ends too early, is refused", () => {
  expect(() => withoutNotes(new Uint8Array([...text("GIF80a"), 0]))).toThrow(RangeError);
  expect(() => withoutNotes(new Uint8Array([...head, ...frame]))).toThrow(RangeError);
  expect(() => withoutNotes(new Uint8Array([...head, 0x22, 0x3b]))).toThrow(RangeError);
});
