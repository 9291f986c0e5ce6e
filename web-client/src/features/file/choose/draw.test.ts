import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitInto, thumbBudget } from "./draw.ts";
import { named } from "./prepare.ts";

const pixels = fc.integer({ min: 1, max: 65_535 });

describe("a picture that is scaled down", () => {
  it("has the long side that was asked for, and its shape", () => {
    expect(fitInto({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(fitInto({ width: 3000, height: 4000 }, 2048)).toEqual({ width: 1536, height: 2048 });
  });

  it("is never larger than it was, and never nothing", () => {
    fc.assert(
      fc.property(pixels, pixels, fc.integer({ min: 48, max: 5000 }), (width, height, side) => {
        const fitted = fitInto({ width, height }, side);
        expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(side);
        expect(fitted.width).toBeLessThanOrEqual(width);
        expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it("is called by what it has become", () => {
    expect(named("IMG_1.HEIC", "image/jpeg")).toBe("IMG_1.jpg");
    expect(named("a.b.png", "image/webp")).toBe("a.b.webp");
    expect(named("photo.JPEG", "image/jpeg")).toBe("photo.JPEG");
    expect(named("clipboard", "image/png")).toBe("clipboard.png");
  });
});

describe("thumbnails", () => {
  it("of ten files fit into a message as those of one do", () => {
    expect(thumbBudget(1)).toBe(6_144);
    for (let count = 1; count <= 10; count++)
      expect(count * thumbBudget(count)).toBeLessThanOrEqual(36_000);
  });
});
