import type { KeyboardEvent, MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { clockTime, type Place } from "../../i18n/dates.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Icon } from "../../ui/Icon.tsx";
import { FilesContent } from "../file/views/FilesContent.tsx";
import { useFileWords } from "../file/views/fileWords.ts";
import { RowTab } from "../file/views/rowTab.ts";
import { Bubble } from "./Bubble.tsx";
import type { SentItem } from "./logRows.ts";
import { MessageMenu } from "./MessageMenu.tsx";
import { MessageText } from "./MessageText.tsx";
import type { Delivery } from "./model.ts";

interface MessageRowProps {
  item: SentItem;
  first: boolean;
  last: boolean;
  companionName: string;
  place: Place;
  /** Only one message of the log is a tab stop; arrows move between them. */
  focusable: boolean;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  onRemove: (key: string) => void;
}

/** A message is one labelled item: sender, time, state and text. */
export function MessageRow(props: MessageRowProps) {
  const { item, first, last, companionName, place, focusable } = props;
  const { t } = useTranslation();
  const time = clockTime(item.at, place);
  const sender = item.mine ? t("message.you") : companionName;
  const said = item.kind === "text" || item.kind === "files";
  const delivery = said ? item.delivery : undefined;
  const content = useContent(item, companionName);
  const timeNote = said && item.clockOff ? t("conversation.clockOff") : undefined;
  const spoken = timeNote === undefined ? content : `${content} (${timeNote})`;
  const label = delivery
    ? t("message.labelState", { sender, time, state: t(`message.${delivery.kind}`), text: spoken })
    : t("message.label", { sender, time, text: spoken });
  return (
    <article
      className="message"
      data-mine={item.mine || undefined}
      data-first={first || undefined}
      aria-label={label}
      // A message takes focus so that arrows can walk the log and a screen reader reads it whole.
      tabIndex={focusable ? 0 : -1}
      data-key={item.key}
      onKeyDown={openFirst}
      onContextMenu={openMenu}
    >
      <RowTab value={focusable ? 0 : -1}>
        <div className="message-line">
          <Bubble
            mine={item.mine}
            first={first}
            last={last}
            time={time}
            ticks={ticksOf(delivery)}
            timeNote={timeNote}
            placeholder={!said}
            {...(item.kind === "files" ? filesLook(item) : {})}
          >
            <Content item={item} words={content} />
          </Bubble>
          <MessageMenu item={item} onRemove={() => props.onRemove(item.key)} />
        </div>
      </RowTab>
      {delivery?.kind === "failed" && (
        <FailedNote
          code={delivery.code}
          onRetry={() => props.onRetry(item.key)}
          onDiscard={() => props.onDiscard(item.key)}
        />
      )}
    </article>
  );
}

function Content({ item, words }: { item: SentItem; words: string }) {
  switch (item.kind) {
    case "text":
      return <MessageText text={item.text} />;
    case "files":
      return (
        <FilesContent
          files={item.files}
          mine={item.mine}
          caption={item.text !== undefined && <MessageText text={item.text} />}
        />
      );
    case "refused":
    case "unsupported":
    case "removed":
      return words;
  }
}

/** How the bubble of files is drawn: what reaches to its edge, and where the time has its place. */
function filesLook({ files, text }: Extract<SentItem, { kind: "files" }>) {
  const media = ({ details: { as } }: (typeof files)[number]) => as === "image" || as === "video";
  const over = files.every(media);
  return {
    files: files.some(media) ? "media" : "rows",
    meta: text !== undefined ? "flow" : over ? "over" : "corner",
  } as const;
}

/** What a message says, for its label. */
function useContent(item: SentItem, companionName: string): string {
  const { t } = useTranslation();
  const { summary } = useFileWords();
  switch (item.kind) {
    case "text":
      return item.text;
    case "files":
      return [summary(item.files.map(({ details }) => details)), item.text]
        .filter((part) => part !== undefined)
        .join(": ");
    case "refused":
      return t(`refused.${item.reason}`, { name: companionName });
    case "unsupported":
      return t("message.unsupported");
    case "removed":
      return t("conversation.removed");
  }
}

function ticksOf(delivery: Delivery | undefined): "waiting" | "sent" | "read" | undefined {
  switch (delivery?.kind) {
    case "waiting":
    case "sending":
      return "waiting";
    case "sent":
    case "read":
      return delivery.kind;
    case "failed":
    case undefined:
      return undefined;
  }
}

/** Enter on a message follows its first address, unfolds it, or opens its first file. */
function openFirst(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== "Enter" || event.target !== event.currentTarget) return;
  event.currentTarget.querySelector<HTMLElement>("a, .bubble-more, [data-primary]")?.click();
}

/** The secondary button, a long touch, or the menu key open the message's own menu, where it has one. */
function openMenu(event: MouseEvent<HTMLElement>) {
  const menu = event.currentTarget.querySelector<HTMLElement>("[aria-haspopup=menu]");
  const onLink = event.target instanceof Element && event.target.closest("a") !== null;
  if (menu === null || onLink || !getSelection()?.isCollapsed) return;
  event.preventDefault();
  if (menu.ariaExpanded !== "true") menu.click();
}

interface FailedNoteProps {
  code: string;
  onRetry: () => void;
  onDiscard: () => void;
}

function FailedNote({ code, onRetry, onDiscard }: FailedNoteProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  return (
    <p className="message-failed">
      <Icon name="alert" size={14} />
      <span>{t("message.notSentBecause", { reason: ofCode(code) })}</span>
      <button type="button" onClick={onRetry}>
        {t("message.retry")}
      </button>
      <button type="button" onClick={onDiscard}>
        {t("message.discard")}
      </button>
    </p>
  );
}
