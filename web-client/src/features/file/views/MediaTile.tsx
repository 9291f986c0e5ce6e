import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../i18n/errors.ts";
import { Icon } from "../../../ui/Icon.tsx";
import type { FileItem } from "../model.ts";
import { durationInWords } from "./fileWords.ts";
import { Progress } from "./Progress.tsx";
import { useRowTab } from "./rowTab.ts";
import { type ShownTransfer, useFileTransfer } from "./useFileTransfer.ts";
import { usePicture, useThumb } from "./usePicture.ts";

interface MediaTileProps {
  item: FileItem;
  onOpen: () => void;
}

/** A picture or a film in a bubble: its thumbnail first, in a box that does not change any more. */
export function MediaTile({ item, onOpen }: MediaTileProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const tabIndex = useRowTab();
  const shown = useFileTransfer(item);
  const thumb = useThumb(item.details.thumb);
  const { url, problem, retry } = usePicture(item);
  const { name, as, duration } = item.details;
  const film = as === "video";
  const picture = film ? undefined : url;
  const broken = item.refused ? t("file.refused") : problem && ofCode(problem);
  const busy = shown !== undefined && shown.transfer.state !== "done";
  return (
    <div className="tile" data-broken={broken !== undefined || undefined}>
      {thumb && <img className="tile-thumb" src={thumb} alt="" />}
      {picture && <img className="tile-picture" src={picture} alt="" decoding="async" />}
      {!thumb && !picture && !film && !busy && <Icon name="photo" size={24} />}
      {broken === undefined ? (
        <button
          type="button"
          className="tile-open"
          tabIndex={tabIndex}
          aria-label={t(film ? "file.openFilm" : "file.openPhoto", { name })}
          data-primary
          onClick={onOpen}
        >
          {film && !busy && (
            <span className="tile-play">
              <Icon name="play" />
            </span>
          )}
        </button>
      ) : (
        <p className="tile-problem">
          <Icon name="alert" size={16} />
          <span>{broken}</span>
          {!item.refused && (
            <button type="button" tabIndex={tabIndex} onClick={retry}>
              {t("ui.tryAgain")}
            </button>
          )}
        </p>
      )}
      {film && duration !== undefined && !busy && (
        <span className="tile-pill" data-place="start">
          {durationInWords(duration)}
        </span>
      )}
      {busy && <TileTransfer name={name} shown={shown} />}
    </div>
  );
}

/** What runs, on the picture itself: a ring that holds and continues, how far it is, a way out. */
function TileTransfer({ name, shown }: { name: string; shown: ShownTransfer }) {
  const tabIndex = useRowTab();
  const { main, cancel, short, words } = shown;
  return (
    <div className="tile-transfer">
      <span className="tile-pill" data-place="start" title={words} aria-live="off">
        {short}
      </span>
      <span className="tile-ring">
        <Progress name={name} shown={shown} look="ring" />
        {main && (
          <button
            type="button"
            tabIndex={tabIndex}
            aria-label={main.label}
            title={main.label}
            onClick={main.run}
          >
            <Icon name={main.icon} />
          </button>
        )}
      </span>
      {cancel && (
        <button
          type="button"
          className="tile-cancel"
          tabIndex={tabIndex}
          aria-label={cancel.label}
          title={cancel.label}
          onClick={cancel.run}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </div>
  );
}
