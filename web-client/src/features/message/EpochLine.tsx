import { useTranslation } from "react-i18next";
import { useMe } from "../../app/hooks.ts";
import type { EpochItem } from "./logRows.ts";

interface EpochLineProps {
  item: EpochItem;
  /** The companion's. */
  name: string;
  onCompare: () => void;
}

/** Says whose keys are others now: with them the safety number is another one, to be compared anew. */
export function EpochLine({ item, name, onCompare }: EpochLineProps) {
  const { t } = useTranslation();
  const { userId } = useMe();
  const others = item.changedIds.some((id) => id !== userId);
  if (item.changedIds.length === 0) {
    return <p className="log-system">{t("conversation.keysRenewed")}</p>;
  }
  return (
    <p className="log-system">
      {others ? t("conversation.keysChanged", { name }) : t("conversation.keysChangedOwn")}{" "}
      <button type="button" onClick={onCompare}>
        {t("conversation.compare")}
      </button>
    </p>
  );
}
