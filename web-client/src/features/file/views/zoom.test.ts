import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FITS, fitted, MOST_ZOOM, moved, type Zoom, zoomedAt } from "./zoom.ts";

const stage = { width: 1200, height: 800 };
const side = fc.integer({ min: 1, max: 6000 });
const picture = fc.record({ width: side, height: side });
const place = fc.integer({ min: -600, max: 600 });
const point = fc.record({ x: place, y: place });

describe("a picture on the stage", () => {
  it("fits, and is never larger than it is", () => {
    expect(fitted({ width: 2400, height: 800 }, stage)).toEqual({ width: 1200, height: 400 });
    expect(fitted({ width: 100, height: 50 }, stage)).toEqual({ width: 100, height: 50 });
  });

  it("keeps under the pointer what lay there", () => {
    const fit = { width: 1200, height: 800 };
    const at = { x: 300, y: -200 };
    const zoomed = zoomedAt(FITS, 2, at, fit, stage);
    // The point (300, −200) of the picture, twice as far from its middle.
    expect(300 * zoomed.scale + zoomed.x).toBe(300);
    expect(-200 * zoomed.scale + zoomed.y).toBe(-200);
  });

  it("never shows ground beside it where it is larger than the stage", () => {
    fc.assert(
      fc.property(
        picture,
        point,
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        point,
        (size, at, factor, by) => {
          const fit = fitted(size, stage);
          const zoom = moved(zoomedAt(FITS, factor, at, fit, stage), by, fit, stage);
          expect(zoom.scale).toBeGreaterThanOrEqual(1);
          expect(zoom.scale).toBeLessThanOrEqual(MOST_ZOOM);
          for (const [length, whole, offset] of [
            [fit.width, stage.width, zoom.x],
            [fit.height, stage.height, zoom.y],
          ] as const) {
            const edge = (length * zoom.scale) / 2 - Math.abs(offset);
            if (length * zoom.scale > whole) expect(edge).toBeGreaterThanOrEqual(whole / 2 - 1e-6);
            else expect(offset).toBeCloseTo(0);
          }
        },
      ),
    );
  });

  it("comes back to where it was when it is zoomed out", () => {
    fc.assert(
      fc.property(picture, point, point, (size, at, other) => {
        const fit = fitted(size, stage);
        const closer: Zoom = zoomedAt(FITS, 4, at, fit, stage);
        expect(zoomedAt(closer, 1 / 4, other, fit, stage).scale).toBeCloseTo(1);
      }),
    );
  });
});
