import { useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { fullStamp, type Place } from "../../i18n/dates.ts";
import { useWalk } from "../file/views/useWalk.ts";
import { Viewer } from "../file/views/Viewer.tsx";
import { isShot, type Shot } from "../file/views/viewing.ts";
import type { ConversationItem } from "./model.ts";

interface ChatViewerProps {
  items: readonly ConversationItem[];
  companionName: string;
  place: Place;
  now: number;
  /** The key of the file that was pressed. */
  start: string;
  loadOlder: (() => Promise<boolean>) | undefined;
  onClose: () => void;
}

/** All pictures and films of a conversation over the whole screen, from the one that was pressed. */
export function ChatViewer({ start, ...props }: ChatViewerProps) {
  const shots = useShots(props);
  const [first] = useState(() => shots.find(({ item }) => item.key === start));
  return first && <Shown {...props} shots={shots} first={first} />;
}

interface ShownProps extends Omit<ChatViewerProps, "start"> {
  shots: readonly Shot[];
  first: Shot;
}

function Shown({ items, shots, first, loadOlder, onClose }: ShownProps) {
  const [shown, setShown] = useState(first);
  const walk = useWalk({ shots, shown, show: setShown, loadOlder });
  const here = shots.find(({ item }) => item.key === shown.item.key);
  // An upload becomes a message; and a long way back, the newest messages are let go of.
  if (here !== undefined && here.id !== shown.id) setShown(here);
  const gone = here === undefined && isGone(items, shown);
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  return createPortal(<Viewer shot={here ?? shown} walk={walk} onClose={onClose} />, document.body);
}

/** Its message was taken back, or its upload was. */
function isGone(items: readonly ConversationItem[], { id }: Shot): boolean {
  return id === undefined || items.some((item) => item.id === id);
}

function useShots({ items, companionName, place, now }: Omit<ChatViewerProps, "start">) {
  const { t } = useTranslation();
  const you = t("message.you");
  const { locale } = place;
  return useMemo(
    () =>
      items.flatMap((item): readonly Shot[] =>
        item.kind === "files"
          ? item.files.filter(isShot).map((file) => ({
              item: file,
              ...(item.id === undefined ? {} : { id: item.id }),
              sender: item.mine ? you : companionName,
              at: item.at,
              time: fullStamp(item.at, now, { locale }),
            }))
          : [],
      ),
    [items, companionName, locale, now, you],
  );
}
