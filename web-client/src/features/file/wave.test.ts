import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loudness, waveOf } from "./wave.ts";

describe("the wave form of a voice message", () => {
  it("has at most 64 loudnesses, the loudest at 255, whatever was said", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1 }),
        (samples) => {
          const wave = waveOf(samples) ?? new Uint8Array();
          expect(wave.length).toBe(Math.min(64, samples.length));
          expect(Math.max(...wave)).toBe(255);
        },
      ),
    );
  });

  it("shows a shout where it was", () => {
    const samples = Array<number>(640).fill(0.1);
    samples[320] = 1;
    const wave = waveOf(samples);
    expect(wave?.[32]).toBe(255);
    expect(wave?.[31]).toBe(26);
  });

  it("is flat for silence, and nothing for nothing", () => {
    expect(waveOf([0, 0])).toEqual(new Uint8Array(2));
    expect(waveOf([])).toBeUndefined();
  });

  it("measures silence as nothing and a full square wave as everything", () => {
    expect(loudness(new Uint8Array(8).fill(128))).toBe(0);
    expect(loudness(Uint8Array.of(0, 0, 0, 0))).toBe(1);
  });
});
