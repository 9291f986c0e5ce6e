import { expect, it } from "vitest";
import type { FileItem } from "../model.ts";
import { swipeOf } from "./swipe.ts";
import { isShot, neighbourOf, type Shot } from "./viewing.ts";

const item = (key: string, as: FileItem["details"]["as"] = "image"): FileItem => ({
  key,
  details: { as, name: key, type: "", size: 1 },
  blob: new Blob(),
});
const shot = (key: string, at: number): Shot => ({ item: item(key), sender: "Maya", at, time: "" });
const [boat, pier, buoy] = [shot("boat", 1), shot("pier", 2), shot("buoy", 3)] as const;

it("one walks through the pictures of all messages, to their ends", () => {
  const all = [boat, pier, buoy];
  expect(neighbourOf(all, pier, -1)).toBe(boat);
  expect(neighbourOf(all, pier, 1)).toBe(buoy);
  expect(neighbourOf(all, boat, -1)).toBeUndefined();
  expect(neighbourOf(all, buoy, 1)).toBeUndefined();
});

it("what was left out of a long chat meanwhile still has its neighbours", () => {
  expect(neighbourOf([boat, pier], buoy, -1)).toBe(pier);
  expect(neighbourOf([pier, buoy], boat, 1)).toBe(pier);
  expect(neighbourOf([], boat, 1)).toBeUndefined();
});

it("documents, sounds and what cannot be fetched are not shown in it", () => {
  const { blob: _, ...refused } = item("refused");
  expect([item("a"), item("b", "video")].every(isShot)).toBe(true);
  expect([item("c", "file"), item("d", "voice"), refused].some(isShot)).toBe(false);
});

it("a finger goes on, back, or throws the picture down", () => {
  const from = { x: 0, y: 0 };
  expect(swipeOf(from, { x: -80, y: 20 })).toBe("next");
  expect(swipeOf(from, { x: 80, y: -20 })).toBe("previous");
  expect(swipeOf(from, { x: 10, y: 90 })).toBe("close");
  expect(swipeOf(from, { x: 10, y: -90 })).toBeUndefined();
  expect(swipeOf(from, { x: 30, y: 0 })).toBeUndefined();
  expect(swipeOf(from, { x: 80, y: 70 })).toBeUndefined();
});
