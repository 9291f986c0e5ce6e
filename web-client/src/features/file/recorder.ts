import type { Source } from "./model.ts";
import { loudness, waveOf } from "./wave.ts";

/** Why nothing can be recorded: a sentence stands under `voice.<problem>`. */
export type RecorderProblem = "denied" | "missing" | "failed";

/** How a recording goes on; told many times a second. */
export interface RecordingProgress {
  /** Milliseconds. */
  readonly duration: number;
  /** Loudness so far, 0 to 1. */
  readonly samples: readonly number[];
  /** The microphone went away; what was said before is there for {@link Recording.stop}. */
  readonly lost?: true;
}

/** A recording that runs. */
export interface Recording {
  /** Holds it: until {@link resume} nothing is heard, and no time passes. */
  pause(): void;
  resume(): void;
  /** Ends it; the microphone is off afterwards. */
  stop(): Promise<Source>;
  /** Ends it and keeps nothing. */
  discard(): void;
}

/** Longest voice message, milliseconds. */
export const LONGEST = 15 * 60_000;
const EVERY = 60;
/** Speech in Opus: clear, and 15 minutes are 3.6 MB. Bits per second. */
const RATE = 32_000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"] as const;

/** Whether this browser can record at all; only secure pages see a microphone. */
export function recordsVoice(): boolean {
  return "MediaRecorder" in globalThis && navigator.mediaDevices !== undefined;
}

/**
 * Begins to record from the microphone, which the person allows or not.
 *
 * @throws RecorderProblem as the cause of the error
 */
export async function startRecording(
  heard: (progress: RecordingProgress) => void,
): Promise<Recording> {
  const stream = await microphone();
  const release = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    return recordingOf(stream, release, heard);
  } catch {
    // Without this the microphone would stay open, and nobody could close it.
    release();
    throw new Error("no recorder", { cause: "failed" satisfies RecorderProblem });
  }
}

function recordingOf(
  stream: MediaStream,
  release: () => void,
  heard: (progress: RecordingProgress) => void,
): Recording {
  const supported = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const options = supported === undefined ? {} : { mimeType: supported };
  const recorder = new MediaRecorder(stream, { ...options, audioBitsPerSecond: RATE });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const meter = meterOf(stream);
  const samples: number[] = [];
  /** Before the last pause, milliseconds. */
  let before = 0;
  let since: number | undefined = performance.now();
  const durationNow = (): number => before + (since === undefined ? 0 : performance.now() - since);
  const timer = setInterval(() => {
    if (since === undefined) return;
    samples.push(meter.loudness());
    const duration = durationNow();
    heard({ duration, samples });
    if (duration >= LONGEST) end();
  }, EVERY);
  // The last bytes come before the stop is told, whoever asked for it.
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.start();
  for (const track of stream.getTracks()) {
    // Told only when the device is gone or taken back, never for one's own stop (Media Capture and Streams).
    track.addEventListener("ended", lose, { once: true });
  }

  let ended = false;
  function lose(): void {
    if (ended) return;
    end();
    heard({ duration: before, samples, lost: true });
  }
  function end(): void {
    if (ended) return;
    ended = true;
    hold();
    clearInterval(timer);
    if (recorder.state !== "inactive") recorder.stop();
    release();
    meter.close();
  }

  function hold(): void {
    before = durationNow();
    since = undefined;
  }
  function listen(listens: boolean): void {
    // A recorder that is paused is deaf by itself; this also tells the person's system so.
    for (const track of stream.getTracks()) track.enabled = listens;
  }

  return {
    pause() {
      if (ended || since === undefined) return;
      hold();
      recorder.pause();
      listen(false);
    },
    resume() {
      if (ended || since !== undefined) return;
      since = performance.now();
      listen(true);
      recorder.resume();
    },
    async stop() {
      end();
      await stopped;
      const type = recorder.mimeType.split(";")[0] ?? "";
      const wave = waveOf(samples);
      return {
        blob: new Blob(pieces, { type }),
        name: `voice.${type.split("/")[1] ?? "webm"}`,
        type,
        as: "voice",
        duration: Math.round(Math.min(LONGEST, before)),
        ...(wave === undefined ? {} : { wave }),
      };
    },
    discard: end,
  };
}

/** Measures how loud a stream is at this moment. */
function meterOf(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const window = new Uint8Array(analyser.fftSize);
  return {
    loudness(): number {
      analyser.getByteTimeDomainData(window);
      return loudness(window);
    },
    close: () => void context.close(),
  };
}

async function microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw new Error("no microphone", { cause: problemOf(error) });
  }
}

function problemOf(error: unknown): RecorderProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" ? "missing" : "failed";
}
