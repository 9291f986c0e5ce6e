import { describe, expect, it } from "vitest";
import { groupsToCheck, keyGroups, normaliseKeyText } from "./recoveryKeyText.ts";

describe("the text of a recovery key", () => {
  it("is read without regard to case, spaces and hyphens, with O as 0 and I, L as 1", () => {
    expect(normaliseKeyText("k7qm-2xrd 9fwt\nOoIiLl")).toBe("K7QM2XRD9FWT001111");
  });

  it("is shown in groups of four", () => {
    expect(keyGroups("K7QM2XRD9F")).toEqual(["K7QM", "2XRD", "9F"]);
    expect(keyGroups("")).toEqual([]);
  });
});

describe("the groups that a person types to show that the key was kept", () => {
  it("are three different ones in order, wherever the dice fall", () => {
    for (const value of [0, 0.25, 0.5, 0.75, 0.999999]) {
      const places = groupsToCheck(() => value);
      expect(new Set(places).size).toBe(3);
      expect([...places].sort((one, two) => one - two)).toEqual(places);
      expect(places.every((place) => place >= 0 && place < 12)).toBe(true);
    }
  });
});
