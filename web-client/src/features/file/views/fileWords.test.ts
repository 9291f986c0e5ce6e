import { describe, expect, it } from "vitest";
import { durationInWords, endingOf, partInWords, sizeInWords, speedInWords } from "./fileWords.ts";

const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("a file in words", () => {
  it("has a size in the reader's language", () => {
    expect(plain(sizeInWords(1_234_567, "en-GB"))).toBe("1.2 MB");
    expect(plain(sizeInWords(1_234_567, "ru"))).toBe("1,2 МБ");
    expect(plain(sizeInWords(512, "en-GB"))).toBe("512 bytes");
    expect(plain(sizeInWords(4_294_967_296, "en-GB"))).toBe("4.3 GB");
    expect(plain(sizeInWords(999_999, "en-GB"))).toBe("1 MB");
    expect(plain(sizeInWords(0, "en-GB"))).toBe("0 bytes");
  });

  it("is over in the unit of the whole", () => {
    expect(partInWords(310_000, 4_800_000, "en-GB")).toBe("0.3");
    expect(partInWords(3_100_000, 4_800_000, "ru")).toBe("3,1");
  });

  it("has a speed, in no smaller unit than kilobytes", () => {
    expect(plain(speedInWords(3_500_000, "en-GB"))).toBe("3.5 MB/s");
    expect(plain(speedInWords(400, "en-GB"))).toBe("0.4 kB/s");
  });

  it("lasts minutes and seconds, hours where it takes any", () => {
    expect([19_400, 68_000, 3_599_600, 4_100_000].map(durationInWords)).toEqual([
      "0:19",
      "1:08",
      "1:00:00",
      "1:08:20",
    ]);
  });

  it("has an ending that says something, or none", () => {
    expect(["a.pdf", "b.tar.gz", "c", ".env", "d.verylong"].map(endingOf)).toEqual([
      "PDF",
      "GZ",
      undefined,
      "ENV",
      undefined,
    ]);
  });
});
