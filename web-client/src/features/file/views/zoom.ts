/** How a picture lies on the stage: scaled about the stage's middle, then moved; CSS px. */
export interface Zoom {
  /** 1: it fits the stage. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point of the stage, from its middle. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const FITS: Zoom = { scale: 1, x: 0, y: 0 };
export const MOST_ZOOM = 8;
/** What one press of a key or button does. */
export const ZOOM_STEP = 1.5;
/** What a double click does. */
export const ZOOM_CLOSER = 2.5;

/** The size of a picture that fits a stage; smaller pictures are not blown up. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/**
 * Zooms by a factor; what lies under the point stays under it.
 *
 * @param fit the picture's size at scale 1
 */
export function zoomedAt(zoom: Zoom, factor: number, at: Point, fit: Size, stage: Size): Zoom {
  const scale = Math.min(MOST_ZOOM, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  const moved = { x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown };
  return within({ scale, ...moved }, fit, stage);
}

/** Moves the picture, no further than its edges. */
export function moved(zoom: Zoom, by: Point, fit: Size, stage: Size): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, fit, stage);
}

function within(zoom: Zoom, fit: Size, stage: Size): Zoom {
  const room = (side: number, whole: number): number =>
    Math.max(0, (side * zoom.scale - whole) / 2);
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
  return {
    scale: zoom.scale,
    x: clamp(zoom.x, room(fit.width, stage.width)),
    y: clamp(zoom.y, room(fit.height, stage.height)),
  };
}
