import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/Button.tsx";
import { pauseAudio } from "../audioPlayer.ts";
import type { Source } from "../model.ts";
import {
  LONGEST,
  type RecorderProblem,
  type Recording,
  type RecordingProgress,
  startRecording,
} from "../recorder.ts";
import { durationInWords } from "./fileWords.ts";
import { LiveWave } from "./LiveWave.tsx";
import "./voice.css";

interface VoiceButtonProps {
  /** The person sends what was recorded. */
  onRecorded: (source: Source) => void;
  /** Told when a recording begins, and when it is sent or thrown away: until then nothing may take its place. */
  onActive: (active: boolean) => void;
}

type State =
  | { readonly kind: "idle"; readonly problem?: RecorderProblem }
  | { readonly kind: "asking" }
  | { readonly kind: "recording"; readonly paused: boolean }
  | { readonly kind: "recorded"; readonly source: Source; readonly url: string };

const NOTHING: RecordingProgress = { duration: 0, samples: [] };

/** Records a voice message over the composer: throw away, pause, go on, stop and listen, send. */
export function VoiceButton({ onRecorded, onActive }: VoiceButtonProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>({ kind: "idle" });
  const [progress, setProgress] = useState(NOTHING);
  const live = useRef<Recording>(undefined);
  const gone = useRef(false);
  /** A double click sends once. */
  const sent = useRef(false);
  const panel = useRef<HTMLFieldSetElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const discarded = useRef(false);
  // Who leaves the conversation while it records, or before it was allowed, leaves no open microphone.
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      live.current?.discard();
      live.current = undefined;
    };
  }, []);
  const url = state.kind === "recorded" ? state.url : undefined;
  useEffect(
    () => () => {
      if (url !== undefined) URL.revokeObjectURL(url);
    },
    [url],
  );
  const kind = state.kind;
  useEffect(() => {
    if (kind === "recording" || kind === "recorded") {
      panel.current?.querySelector<HTMLElement>("[data-look='send']")?.focus();
    } else if (kind === "idle" && discarded.current) {
      discarded.current = false;
      button.current?.querySelector("button")?.focus();
    }
  }, [kind]);

  const begin = async () => {
    pauseAudio();
    setProgress(NOTHING);
    sent.current = false;
    setState({ kind: "asking" });
    try {
      const recording = await startRecording((now) =>
        setProgress({ ...now, samples: [...now.samples] }),
      );
      if (gone.current) {
        recording.discard();
        return;
      }
      live.current = recording;
      setState({ kind: "recording", paused: false });
    } catch (error) {
      const problem = error instanceof Error ? (error.cause as RecorderProblem) : "failed";
      setState({ kind: "idle", problem });
    }
  };
  /** Once only: a second click meets no recording any more. */
  const stop = () => {
    const recording = live.current;
    live.current = undefined;
    return recording?.stop();
  };
  const setPaused = (paused: boolean) => {
    if (paused) live.current?.pause();
    else live.current?.resume();
    setState({ kind: "recording", paused });
  };
  const listen = async () => {
    const source = await stop();
    if (source) setState({ kind: "recorded", source, url: URL.createObjectURL(source.blob) });
  };
  const discard = () => {
    live.current?.discard();
    live.current = undefined;
    setState({ kind: "idle" });
  };
  const throwAway = () => {
    discarded.current = true;
    discard();
  };
  const send = async () => {
    if (sent.current) return;
    sent.current = true;
    const source = state.kind === "recorded" ? state.source : await stop();
    discard();
    if (source) onRecorded(source);
  };
  const active = kind === "recording" || kind === "recorded";
  useEffect(() => {
    if (!active) return;
    onActive(true);
    return () => onActive(false);
  }, [active, onActive]);
  // At the longest a message can be, or without its microphone, it waits to be sent.
  const over = kind === "recording" && (progress.lost === true || progress.duration >= LONGEST);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is over
  useEffect(() => {
    if (over) void listen();
  }, [over]);

  if (state.kind === "idle" || state.kind === "asking") {
    const problem = state.kind === "idle" ? state.problem : undefined;
    return (
      <span ref={button} className="voice-button">
        <IconButton
          icon="microphone"
          label={t("voice.record")}
          aria-busy={state.kind === "asking"}
          onClick={() => {
            if (state.kind === "idle") void begin();
          }}
        />
        {problem && (
          <span className="voice-problem" role="alert">
            {t(`voice.problem.${problem}`)}
          </span>
        )}
      </span>
    );
  }
  const duration = state.kind === "recorded" ? (state.source.duration ?? 0) : progress.duration;
  return (
    <fieldset
      ref={panel}
      className="voice-panel"
      aria-label={t("voice.label")}
      onKeyDown={(event) => {
        if (event.key === "Escape") throwAway();
      }}
    >
      <IconButton icon="trash" label={t("voice.discard")} onClick={throwAway} />
      {state.kind === "recording" ? (
        <>
          {!state.paused && <span className="voice-dot" aria-hidden="true" />}
          <span className="voice-time">{durationInWords(duration)}</span>
          <LiveWave samples={progress.samples} />
          {state.paused && (
            <IconButton icon="play" label={t("voice.listen")} onClick={() => void listen()} />
          )}
          <IconButton
            icon={state.paused ? "microphone" : "pause"}
            label={t(state.paused ? "voice.resume" : "voice.pause")}
            onClick={() => setPaused(!state.paused)}
          />
        </>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: one's own voice, before it is sent
        <audio className="voice-listen" src={state.url} controls />
      )}
      <IconButton icon="send" look="send" label={t("voice.send")} onClick={() => void send()} />
      {progress.lost && (
        <span className="voice-problem" role="alert">
          {t("voice.lost")}
        </span>
      )}
      <span className="sr-only" role="status">
        {state.kind === "recorded"
          ? t("voice.recorded")
          : t(state.paused ? "voice.paused" : "voice.recording")}
      </span>
    </fieldset>
  );
}
