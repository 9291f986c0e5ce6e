import { useTranslation } from "react-i18next";
import { Icon } from "../../../ui/Icon.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { documentIcon } from "../views/documentIcon.ts";
import { useFileWords } from "../views/fileWords.ts";
import { useBlobUrl } from "../views/usePicture.ts";
import type { Chosen, Quality, Refusal } from "./chosen.ts";
import type { Attachments } from "./useAttachments.ts";
import "./tray.css";

interface TrayProps {
  attachments: Attachments;
}

/** The chosen files above the field for their caption. */
export function Tray({ attachments }: TrayProps) {
  const { t } = useTranslation();
  const { chosen, quality, refusal, preparing: busy, files } = attachments;
  const pictures = chosen.some(({ kind }) => kind === "image");
  const count = chosen.length;
  const qualities: readonly Quality[] = ["scaled", "full", "file"];
  const status = busy ? t("choose.preparing") : count > 0 ? t("choose.count", { count }) : "";
  return (
    <>
      {(count > 0 || refusal) && (
        <div className="tray" data-busy={busy || undefined}>
          {refusal && <RefusalNotice refusal={refusal} />}
          {count > 0 && (
            <ul className="tray-list" aria-label={t("choose.chosen")}>
              {chosen.map((one) => (
                <TrayItem
                  key={one.id}
                  chosen={one}
                  asFile={quality === "file"}
                  disabled={busy}
                  onRemove={() => files.remove(one.id)}
                />
              ))}
            </ul>
          )}
          {pictures && !busy && (
            <Segmented
              label={t("choose.pictures")}
              value={quality}
              options={qualities.map((value) => ({ value, label: t(`choose.quality.${value}`) }))}
              onChange={files.setQuality}
            />
          )}
          {(pictures || busy) && (
            <p className="tray-help">{busy ? status : t(`choose.help.${quality}`)}</p>
          )}
        </div>
      )}
      {/* Always there: a live region that comes with its words is not read. */}
      <p className="sr-only" role="status">
        {status}
      </p>
    </>
  );
}

interface TrayItemProps {
  chosen: Chosen;
  asFile: boolean;
  disabled: boolean;
  onRemove: () => void;
}

function TrayItem({ chosen: { kind, file }, asFile, disabled, onRemove }: TrayItemProps) {
  const { t } = useTranslation();
  const words = useFileWords();
  const url = useBlobUrl(kind === "image" || kind === "video" ? file : undefined);
  const drawn = !asFile && url !== undefined;
  return (
    <li className="tray-item" title={file.name}>
      <span className="tray-preview">
        {drawn && kind === "image" && <img src={url} alt="" decoding="async" />}
        {drawn && kind === "video" && <video src={url} muted preload="metadata" tabIndex={-1} />}
        <span className="tray-mark">
          <Icon name={kind === "video" && !asFile ? "play" : documentIcon(file)} />
        </span>
      </span>
      <span className="tray-name" dir="auto">
        {file.name}
      </span>
      <small className="tray-size">{words.size(file.size)}</small>
      <button
        type="button"
        className="tray-remove"
        disabled={disabled}
        aria-label={t("choose.remove", { name: file.name })}
        title={t("choose.remove", { name: file.name })}
        onClick={onRemove}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}

function RefusalNotice({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const words = useFileWords();
  const sentence = (): string => {
    switch (refusal.kind) {
      case "tooMany":
        return t("choose.tooMany");
      case "tooLarge":
        return t("choose.tooLarge", { name: refusal.name, limit: words.size(refusal.limit) });
      case "noRoom":
        return t("choose.noRoom", {
          free: words.size(refusal.free),
          quota: words.size(refusal.quota),
        });
      case "folders":
        return t("choose.folders");
    }
  };
  return <Notice tone="danger">{sentence()}</Notice>;
}
