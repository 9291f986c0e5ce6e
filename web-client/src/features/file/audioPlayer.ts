import { create } from "zustand";
import type { ClientErrorCode, Result } from "../../app/result.ts";
import type { Lent } from "./model.ts";

/** What is heard, and how far it is; seconds. */
export interface Heard {
  readonly key: string;
  readonly state: "loading" | "playing" | "paused" | "failed";
  readonly at: number;
  /** Absent until the browser knows it. */
  readonly duration?: number;
  /** Its address, under which the service worker reports tampering. */
  readonly url?: string;
  readonly problem?: ClientErrorCode;
}

interface AudioState {
  readonly heard?: Heard;
  readonly speed: number;
}

export const SPEEDS = [1, 1.5, 2] as const;
const SPEED_KEY = "ren.speed";

/** One thing is heard at a time, and it goes on while its row is scrolled away. */
export const useAudio = create<AudioState>()(() => ({ speed: keptSpeed() }));

let element: HTMLAudioElement | undefined;
let lent: Lent | undefined;
/** Counts what was asked for: an answer for what nobody wants any more is given back. */
let turn = 0;

function change(key: string, part: Partial<Heard>): void {
  const { heard } = useAudio.getState();
  if (heard?.key === key) useAudio.setState({ heard: { ...heard, ...part } });
}

/**
 * Plays a file from the beginning, or from a place.
 *
 * @param lend borrows its address
 * @param ended what to do when it is over: the next voice message plays on
 */
export async function playAudio(
  key: string,
  lend: () => Promise<Result<Lent>>,
  ended: () => void,
  from = 0,
): Promise<void> {
  stopAudio();
  const mine = turn;
  useAudio.setState({ heard: { key, state: "loading", at: from } });
  const result = await lend();
  if (mine !== turn) {
    if (result.ok) result.value.release();
    return;
  }
  if (!result.ok) {
    change(key, { state: "failed", problem: result.error.code });
    return;
  }
  lent = result.value;
  const audio = new Audio(lent.url);
  element = audio;
  audio.playbackRate = useAudio.getState().speed;
  change(key, { url: lent.url });
  audio.ontimeupdate = () => change(key, { at: audio.currentTime });
  audio.onloadedmetadata = () => {
    if (from > 0) audio.currentTime = from;
    if (Number.isFinite(audio.duration)) change(key, { duration: audio.duration });
  };
  audio.onplaying = () => change(key, { state: "playing" });
  audio.onwaiting = () => change(key, { state: "loading" });
  audio.onpause = () => change(key, { state: "paused" });
  audio.onerror = () => change(key, { state: "failed", problem: "media_unplayable" });
  audio.onended = () => {
    stopAudio();
    ended();
  };
  await audio.play().catch(() => change(key, { state: audio.error ? "failed" : "paused" }));
}

/** Holds what is heard; what has not begun yet is given up. */
export function pauseAudio(): void {
  if (element === undefined) stopAudio();
  else element.pause();
}

export function resumeAudio(): void {
  void element?.play().catch(() => undefined);
}

/** Moves within what is heard. */
export function seekAudio(key: string, seconds: number): void {
  const { heard } = useAudio.getState();
  if (heard?.key !== key || element === undefined) return;
  element.currentTime = Math.min(Math.max(0, seconds), heard.duration ?? seconds);
  change(key, { at: element.currentTime });
}

/** Ends what is heard and gives its address back: also when the conversation is left. */
export function stopAudio(): void {
  turn += 1;
  if (element !== undefined) {
    element.onpause = null;
    element.onerror = null;
    element.pause();
    element.removeAttribute("src");
    element.load();
  }
  element = undefined;
  lent?.release();
  lent = undefined;
  const { speed } = useAudio.getState();
  useAudio.setState({ speed }, true);
}

/** The next of {@link SPEEDS}; remembered on this device. */
export function nextSpeed(): void {
  const { speed } = useAudio.getState();
  const next = SPEEDS.find((one) => one > speed) ?? SPEEDS[0];
  useAudio.setState({ speed: next });
  if (element !== undefined) element.playbackRate = next;
  try {
    localStorage.setItem(SPEED_KEY, String(next));
  } catch {
    // A browser that stores nothing keeps it until the page is closed.
  }
}

function keptSpeed(): number {
  try {
    const kept = Number(localStorage.getItem(SPEED_KEY));
    return SPEEDS.find((one) => one === kept) ?? 1;
  } catch {
    return 1;
  }
}
