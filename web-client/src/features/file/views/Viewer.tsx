import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import { useErrorText } from "../../../i18n/errors.ts";
import { IconButton } from "../../../ui/Button.tsx";
import type { FileItem } from "../model.ts";
import { FilmPlayer } from "./FilmPlayer.tsx";
import { useFileWords } from "./fileWords.ts";
import { PictureStage, type StageHandle } from "./PictureStage.tsx";
import { keyOf, viewerKey } from "./viewerKeys.ts";
import "./viewer.css";

interface ViewerProps {
  /** The pictures and films of one message. */
  files: readonly FileItem[];
  /** The key of the one to begin with. */
  start: string;
  onClose: () => void;
}

/** Pictures and films over the whole screen, one at a time. */
export function Viewer({ files, start, onClose }: ViewerProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { file } = useClient();
  const words = useFileWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<StageHandle>(null);
  const film = useRef<HTMLVideoElement>(null);
  const [key, setKey] = useState(start);
  const [problem, setProblem] = useState<ClientErrorCode>();
  const at = Math.max(
    0,
    files.findIndex((one) => one.key === key),
  );
  const item = files[at];

  // Before the paint, and closed before it leaves the page: so focus returns to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);

  if (item === undefined) return null;
  const { name, size, as } = item.details;
  const { ref } = item;
  const isFilm = as === "video";
  const go = (to: number) => {
    const next = files[to];
    if (next !== undefined) setKey(next.key);
  };
  const save = async () => {
    if (ref === undefined) return;
    setProblem(undefined);
    const saved = await file.saveFile(ref);
    if (!saved.ok) setProblem(saved.error.code);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A pressed button keeps its own space bar.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    const act = viewerKey(keyOf(event), {
      film: isFilm ? film.current : null,
      stage: stage.current,
      step: (by) => go(at + by),
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
          <b dir="auto">{name}</b>
          <small>
            {files.length > 1 && `${t("viewer.count", { at: at + 1, count: files.length })} · `}
            {words.size(size)}
          </small>
          {problem && (
            <small role="alert" className="viewer-failure">
              {ofCode(problem)}
            </small>
          )}
        </p>
        {!isFilm && (
          <>
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
          </>
        )}
        {ref && <IconButton icon="download" label={t("viewer.save")} onClick={() => void save()} />}
        <IconButton icon="close" label={t("ui.close")} onClick={onClose} />
      </header>
      <div className="viewer-stage" key={item.key}>
        {isFilm ? (
          <FilmPlayer item={item} ref={film} onSave={() => void save()} />
        ) : (
          <PictureStage item={item} ref={stage} />
        )}
      </div>
      {at > 0 && (
        <span className="viewer-step" data-to="previous">
          <IconButton icon="back" label={t("viewer.previous")} onClick={() => go(at - 1)} />
        </span>
      )}
      {at < files.length - 1 && (
        <span className="viewer-step" data-to="next">
          <IconButton icon="forward" label={t("viewer.next")} onClick={() => go(at + 1)} />
        </span>
      )}
    </dialog>
  );
}
