import type { Source } from "../model.ts";
import type { Chosen, Quality } from "./chosen.ts";
import { thumbBudget } from "./draw.ts";
import { audioDetails, filmDetails } from "./mediaDetails.ts";
import { type PictureWorker, startPictureWorker } from "./pictureWorker.ts";

/** Long side of a picture that is scaled down: sharp on a large screen, a tenth of the bytes. Px. */
const SCALED = 2_048;

/** Makes of chosen files what is sent: pictures drawn anew, thumbnails, sizes, durations. */
export async function prepare(
  chosen: readonly Chosen[],
  quality: Quality,
): Promise<readonly Source[]> {
  const thumb = thumbBudget(chosen.length);
  const draws = quality !== "file" && chosen.some(({ kind }) => kind === "image");
  const worker = draws ? startPictureWorker() : undefined;
  try {
    const sources: Source[] = [];
    for (const one of chosen) sources.push(await prepareOne(one, quality, thumb, worker));
    return sources;
  } finally {
    worker?.close();
  }
}

async function prepareOne(
  { file, handle, kind }: Chosen,
  quality: Quality,
  thumb: number,
  worker: PictureWorker | undefined,
): Promise<Source> {
  const { name, type } = file;
  const asIs = { blob: file, name, type, ...(handle === undefined ? {} : { handle }) };
  if (quality === "file") return { ...asIs, as: "file" };
  switch (kind) {
    case "image": {
      const longSide = quality === "scaled" ? { longSide: SCALED } : {};
      const drawn = await worker?.draw(file, { ...longSide, thumb });
      if (drawn === undefined) return { ...asIs, as: "file" };
      const { blob, ...details } = drawn;
      return { ...details, blob, name: named(name, blob.type), type: blob.type, as: "image" };
    }
    case "video":
      return { ...asIs, ...(await filmDetails(file, thumb)), as: "video" };
    case "audio":
      return { ...asIs, ...(await audioDetails(file)), as: "audio" };
    case "file":
      return { ...asIs, as: "file" };
  }
}

const ENDINGS: Readonly<Record<string, RegExp>> = {
  "image/jpeg": /\.(jpe?g|jfif)$/i,
  "image/webp": /\.webp$/i,
  "image/png": /\.png$/i,
  "image/gif": /\.gif$/i,
};

/** The name with the ending of what the picture has become. */
export function named(name: string, type: string): string {
  if (ENDINGS[type]?.test(name) !== false) return name;
  const ending = type === "image/jpeg" ? "jpg" : type.slice("image/".length);
  return `${name.replace(/\.[^.]*$/, "")}.${ending}`;
}
