import { type Bytes, type Dimensions, MAX_THUMB } from "../../../protocol/index.ts";

/** What all thumbnails of a message may take together (see plan.ts): bytes. */
const THUMBS_TOGETHER = 36_000;
/** Tried in turn until one fits: long side in px, and quality. */
const THUMBS = [
  [320, 0.6],
  [320, 0.35],
  [240, 0.35],
  [160, 0.35],
  [96, 0.3],
  [48, 0.2],
] as const;
const MAX_PIXELS = 65_535;

/** Most bytes of each thumbnail of a message with so many files. */
export function thumbBudget(count: number): number {
  return Math.min(MAX_THUMB, Math.floor(THUMBS_TOGETHER / Math.max(1, count)));
}

/** The size at which a picture has no longer side than `longSide`; never larger than it is. */
export function fitInto({ width, height }: Dimensions, longSide: number): Dimensions {
  const scale = Math.min(1, longSide / Math.max(width, height));
  const side = (pixels: number): number =>
    Math.min(MAX_PIXELS, Math.max(1, Math.round(pixels * scale)));
  return { width: side(width), height: side(height) };
}

/** Draws a picture in a size. Nothing but its pixels goes over: no place, no camera, no time. */
export function draw(source: CanvasImageSource, { width, height }: Dimensions): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

/** A thumbnail of at most so many bytes; none if the picture cannot be made that small. */
export async function thumbOf(
  source: CanvasImageSource,
  size: Dimensions,
  budget: number,
): Promise<Bytes | undefined> {
  for (const [longSide, quality] of THUMBS) {
    const canvas = draw(source, fitInto(size, longSide));
    const blob = await encode(canvas, "image/webp", quality);
    if (blob.size <= budget) return new Uint8Array(await blob.arrayBuffer());
  }
  return undefined;
}

/** Encodes as WebP where the browser can, as JPEG where it cannot; other types as they are called. */
export async function encode(
  canvas: OffscreenCanvas,
  type: string,
  quality: number,
): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type, quality });
  return blob.type === type || type === "image/png"
    ? blob
    : canvas.convertToBlob({ type: "image/jpeg", quality });
}
