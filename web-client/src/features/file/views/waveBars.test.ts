import { describe, expect, it } from "vitest";
import { BARS, bars } from "./waveBars.ts";

describe("the bars of a wave form", () => {
  it("are as many for every wave, the loudest at full height", () => {
    for (const length of [1, 7, BARS, 64]) {
      const heights = bars(Uint8Array.from({ length }, (_, i) => i + 1));
      expect(heights).toHaveLength(BARS);
      expect(Math.max(...heights)).toBe(1);
    }
  });

  it("keep the order of loud and quiet", () => {
    const wave = new Uint8Array(64);
    wave[0] = 200;
    const heights = bars(wave);
    expect(heights[0]).toBe(1);
    expect(heights[BARS - 1]).toBe(0);
  });

  it("are an even line where nothing was measured", () => {
    expect(new Set(bars(undefined)).size).toBe(1);
    expect(new Set(bars(new Uint8Array())).size).toBe(1);
  });
});
