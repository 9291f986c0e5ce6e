import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBody, type FilesBody, fileIdsOf, parseBody } from "./body.ts";
import { concat } from "./bytes.ts";
import { newFileSecret } from "./fileCipher.ts";
import { MAX_FILE_BYTES } from "./fileLayout.ts";
import {
  fileNameFrom,
  MAX_FILE_NAME,
  mediaTypeFrom,
  requireFileName,
  requireMediaType,
} from "./fileName.ts";
import type { FileDetails, InlineFile, StoredFile } from "./fileReference.ts";
import { hashOf } from "./ids.ts";
import { secureRandom } from "./random.ts";

const JPEG = concat(Uint8Array.of(0xff, 0xd8, 0xff), new Uint8Array(20));

const anyText = fc.string({ unit: "binary", maxLength: 600 });
const details = fc.record<FileDetails>(
  {
    name: anyText.map(fileNameFrom),
    type: fc.constantFrom("image/png", "text/plain", "application/x-tar"),
    size: fc.integer({ min: 0, max: MAX_FILE_BYTES }),
    as: fc.constantFrom("image", "video", "audio", "voice", "file"),
    dimensions: fc.record({
      width: fc.integer({ min: 1, max: 65_535 }),
      height: fc.integer({ min: 1, max: 65_535 }),
    }),
    duration: fc.nat(),
    thumb: fc.constant(JPEG),
    wave: fc.integer({ min: 1, max: 64 }).map((length) => new Uint8Array(length).fill(7)),
  },
  { requiredKeys: ["name", "type", "size", "as"] },
);
const stored = details.map((file): StoredFile => {
  const manifest = hashOf(secureRandom(32));
  return { kind: "stored", ...file, ...newFileSecret(secureRandom), manifest };
});
const inline = fc
  .tuple(details, fc.integer({ min: 0, max: 4_000 }))
  .map(([file, size]): InlineFile => ({ kind: "inline", ...file, size, data: secureRandom(size) }));
const body = fc.record<FilesBody>(
  {
    t: fc.constant("files"),
    files: fc.array(fc.oneof(stored, inline), { minLength: 1, maxLength: 6 }),
    text: fc.string({ minLength: 1, maxLength: 100 }),
  },
  { requiredKeys: ["t", "files"] },
);

describe("a message of files", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(body, (written) => {
        expect(parseBody(encodeBody(written))).toEqual(written);
      }),
    );
  });

  test("attaches its stored files and no others", () => {
    fc.assert(
      fc.property(body, (written) => {
        const ids = written.files.flatMap((file) => (file.kind === "stored" ? [file.fileId] : []));
        expect(fileIdsOf(written)).toEqual(ids);
      }),
    );
  });
});

describe("a name that a person's system gave", () => {
  test("becomes one that every reader takes, and one that is taken stays as it is", () => {
    fc.assert(
      fc.property(anyText, (chosen) => {
        const name = fileNameFrom(chosen);
        expect(requireFileName(name)).toBe(name);
        expect(fileNameFrom(name)).toBe(name);
      }),
    );
  });

  test.each([
    ["../../etc/passwd", ".._.._etc_passwd"],
    ["photo\u202egpj.exe", "photo_gpj.exe"],
    ["", "file"],
    ["..", "file"],
    ["Отпуск 🏖.mp4", "Отпуск 🏖.mp4"],
  ])("%j becomes %j", (chosen, name) => {
    expect(fileNameFrom(chosen)).toBe(name);
  });

  test("keeps its extension when it is too long", () => {
    const name = fileNameFrom(`${"ё".repeat(400)}.tar.gz`);
    expect(name.endsWith("ё.gz")).toBe(true);
    expect(Array.from(name)).toHaveLength(MAX_FILE_NAME);
  });
});

test("a media type loses its parameters, and what is none becomes octets", () => {
  expect(mediaTypeFrom("Audio/WebM;codecs=opus")).toBe("audio/webm");
  expect(mediaTypeFrom("")).toBe("application/octet-stream");
  fc.assert(
    fc.property(fc.string(), (given) => {
      expect(requireMediaType(mediaTypeFrom(given))).toBe(mediaTypeFrom(given));
    }),
  );
});
