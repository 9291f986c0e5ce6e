import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridRows, mediaBox } from "./mediaBox.ts";

const pixels = fc.integer({ min: 1, max: 65_535 });

describe("the box of a picture", () => {
  it("keeps the picture's shape where that is no extreme one", () => {
    expect(mediaBox({ width: 4000, height: 3000 })).toEqual({ width: 340, ratio: 4 / 3 });
    expect(mediaBox({ width: 3000, height: 4000 })).toEqual({ width: 285, ratio: 3 / 4 });
  });

  it("is there without a size, too", () => {
    expect(mediaBox(undefined)).toEqual({ width: 340, ratio: 4 / 3 });
  });

  it("is as wide as what stands under it, and no higher than others", () => {
    expect(mediaBox({ width: 900, height: 1400 }, true)).toEqual({ width: 340, ratio: 340 / 380 });
    expect(mediaBox({ width: 2000, height: 1000 }, true)).toEqual({ width: 340, ratio: 2 });
  });

  it("fits into the conversation whatever a sender claims", () => {
    fc.assert(
      fc.property(pixels, pixels, (width, height) => {
        const box = mediaBox({ width, height });
        expect(box.width).toBeGreaterThanOrEqual(160);
        expect(box.width).toBeLessThanOrEqual(340);
        expect(box.width / box.ratio).toBeLessThanOrEqual(430);
        expect(box.width / box.ratio).toBeGreaterThanOrEqual(100);
      }),
    );
  });
});

describe("a grid of pictures", () => {
  it("has all of them, in rows of two and three", () => {
    for (let count = 2; count <= 10; count++) {
      const rows = gridRows(count);
      expect(rows.reduce((sum, row) => sum + row, 0)).toBe(count);
      expect(rows.every((row) => row <= 3)).toBe(true);
    }
    expect(gridRows(3)).toEqual([1, 2]);
    expect(gridRows(5)).toEqual([2, 3]);
    expect(gridRows(7)).toEqual([2, 2, 3]);
  });
});
