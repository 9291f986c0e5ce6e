import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropSquare, keepInside } from "./crop.ts";

describe("the crop of a picture", () => {
  it("fills the frame with the shorter side at first", () => {
    expect(cropSquare({ width: 400, height: 300 }, { zoom: 1, x: 0.5, y: 0.5 })).toEqual({
      left: 50,
      top: 0,
      edge: 300,
    });
    expect(cropSquare({ width: 300, height: 400 }, { zoom: 2, x: 0.5, y: 0.5 })).toEqual({
      left: 75,
      top: 125,
      edge: 150,
    });
  });

  it("never shows what lies outside the picture, however it is moved", () => {
    const side = fc.integer({ min: 1, max: 5000 });
    const place = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        side,
        side,
        place,
        place,
        fc.double({ min: 0, max: 9, noNaN: true }),
        (width, height, x, y, zoom) => {
          const { left, top, edge } = cropSquare(
            { width, height },
            keepInside({ width, height }, { zoom, x, y }),
          );
          expect(left).toBeGreaterThanOrEqual(-1e-6);
          expect(top).toBeGreaterThanOrEqual(-1e-6);
          expect(left + edge).toBeLessThanOrEqual(width + 1e-6);
          expect(top + edge).toBeLessThanOrEqual(height + 1e-6);
        },
      ),
    );
  });
});
