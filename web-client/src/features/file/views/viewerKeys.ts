import type { StageHandle } from "./PictureStage.tsx";

/** What keys of the viewer act on. */
export interface Viewed {
  /** The film that is shown; its keys are those that players share. */
  readonly film: HTMLVideoElement | null;
  readonly stage: StageHandle | null;
  /** To the next picture or film, or the one before. */
  step(by: 1 | -1): void;
  save(): void;
}

/** Seconds that an arrow key moves in a film. */
const SEEK = 5;
const LOUDER = 0.1;

/** The name of a key: letters by their place, since they are others in other layouts. */
export function keyOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  return /^Key[A-Z]$/.test(code) ? code : key;
}

/** What a key (see {@link keyOf}) does; nothing for those of the browser. */
export function viewerKey(key: string, viewed: Viewed): (() => void) | undefined {
  switch (key) {
    case "PageUp":
      return () => viewed.step(-1);
    case "PageDown":
      return () => viewed.step(1);
    case "KeyS":
      return viewed.save;
    default:
      return viewed.film === null ? pictureKey(key, viewed) : filmKey(key, viewed.film);
  }
}

function pictureKey(key: string, { stage, step }: Viewed): (() => void) | undefined {
  switch (key) {
    case "+":
    case "=":
      return () => stage?.zoomIn();
    case "-":
      return () => stage?.zoomOut();
    case "0":
      return () => stage?.fit();
    case "ArrowLeft":
      return () => step(-1);
    case "ArrowRight":
      return () => step(1);
    default:
      return undefined;
  }
}

function filmKey(key: string, film: HTMLVideoElement): (() => void) | undefined {
  switch (key) {
    case " ":
    case "KeyK":
      return () => void (film.paused ? film.play().catch(() => undefined) : film.pause());
    case "ArrowLeft":
      return () => seek(film, -SEEK);
    case "ArrowRight":
      return () => seek(film, SEEK);
    case "ArrowUp":
      return () => louder(film, LOUDER);
    case "ArrowDown":
      return () => louder(film, -LOUDER);
    case "KeyM":
      return () => {
        film.muted = !film.muted;
      };
    case "KeyF":
      return () =>
        void (document.fullscreenElement ? document.exitFullscreen() : film.requestFullscreen());
    default:
      return undefined;
  }
}

function seek(film: HTMLVideoElement, by: number): void {
  film.currentTime = Math.min(film.duration || 0, Math.max(0, film.currentTime + by));
}

function louder(film: HTMLVideoElement, by: number): void {
  film.volume = Math.min(1, Math.max(0, film.volume + by));
}
