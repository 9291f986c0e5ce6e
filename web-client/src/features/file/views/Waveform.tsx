import type { KeyboardEvent, PointerEvent } from "react";
import { bars } from "./waveBars.ts";

interface WaveformProps {
  /** One loudness each; absent: an even line. */
  wave: Uint8Array | undefined;
  label: string;
  /** What a screen reader hears of the place: "0:12 of 0:42". */
  place: string;
  /** Seconds. */
  at: number;
  duration: number;
  tabIndex: number;
  onSeek: (seconds: number) => void;
}

/** Seconds that an arrow key moves. */
const STEP = 5;
const HEIGHT = 24;
const PITCH = 4;

/** How loud it is over time, and how far it was heard: a slider by pointer and keys. */
export function Waveform(props: WaveformProps) {
  const { wave, label, place, at, duration, tabIndex, onSeek } = props;
  const heights = bars(wave);
  const width = heights.length * PITCH;
  const path = heights
    .map((height, i) => {
      const x = i * PITCH + PITCH / 2;
      const half = Math.max(1, (height * (HEIGHT - 4)) / 2);
      return `M${x} ${HEIGHT / 2 - half}v${2 * half}`;
    })
    .join("");
  const share = duration > 0 ? Math.min(1, at / duration) : 0;

  const seekTo = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * duration);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = seekKey(event.key, at, duration);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(to);
  };
  return (
    <div
      role="slider"
      className="wave"
      tabIndex={tabIndex}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={place}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path className="wave-all" d={path} />
        <path
          className="wave-heard"
          d={path}
          style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)` }}
        />
      </svg>
    </div>
  );
}

function seekKey(key: string, at: number, duration: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, at - STEP);
    case "ArrowRight":
      return Math.min(duration, at + STEP);
    case "Home":
      return 0;
    case "End":
      return duration;
    default:
      return undefined;
  }
}
