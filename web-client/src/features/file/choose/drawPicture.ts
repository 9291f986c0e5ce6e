import type { Bytes, Dimensions } from "../../../protocol/index.ts";
import { draw, encode, fitInto, thumbOf } from "./draw.ts";
import { withoutNotes } from "./gif.ts";

/** How a picture is to be drawn. */
export interface Wish {
  /** Px; absent: as large as it is. */
  readonly longSide?: number;
  /** Most bytes of the thumbnail. */
  readonly thumb: number;
}

/** A picture that is ready to be sent. */
export interface Drawn {
  readonly blob: Blob;
  readonly dimensions: Dimensions;
  readonly thumb?: Bytes;
}

/** Draws a picture anew, upright and without whatever its file said beside the pixels. */
export async function drawPicture(file: Blob, { longSide, thumb: budget }: Wish): Promise<Drawn> {
  // The bitmap is turned as the file says, so that its direction need not be said again.
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const whole = { width: bitmap.width, height: bitmap.height };
    const moves = file.type === "image/gif";
    const dimensions = moves ? whole : fitInto(whole, longSide ?? Number.POSITIVE_INFINITY);
    const blob = moves
      ? withoutNotes(new Uint8Array(await file.arrayBuffer()))
      : await encode(draw(bitmap, dimensions), ...codecOf(file.type, longSide !== undefined));
    const thumb = await thumbOf(bitmap, whole, budget);
    return { blob, dimensions, ...(thumb === undefined ? {} : { thumb }) };
  } finally {
    bitmap.close();
  }
}

/** Photographs stay JPEG; what may be see-through keeps that. */
function codecOf(type: string, scaled: boolean): [type: string, quality: number] {
  switch (type) {
    case "image/png":
      return scaled ? ["image/webp", 0.9] : ["image/png", 1];
    case "image/webp":
    case "image/avif":
      return ["image/webp", scaled ? 0.85 : 0.95];
    default:
      return ["image/jpeg", scaled ? 0.85 : 0.95];
  }
}
