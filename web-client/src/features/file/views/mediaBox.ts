import type { Dimensions } from "../../../protocol/index.ts";

/** Widest and highest a single picture is shown, and its least width; CSS px at normal text size. */
const WIDEST = 340;
const HIGHEST = 380;
const NARROWEST = 160;
/** What is longer than this is cut at its ends: the viewer shows all of it. */
const LONGEST = 2.6;

/** The box of a single picture: known before a byte of it is there, so that nothing moves. */
export interface MediaBox {
  readonly width: number;
  /** Width ÷ height. */
  readonly ratio: number;
}

/**
 * @param dimensions the sender's word; absent: a box of 4 : 3
 * @param wide whether it stands above something wide: what is tall is cut then
 */
export function mediaBox(dimensions: Dimensions | undefined, wide = false): MediaBox {
  const real = dimensions === undefined ? 4 / 3 : dimensions.width / dimensions.height;
  const ratio = Math.min(LONGEST, Math.max(1 / LONGEST, real));
  if (wide) return { width: WIDEST, ratio: Math.max(ratio, WIDEST / HIGHEST) };
  const width = Math.max(NARROWEST, Math.min(WIDEST, HIGHEST * ratio));
  return { width: Math.round(width), ratio };
}

/** How many pictures stand in each row of a grid; the first rows are the larger ones. */
export function gridRows(count: number): readonly number[] {
  switch (count) {
    case 0:
      return [];
    case 1:
      return [1];
    case 2:
      return [2];
    case 3:
      return [1, 2];
    case 4:
      return [2, 2];
    default: {
      const twos = [0, 2, 1][count % 3] ?? 0;
      const threes = (count - 2 * twos) / 3;
      return [...Array<number>(twos).fill(2), ...Array<number>(threes).fill(3)];
    }
  }
}
