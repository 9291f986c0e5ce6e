import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LONGEST, type RecordingProgress, startRecording } from "./recorder.ts";

const SPOKEN = new Blob(["spoken"]);

/** A track that knows whether it still listens. */
class FakeTrack extends EventTarget {
  live = true;
  enabled = true;
  unplug() {
    this.live = false;
    this.dispatchEvent(new Event("ended"));
  }
  stop() {
    this.live = false;
  }
}

/** Tells its bytes only after it calls itself inactive, as the standard has it (MediaRecorder, §2.3). */
class FakeRecorder {
  static isTypeSupported = (type: string) => type.startsWith("audio/webm");
  state = "inactive";
  readonly mimeType = "audio/webm;codecs=opus";
  ondataavailable: (event: { data: Blob }) => void = () => {};
  onstop: (() => void) | null = null;
  start() {
    this.state = "recording";
  }
  pause() {
    this.state = "paused";
  }
  resume() {
    this.state = "recording";
  }
  stop() {
    if (this.state === "inactive") return;
    this.state = "inactive";
    queueMicrotask(() =>
      queueMicrotask(() => {
        this.ondataavailable({ data: SPOKEN });
        this.onstop?.();
      }),
    );
  }
}

class FakeContext {
  state = "running";
  createAnalyser = () => ({
    fftSize: 0,
    getByteTimeDomainData: (into: Uint8Array) => into.fill(192),
  });
  createMediaStreamSource = () => ({ connect: () => {} });
  close() {
    if (this.state === "closed") {
      return Promise.reject(new DOMException("closed", "InvalidStateError"));
    }
    this.state = "closed";
    return Promise.resolve();
  }
}

describe("a recording", () => {
  let track: FakeTrack;

  beforeEach(() => {
    vi.useFakeTimers();
    track = new FakeTrack();
    const stream = { getTracks: () => [track] };
    vi.stubGlobal("navigator", {
      mediaDevices: { getUserMedia: () => Promise.resolve(stream) },
    });
    vi.stubGlobal("MediaRecorder", FakeRecorder);
    vi.stubGlobal("AudioContext", FakeContext);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("becomes a voice message with its length and wave form, and the microphone goes off", async () => {
    const recording = await startRecording(() => {});
    vi.advanceTimersByTime(3_000);
    const source = await recording.stop();
    expect(source).toMatchObject({ as: "voice", type: "audio/webm", name: "voice.webm" });
    expect(source.duration).toBe(3_000);
    expect(source.wave?.length).toBeGreaterThan(0);
    expect(source.blob.size).toBe(SPOKEN.size);
    expect(track.live).toBe(false);
  });

  it("that is paused hears nothing and lets no time pass until it goes on", async () => {
    const told: RecordingProgress[] = [];
    const recording = await startRecording((progress) => told.push(progress));
    vi.advanceTimersByTime(1_200);
    recording.pause();
    const before = told.length;
    expect(track.enabled).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(told.length).toBe(before);
    recording.resume();
    expect(track.enabled).toBe(true);
    vi.advanceTimersByTime(1_800);
    recording.pause();
    vi.advanceTimersByTime(60_000);
    const source = await recording.stop();
    expect(source.duration).toBe(3_000);
    expect(told.at(-1)?.samples.length).toBe(50);
    expect(track.live).toBe(false);
  });

  it("that reaches the longest a message can be keeps what was said", async () => {
    let told = 0;
    let stopped: Promise<{ blob: Blob; duration?: number }> | undefined;
    const recording = await startRecording(({ duration }) => {
      told = duration;
      // The screen stops it as soon as it hears that it is full.
      if (duration >= LONGEST) queueMicrotask(() => (stopped = recording.stop()));
    });
    vi.advanceTimersByTime(LONGEST + 1_000);
    await Promise.resolve();
    const source = await stopped;
    expect(source?.blob.size).toBe(SPOKEN.size);
    expect(source?.duration).toBe(LONGEST);
    expect(told).toBe(LONGEST);
  });

  it("whose microphone is unplugged says so and keeps what was said until then", async () => {
    const told: RecordingProgress[] = [];
    const recording = await startRecording((progress) => told.push(progress));
    vi.advanceTimersByTime(3_000);
    track.unplug();
    expect(told.at(-1)).toMatchObject({ duration: 3_000, lost: true });
    const before = told.length;
    vi.advanceTimersByTime(2_000);
    expect(told.length).toBe(before);
    const source = await recording.stop();
    expect(source.duration).toBe(3_000);
    expect(source.blob.size).toBe(SPOKEN.size);
  });

  it("that is thrown away leaves no open microphone", async () => {
    const recording = await startRecording(() => {});
    recording.discard();
    expect(track.live).toBe(false);
  });

  it("that cannot begin leaves no open microphone, and says why", async () => {
    vi.stubGlobal(
      "MediaRecorder",
      class extends FakeRecorder {
        override start() {
          throw new DOMException("no encoder", "NotSupportedError");
        }
      },
    );
    await expect(startRecording(() => {})).rejects.toMatchObject({ cause: "failed" });
    expect(track.live).toBe(false);
  });
});
