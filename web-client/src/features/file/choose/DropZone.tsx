import { useTranslation } from "react-i18next";
import { Icon } from "../../../ui/Icon.tsx";
import "./dropZone.css";

/** Lies over a conversation while files are held over it; what falls, falls through it. */
export function DropZone({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <div className="drop-zone">
      <div className="drop-zone-words">
        <span className="drop-zone-mark">
          <Icon name="clip" size={24} />
        </span>
        <p className="drop-zone-title">{t("choose.drop", { name })}</p>
        <p className="drop-zone-help">{t("choose.dropHelp")}</p>
      </div>
    </div>
  );
}
