/** A picture in a square frame: `zoom` 1 fills the frame with the shorter side; `x`, `y` are the frame's centre in 0…1 of the picture. */
export interface Crop {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The square of the picture, in its own pixels, that the frame shows. */
export function cropSquare(picture: Size, crop: Crop): { left: number; top: number; edge: number } {
  const edge = Math.min(picture.width, picture.height) / crop.zoom;
  return { left: crop.x * picture.width - edge / 2, top: crop.y * picture.height - edge / 2, edge };
}

/** The same crop with the frame pushed back inside the picture. */
export function keepInside(picture: Size, crop: Crop): Crop {
  const zoom = Math.min(Math.max(crop.zoom, 1), 4);
  const edge = Math.min(picture.width, picture.height) / zoom;
  const marginX = edge / 2 / picture.width;
  const marginY = edge / 2 / picture.height;
  return {
    zoom,
    x: Math.min(Math.max(crop.x, marginX), 1 - marginX),
    y: Math.min(Math.max(crop.y, marginY), 1 - marginY),
  };
}
