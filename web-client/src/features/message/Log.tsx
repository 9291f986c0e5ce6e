import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { daysBetween, longDay, type Place } from "../../i18n/dates.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { LogRow } from "./logRows.ts";
import { MessageRow } from "./MessageRow.tsx";
import "./log.css";

/** What the log offers to the row it draws and to whoever reads beside it. */
interface LogProps {
  rows: readonly LogRow[];
  companionName: string;
  place: Place;
  now: number;
  hasOlder: boolean;
  /** After a failure older messages are loaded on request only. */
  older: "idle" | "loading" | "failed";
  onLoadOlder: () => void;
  /** The newest row is on the screen. */
  onAtEnd: () => void;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  onCompare: () => void;
}

/** Px from the end within which the log follows new messages. */
const endZone = 96;
/** Rows above the screen at which older messages are asked for. */
const nearStart = 8;

/**
 * The messages, of which only those near the screen are in the page. It stays at the end when it is there,
 * keeps its place when older messages arrive above, and is quiet for screen readers while someone reads back.
 */
export function Log(props: LogProps) {
  const { rows, hasOlder, older, onLoadOlder, onAtEnd } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [focused, setFocused] = useState<string>();

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 48,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    paddingStart: 8,
    paddingEnd: 16,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endZone,
    initialOffset: Number.MAX_SAFE_INTEGER,
  });

  // Once, when the conversation opens: to the first unread message, else to the end.
  const placed = useRef(false);
  useLayoutEffect(() => {
    if (placed.current || rows.length === 0) return;
    placed.current = true;
    const unread = rows.findIndex((row) => row.kind === "unread");
    if (unread >= 0) virtualizer.scrollToIndex(unread, { align: "center" });
    else virtualizer.scrollToEnd();
  }, [rows, virtualizer]);

  // An own message goes to the end from wherever one reads.
  const lastRow = rows[rows.length - 1];
  const lastKey = lastRow?.key;
  const lastIsMine = lastRow?.kind === "message" && lastRow.item.mine;
  const knownLast = useRef(lastKey);
  useLayoutEffect(() => {
    if (knownLast.current !== lastKey && lastIsMine) virtualizer.scrollToEnd();
    knownLast.current = lastKey;
  }, [lastKey, lastIsMine, virtualizer]);

  const first = virtualizer.range?.startIndex;
  useEffect(() => {
    const near = first !== undefined && first < nearStart && placed.current;
    if (near && hasOlder && older === "idle") onLoadOlder();
  }, [first, hasOlder, older, onLoadOlder]);

  const newest = newestMessageId(rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer message at the end is read anew
  useEffect(() => {
    if (atEnd) onAtEnd();
  }, [atEnd, newest, onAtEnd]);

  const missed = useMissed(rows, atEnd);
  const stop = focused ?? lastMessageKey(rows);

  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log"
        role="log"
        aria-label={t("conversation.log")}
        aria-live={atEnd ? "polite" : "off"}
        onScroll={(event) => setAtEnd(distanceFromEnd(event.currentTarget) < endZone)}
        onKeyDown={(event) => {
          const key = neighbour(event, rows);
          if (key === undefined) return;
          event.preventDefault();
          setFocused(key);
          virtualizer.scrollToIndex(
            rows.findIndex((row) => row.key === key),
            { align: "auto" },
          );
          focusWhenDrawn(scroller.current, key);
        }}
      >
        {older === "loading" && (
          <p className="log-older" role="status">
            {t("conversation.loadingOlder")}
          </p>
        )}
        {older === "failed" && (
          <p className="log-older" role="alert">
            {t("conversation.olderFailed")}{" "}
            <button type="button" onClick={onLoadOlder}>
              {t("ui.tryAgain")}
            </button>
          </p>
        )}
        <div className="log-sizer" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((virtual) => {
            const row = rows[virtual.index];
            return (
              row && (
                <div
                  key={virtual.key}
                  ref={virtualizer.measureElement}
                  data-index={virtual.index}
                  className="log-row"
                  style={{ transform: `translateY(${virtual.start}px)` }}
                >
                  <Row {...props} row={row} focusable={row.key === stop} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          className="log-jump"
          aria-label={
            missed > 0 ? t("conversation.jumpUnread", { count: missed }) : t("conversation.jump")
          }
          onClick={() => virtualizer.scrollToEnd()}
        >
          <Icon name="down" />
          {missed > 0 && <Badge count={missed} />}
        </button>
      )}
    </div>
  );
}

function Row({ row, focusable, ...props }: LogProps & { row: LogRow; focusable: boolean }) {
  const { t } = useTranslation();
  const { companionName: name, place, now } = props;
  switch (row.kind) {
    case "start":
      return (
        <p className="log-start">
          <Icon name="lock" size={16} />
          <span>
            {t("conversation.start", { name })} {row.empty && t("conversation.empty")}
          </span>
          <button type="button" onClick={props.onCompare}>
            {t("conversation.startCompare")}
          </button>
        </p>
      );
    case "day": {
      const days = daysBetween(row.at, now, place);
      const near =
        days === 0 ? t("conversation.today") : days === 1 ? t("conversation.yesterday") : undefined;
      return <p className="log-day">{near ?? longDay(row.at, now, place)}</p>;
    }
    case "unread":
      return <p className="log-unread">{t("conversation.unread", { count: row.count })}</p>;
    case "waiting":
      return <p className="log-waiting">{t("conversation.waiting", { count: row.count })}</p>;
    case "epoch":
      return (
        <p className="log-system">
          {row.item.change === "keys_changed"
            ? t("conversation.keysChanged", { name })
            : t("conversation.keysRenewed")}
        </p>
      );
    case "message":
      return (
        <MessageRow
          item={row.item}
          first={row.first}
          last={row.last}
          companionName={name}
          place={place}
          focusable={focusable}
          onRetry={props.onRetry}
          onDiscard={props.onDiscard}
        />
      );
  }
}

function distanceFromEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}

function newestMessageId(rows: readonly LogRow[]): number | undefined {
  const row = rows.findLast((one) => one.kind === "message" && one.item.id !== undefined);
  return row?.kind === "message" ? row.item.id : undefined;
}

function lastMessageKey(rows: readonly LogRow[]): string | undefined {
  return rows.findLast((row) => row.kind === "message")?.key;
}

/** How many messages of the other side came since the end was last on the screen. */
function useMissed(rows: readonly LogRow[], atEnd: boolean): number {
  const lastSeen = useRef<string>(undefined);
  const [missed, setMissed] = useState(0);
  useEffect(() => {
    if (atEnd) {
      lastSeen.current = rows[rows.length - 1]?.key;
      setMissed(0);
      return;
    }
    const at = rows.findIndex((row) => row.key === lastSeen.current);
    if (at >= 0)
      setMissed(
        rows.slice(at + 1).filter((row) => row.kind === "message" && !row.item.mine).length,
      );
  }, [rows, atEnd]);
  return missed;
}

/** The message that an arrow, Home or End leads to. */
function neighbour(event: KeyboardEvent<HTMLElement>, rows: readonly LogRow[]): string | undefined {
  if (!(event.target instanceof HTMLElement) || event.target.dataset.key === undefined)
    return undefined;
  const keys = rows.filter((row) => row.kind === "message").map((row) => row.key);
  const at = keys.indexOf(event.target.dataset.key);
  switch (event.key) {
    case "ArrowUp":
      return keys[Math.max(0, at - 1)];
    case "ArrowDown":
      return keys[at + 1];
    case "Home":
      return keys[0];
    case "End":
      return keys[keys.length - 1];
    default:
      return undefined;
  }
}

/** The row may be drawn only after the scroll: look for it in the next frames. */
function focusWhenDrawn(root: HTMLElement | null, key: string, frames = 6): void {
  const message = root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (message) message.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(root, key, frames - 1));
}
