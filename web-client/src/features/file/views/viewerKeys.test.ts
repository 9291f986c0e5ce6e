import { describe, expect, it } from "vitest";
import { keyOf, type Viewed, viewerKey } from "./viewerKeys.ts";

/** Notes what the keys do to a picture, or to a film of a minute at half a minute. */
function viewed(kind: "picture" | "film") {
  const done: string[] = [];
  const film = {
    currentTime: 30,
    duration: 60,
    volume: 0.95,
    muted: false,
    paused: false,
    pause: () => void done.push("pause"),
  };
  const on: Viewed = {
    film: kind === "film" ? (film as unknown as HTMLVideoElement) : null,
    stage: {
      zoomIn: () => void done.push("closer"),
      zoomOut: () => void done.push("farther"),
      fit: () => void done.push("fit"),
    },
    step: (by) => void done.push(by > 0 ? "next" : "previous"),
    save: () => void done.push("save"),
  };
  const press = (key: string) => viewerKey(key, on)?.();
  return { done, film, press };
}

describe("the viewer's keys", () => {
  it("zoom a picture and go on to the next", () => {
    const { done, press } = viewed("picture");
    for (const key of ["+", "-", "0", "ArrowRight", "ArrowLeft", "KeyS"]) press(key);
    expect(done).toEqual(["closer", "farther", "fit", "next", "previous", "save"]);
  });

  it("seek in a film, never beyond its ends, and leave pictures to the page keys", () => {
    const { done, film, press } = viewed("film");
    press("ArrowRight");
    expect(film.currentTime).toBe(35);
    for (let i = 0; i < 9; i++) press("ArrowLeft");
    expect(film.currentTime).toBe(0);
    for (const key of [" ", "PageDown"]) press(key);
    expect(done).toEqual(["pause", "next"]);
  });

  it("make a film louder to the full and no further, and mute it", () => {
    const { film, press } = viewed("film");
    press("ArrowUp");
    press("KeyM");
    expect([film.volume, film.muted]).toEqual([1, true]);
  });

  it("are found by their place, since a Russian layout has other letters there", () => {
    expect(keyOf({ key: "ь", code: "KeyM" })).toBe("KeyM");
    expect(keyOf({ key: "+", code: "Equal" })).toBe("+");
    expect(
      viewerKey("Tab", { film: null, stage: null, step: () => undefined, save: () => undefined }),
    ).toBeUndefined();
  });
});
