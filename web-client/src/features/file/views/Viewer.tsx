import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/Dialog.tsx";
import type { FileItem } from "../model.ts";
import { usePicture } from "./usePicture.ts";

interface ViewerProps {
  /** The pictures and films of one message. */
  files: readonly FileItem[];
  /** The key of the one to begin with. */
  start: string;
  onClose: () => void;
}

/** A picture of a message by itself. */
export function Viewer({ files, start, onClose }: ViewerProps) {
  const item = files.find(({ key }) => key === start);
  return item === undefined ? null : <Shown item={item} onClose={onClose} />;
}

function Shown({ item, onClose }: { item: FileItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { url } = usePicture(item);
  return (
    <Dialog title={item.details.name} onClose={onClose}>
      {url === undefined ? <p>{t("ui.loading")}</p> : <img src={url} alt={item.details.name} />}
    </Dialog>
  );
}
