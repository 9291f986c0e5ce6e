import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import { useErrorText } from "../../../i18n/errors.ts";
import { IconButton } from "../../../ui/Button.tsx";
import { FilmPlayer } from "./FilmPlayer.tsx";
import { useFileWords } from "./fileWords.ts";
import { PictureStage, type StageHandle } from "./PictureStage.tsx";
import type { Swipe } from "./swipe.ts";
import type { Walk } from "./useWalk.ts";
import { keyOf, viewerKey } from "./viewerKeys.ts";
import type { Shot } from "./viewing.ts";
import "./viewer.css";

interface ViewerProps {
  shot: Shot;
  walk: Walk;
  onClose: () => void;
}

/** Pictures and films over the whole screen, one at a time. */
export function Viewer({ shot, walk, onClose }: ViewerProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { file } = useClient();
  const words = useFileWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<StageHandle>(null);
  const film = useRef<HTMLVideoElement>(null);
  const [failure, setFailure] = useState<{
    readonly key: string;
    readonly code: ClientErrorCode;
  }>();

  // Before the paint, and closed before it leaves the page: so focus returns to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);

  const { item, sender, time } = shot;
  const { name, size, as } = item.details;
  const { ref } = item;
  const isFilm = as === "video";
  const onSwipe = (swipe: Swipe) => {
    if (swipe === "close") onClose();
    else walk.step(swipe === "next" ? 1 : -1);
  };
  const save = async () => {
    if (ref === undefined) return;
    setFailure(undefined);
    const saved = await file.saveFile(ref);
    if (!saved.ok) setFailure({ key: item.key, code: saved.error.code });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A pressed button keeps its own space bar.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    const act = viewerKey(keyOf(event), {
      film: isFilm ? film.current : null,
      stage: stage.current,
      step: walk.step,
      save: () => void save(),
    });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={t("viewer.label", { name })}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <header className="viewer-head">
        <p className="viewer-words">
          <b dir="auto">{sender}</b>
          <small>
            {time} · <bdi>{name}</bdi> · {words.size(size)}
          </small>
          {failure?.key === item.key && (
            <small role="alert" className="viewer-failure">
              {ofCode(failure.code)}
            </small>
          )}
        </p>
        {!isFilm && (
          <span className="viewer-zoom">
            <IconButton
              icon="zoomOut"
              label={t("viewer.zoomOut")}
              onClick={() => stage.current?.zoomOut()}
            />
            <IconButton
              icon="zoomIn"
              label={t("viewer.zoomIn")}
              onClick={() => stage.current?.zoomIn()}
            />
          </span>
        )}
        {ref && <IconButton icon="download" label={t("viewer.save")} onClick={() => void save()} />}
        <IconButton icon="close" label={t("ui.close")} onClick={onClose} />
      </header>
      <div className="viewer-stage" key={item.key}>
        {isFilm ? (
          <FilmPlayer item={item} ref={film} onSave={() => void save()} />
        ) : (
          <PictureStage item={item} ref={stage} onSwipe={onSwipe} />
        )}
      </div>
      {walk.hasPrevious && (
        <span className="viewer-step" data-to="previous">
          <IconButton icon="back" label={t("viewer.previous")} onClick={() => walk.step(-1)} />
        </span>
      )}
      {walk.hasNext && (
        <span className="viewer-step" data-to="next">
          <IconButton icon="forward" label={t("viewer.next")} onClick={() => walk.step(1)} />
        </span>
      )}
      <p className="viewer-note" role="status">
        {walk.looking && t("conversation.loadingOlder")}
        {walk.failed && t("conversation.olderFailed")}
      </p>
    </dialog>
  );
}
