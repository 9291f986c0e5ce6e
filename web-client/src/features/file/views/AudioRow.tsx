import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../../app/client.ts";
import { useErrorText } from "../../../i18n/errors.ts";
import { Icon } from "../../../ui/Icon.tsx";
import {
  nextSpeed,
  pauseAudio,
  playAudio,
  resumeAudio,
  seekAudio,
  useAudio,
} from "../audioPlayer.ts";
import type { FileItem } from "../model.ts";
import { DocumentRow } from "./DocumentRow.tsx";
import { durationInWords } from "./fileWords.ts";
import { lendMedia } from "./lendMedia.ts";
import { useRowTab } from "./rowTab.ts";
import { useFileTransfer } from "./useFileTransfer.ts";
import { Waveform } from "./Waveform.tsx";
import "./audio.css";

interface AudioRowProps {
  item: FileItem;
  mine: boolean;
}

/** Something to hear in a bubble. While it is on its way it is a document like any other. */
export function AudioRow({ item, mine }: AudioRowProps) {
  const shown = useFileTransfer(item);
  const busy = shown !== undefined && shown.transfer.state !== "done";
  if (busy || item.refused) return <DocumentRow item={item} />;
  return <Playable item={item} mine={mine} />;
}

function Playable({ item }: AudioRowProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { file, files } = useClient();
  const tabIndex = useRowTab();
  const { heard: current, speed } = useAudio();
  const heard = current?.key === item.key ? current : undefined;
  const stopped = useStore(files, ({ mediaProblems }) => mediaProblems[heard?.url ?? ""]);
  const { as, name, duration: told, wave } = item.details;
  const voice = as === "voice";
  const duration = heard?.duration ?? (told ?? 0) / 1000;
  const at = heard?.at ?? 0;
  const problem = stopped ?? heard?.problem;
  const playing = heard?.state === "playing" || heard?.state === "loading";

  const play = (from = 0) =>
    void playAudio(item.key, () => lendMedia(file, item), voice ? playNext : ignore, from);
  const press = () => {
    if (heard === undefined || problem !== undefined) play();
    else if (playing) pauseAudio();
    else resumeAudio();
  };
  const clock = (seconds: number) => durationInWords(seconds * 1000);
  const label = voice ? t("audio.voice") : name;
  return (
    <div className="audio" data-voice={voice || undefined} data-audio-key={item.key}>
      <button
        type="button"
        className="audio-play"
        tabIndex={tabIndex}
        aria-label={playing ? t("audio.pause", { name: label }) : t("audio.play", { name: label })}
        data-primary
        onClick={press}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <div className="audio-words">
        {!voice && <span className="document-name">{name}</span>}
        <Waveform
          wave={wave}
          label={t("audio.place", { name: label })}
          place={t("audio.of", { at: clock(at), duration: clock(duration) })}
          at={at}
          duration={duration}
          tabIndex={tabIndex}
          onSeek={(seconds) => (heard === undefined ? play(seconds) : seekAudio(item.key, seconds))}
        />
        <span className="audio-line">
          {problem === undefined ? (
            <span className="document-kind">{clock(heard === undefined ? duration : at)}</span>
          ) : (
            <span className="document-problem" role="alert">
              {ofCode(problem)}
            </span>
          )}
          {heard !== undefined && problem === undefined && (
            <button
              type="button"
              className="audio-speed"
              tabIndex={tabIndex}
              aria-label={t("audio.speed", { speed })}
              onClick={nextSpeed}
            >
              {t("audio.times", { speed })}
            </button>
          )}
        </span>
      </div>
    </div>
  );

  /** The next voice message below plays on, as in a talk. */
  function playNext(): void {
    const all = [...document.querySelectorAll<HTMLElement>("[data-voice]")];
    const own = all.findIndex((row) => row.dataset["audioKey"] === item.key);
    // Its own row may be scrolled out of the page by now.
    if (own >= 0) all[own + 1]?.querySelector<HTMLButtonElement>(".audio-play")?.click();
  }
}

function ignore(): void {}
