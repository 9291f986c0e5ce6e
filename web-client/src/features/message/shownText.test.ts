import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginning, withoutOverrides } from "./shownText.ts";

describe("the shown text of a message", () => {
  it("does not turn letters around", () => {
    expect(withoutOverrides("\u202Eexe.live\u202C")).toBe("exe.live");
    expect(withoutOverrides("שלום, hello")).toBe("שלום, hello");
  });

  it("is whole up to two thousand characters and thirty lines", () => {
    expect(beginning("a".repeat(2_000))).toBeUndefined();
    expect(beginning("a\n".repeat(29))).toBeUndefined();
  });

  it("begins with whole words of what is longer", () => {
    const start = beginning("seven words of a very long message ".repeat(200)) ?? "";
    expect(start.length).toBeGreaterThan(1_000);
    expect(start.endsWith("message") || / \w+$/.test(start)).toBe(true);
    expect("seven words of a very long message".split(" ")).toContain(start.split(" ").at(-1));
  });

  it("begins with the first lines of a long list", () => {
    expect(beginning("a line\n".repeat(100))?.split("\n")).toHaveLength(18);
  });

  it("is always a beginning, without half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 2_001, maxLength: 4_000 }), (text) => {
        const start = beginning(text) ?? text;
        expect(text.startsWith(start)).toBe(true);
        expect(start).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
      { numRuns: 30 },
    );
  });
});
