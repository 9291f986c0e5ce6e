import { type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../i18n/errors.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { pauseAudio } from "../audioPlayer.ts";
import type { FileItem } from "../model.ts";
import { useThumb } from "./usePicture.ts";
import { usePlayable } from "./usePlayable.ts";

interface FilmPlayerProps {
  item: FileItem;
  onSave: () => void;
  ref?: Ref<HTMLVideoElement>;
}

/**
 * A film with the browser's own controls, which everybody knows and every assistive technology reads.
 * It plays at once: the service worker opens the chunks that the player asks for, and no others.
 */
export function FilmPlayer({ item, onSave, ref }: FilmPlayerProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { url, problem, retry } = usePlayable(item);
  const poster = useThumb(item.details.thumb);
  const [broken, setBroken] = useState(false);
  const film = useRef<HTMLVideoElement>(null);
  // A film that was tampered with must not go on with what the player has in store.
  useEffect(() => {
    if (problem !== undefined) film.current?.pause();
  }, [problem]);

  if (problem !== undefined || broken) {
    const again = () => {
      setBroken(false);
      retry();
    };
    return (
      <div className="viewer-problem" role="alert">
        <Icon name="alert" size={24} />
        <p>{ofCode(problem ?? "media_unplayable")}</p>
        <p className="viewer-problem-actions">
          <Button onClick={again}>{t("ui.tryAgain")}</Button>
          {problem === undefined && <Button onClick={onSave}>{t("viewer.save")}</Button>}
        </p>
      </div>
    );
  }
  const { dimensions, name } = item.details;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions
    <video
      ref={(element) => {
        film.current = element;
        if (typeof ref === "function") return ref(element);
        if (ref) ref.current = element;
        return undefined;
      }}
      className="viewer-film"
      src={url}
      poster={poster}
      aria-label={name}
      controls
      autoPlay
      playsInline
      width={dimensions?.width}
      height={dimensions?.height}
      onPlay={pauseAudio}
      // Only an address that is there can fail; before that the element has nothing to load.
      onError={() => setBroken(url !== undefined)}
    />
  );
}
