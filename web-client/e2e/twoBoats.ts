import type { Page } from "playwright-core";
import { bytesOf } from "./drawn.ts";

/** A drawn view of two boats, as a PNG. */
export async function twoBoats(page: Page): Promise<Buffer> {
  const blob = await page.evaluateHandle(async () => {
    const [width, height, horizon] = [1_200, 750, 430];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    const shade = (from: number, to: number, ...colours: readonly string[]) => {
      const gradient = context.createLinearGradient(0, from, 0, to);
      for (const [at, colour] of colours.entries())
        gradient.addColorStop(at / (colours.length - 1), colour);
      context.fillStyle = gradient;
    };
    const shape = (
      colour: string | undefined,
      ...points: readonly (readonly [number, number])[]
    ) => {
      if (colour !== undefined) context.fillStyle = colour;
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.fill();
    };
    shade(0, horizon, "#8fb3c4", "#d9d3c3", "#f1cf9f");
    context.fillRect(0, 0, width, horizon);
    context.fillStyle = "#fbeeca";
    context.beginPath();
    context.arc(860, 330, 62, 0, 7);
    context.fill();
    shape(
      "#7f9aa0",
      [0, 390],
      [180, 300],
      [360, 372],
      [560, 318],
      [760, 400],
      [760, 430],
      [0, 430],
    );
    shape("#587b80", [420, 430], [640, 372], [840, 410], [1_020, 352], [1_200, 396], [1_200, 430]);
    shade(horizon, height, "#c7b58f", "#5f8a95", "#2f5662");
    context.fillRect(0, horizon, width, height - horizon);
    context.fillStyle = "#fbeeca66";
    for (let at = 0; at < 14; at++)
      context.fillRect(860 - 90 + ((at * 53) % 70), horizon + 14 + at * 20, 120 - at * 5, 4);
    const boat = (x: number, y: number, size: number, sail: string) => {
      const place = (dx: number, dy: number) => [x + dx * size, y + dy * size] as const;
      shape(sail, place(4, -10), place(4, -130), place(74, -14));
      shape("#f4efe4", place(-4, -14), place(-4, -112), place(-52, -14));
      shape("#24363b", place(-70, 0), place(86, 0), place(60, 26), place(-48, 26));
    };
    boat(330, 560, 1.35, "#c8553d");
    boat(700, 486, 0.7, "#e3dcc8");
    return canvas.convertToBlob();
  });
  return bytesOf(blob);
}
