import type { Bytes, Dimensions } from "../../../protocol/index.ts";
import { fitInto, thumbOf } from "./draw.ts";

/** What a player finds out about a film or a piece of music. */
export interface MediaDetails {
  /** Milliseconds. */
  readonly duration?: number;
  readonly dimensions?: Dimensions;
  readonly thumb?: Bytes;
}

/** Longer than this a file on the own disk does not take, unless it cannot be played. Milliseconds. */
const PATIENCE = 10_000;
/** Where the picture is taken: the very beginning is often black. Seconds. */
const POSTER_AT = 1;

/**
 * Duration, size and a picture of a film, as far as this browser can play it: it can be sent and saved
 * without any of that.
 */
export async function filmDetails(file: Blob, thumbBytes: number): Promise<MediaDetails> {
  return withPlayer("video", file, async (video) => {
    await heard(video, "loadeddata");
    const size = { width: video.videoWidth, height: video.videoHeight };
    if (size.width === 0 || size.height === 0) return lasts(video);
    const begin = Number.isFinite(video.duration) ? video.duration / 4 : 0;
    video.currentTime = Math.min(POSTER_AT, begin);
    await heard(video, "seeked");
    const thumb = await thumbOf(video, size, thumbBytes).catch(() => undefined);
    const dimensions = fitInto(size, Number.POSITIVE_INFINITY);
    return { ...lasts(video), dimensions, ...(thumb === undefined ? {} : { thumb }) };
  });
}

export async function audioDetails(file: Blob): Promise<MediaDetails> {
  return withPlayer("audio", file, async (audio) => {
    await heard(audio, "loadedmetadata");
    return lasts(audio);
  });
}

function lasts({ duration }: HTMLMediaElement): MediaDetails {
  return Number.isFinite(duration) ? { duration: Math.round(duration * 1000) } : {};
}

async function withPlayer<Kind extends "video" | "audio">(
  kind: Kind,
  file: Blob,
  work: (player: HTMLElementTagNameMap[Kind]) => Promise<MediaDetails>,
): Promise<MediaDetails> {
  const url = URL.createObjectURL(file);
  const player = document.createElement(kind);
  player.preload = "auto";
  player.muted = true;
  player.src = url;
  try {
    return await work(player);
  } catch {
    return {};
  } finally {
    player.removeAttribute("src");
    player.load();
    URL.revokeObjectURL(url);
  }
}

function heard(player: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (): void => reject(new Error("cannot be played here"));
    const timer = setTimeout(failed, PATIENCE);
    player.addEventListener("error", failed, { once: true });
    player.addEventListener(
      event,
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
