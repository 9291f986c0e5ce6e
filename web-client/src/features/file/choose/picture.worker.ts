import { drawPicture } from "./drawPicture.ts";
import type { PictureAnswer, PictureRequest } from "./pictureWorker.ts";

self.onmessage = async ({ data: { id, file, wish } }: MessageEvent<PictureRequest>) => {
  // What a browser cannot draw is no error: it goes as a file.
  const drawn = await drawPicture(file, wish).catch(() => undefined);
  self.postMessage({ id, ...(drawn === undefined ? {} : { drawn }) } satisfies PictureAnswer);
};
