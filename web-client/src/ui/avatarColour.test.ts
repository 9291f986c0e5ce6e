import { describe, expect, it } from "vitest";
import { avatarColour, initials } from "./avatarColour.ts";

describe("the colour of an avatar", () => {
  it("is FNV-1a of the id modulo eight, counted from one", () => {
    // Published FNV-1a 32-bit values: "" 811c9dc5, "a" e40c292c, "foobar" bf9cf968.
    expect(avatarColour("")).toBe((0x811c9dc5 % 8) + 1);
    expect(avatarColour("a")).toBe((0xe40c292c % 8) + 1);
    expect(avatarColour("foobar")).toBe((0xbf9cf968 % 8) + 1);
  });
});

describe("initials", () => {
  it("come from the first and the last word", () => {
    expect(initials("Nora Ekström")).toBe("NE");
    expect(initials("Дарья Петровна Овчинникова")).toBe("ДО");
  });

  it("are one letter for one word, and skip marks that are no letters", () => {
    expect(initials("maya")).toBe("M");
    expect(initials("«Мыс» (станция)")).toBe("МС");
  });

  it("are empty for an empty name", () => {
    expect(initials("  ")).toBe("");
  });
});
