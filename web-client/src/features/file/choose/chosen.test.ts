import { describe, expect, it } from "vitest";
import { type Chosen, kindOf, takeUp } from "./chosen.ts";

const of = (name: string, size: number, type = ""): Chosen => ({
  id: name,
  kind: kindOf(type),
  file: { name, size, type } as File,
});
const storage = { used: 900, quota: 1_000, maxFile: 80 };
const names = (chosen: readonly Chosen[]) => chosen.map(({ id }) => id);

describe("choosing files", () => {
  it("knows what can be drawn, seen and heard; a drawing with scripts is a document", () => {
    const types = ["image/jpeg", "image/svg+xml", "video/mp4", "audio/ogg", "", "application/pdf"];
    expect(types.map(kindOf)).toEqual(["image", "file", "video", "audio", "file", "file"]);
  });

  it("takes up as many as a message holds and says that there were more", () => {
    const many = Array.from({ length: 4 }, (_, i) => of(`${i}`, 1));
    const { chosen, refusal } = takeUp([of("first", 1)], many, 3, undefined);
    expect(names(chosen)).toEqual(["first", "0", "1"]);
    expect(refusal).toEqual({ kind: "tooMany" });
  });

  it("leaves out the one that is too large and keeps the others", () => {
    const { chosen, refusal } = takeUp([], [of("huge", 81), of("fits", 80)], 10, storage);
    expect(names(chosen)).toEqual(["fits"]);
    expect(refusal).toEqual({ kind: "tooLarge", name: "huge", limit: 80 });
  });

  it("leaves out what there is no room for beside the others", () => {
    const { chosen, refusal } = takeUp([of("a", 60)], [of("b", 41), of("c", 40)], 10, storage);
    expect(names(chosen)).toEqual(["a", "c"]);
    expect(refusal).toEqual({ kind: "noRoom", free: 100, quota: 1_000 });
  });

  it("takes everything where the server cannot be asked: it refuses by itself", () => {
    expect(takeUp([], [of("huge", 1e15)], 10, undefined).refusal).toBeUndefined();
  });
});
