import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../i18n/dates.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { EpochLine } from "./EpochLine.tsx";
import { focusWhenDrawn, neighbour } from "./logKeys.ts";
import type { LogRow } from "./logRows.ts";
import { distanceFromEnd, endZone, useBefore, useMissed, useStayAtEnd } from "./logScroll.ts";
import { MessageRow } from "./MessageRow.tsx";
import { FloatingDay, Separators } from "./Separators.tsx";
import "./log.css";

/** What the log offers to the row it draws and to whoever reads beside it. */
interface LogProps {
  rows: readonly LogRow[];
  companionName: string;
  place: Place;
  now: number;
  hasOlder: boolean;
  /** Whether there are newer messages than those in `rows`. */
  hasNewer: boolean;
  /** Messages of the other side that nobody has read. */
  unread: number;
  /** After a failure older messages are loaded on request only. */
  older: "idle" | "loading" | "failed";
  onLoadOlder: () => void;
  onShowNewer: () => void;
  onShowNewest: () => void;
  /** The newest row is on the screen. */
  onAtEnd: () => void;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  onRemove: (key: string) => void;
  onCompare: () => void;
}

/** Rows above the screen at which older messages are asked for, or below it newer ones. */
const near = 16;

/**
 * The messages, of which only those near the screen are in the page. It stays at the end when it is there,
 * keeps its place when older messages arrive above, and is quiet for screen readers while someone reads back.
 */
export function Log(props: LogProps) {
  const { rows, hasOlder, hasNewer, older, place, now, onLoadOlder, onShowNewer, onAtEnd } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [low, setLow] = useState(true);
  const atEnd = low && !hasNewer;
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
    followOnAppend: useBefore(!hasNewer),
    scrollEndThreshold: endZone,
    initialOffset: Number.MAX_SAFE_INTEGER,
  });

  const total = virtualizer.getTotalSize();
  useStayAtEnd(scroller, total, !hasNewer);

  // Once, when the conversation opens: to the first unread message, else to the end.
  const placed = useRef(false);
  useLayoutEffect(() => {
    if (placed.current || rows.length === 0) return;
    placed.current = true;
    const unread = rows.findIndex(hasUnreadLine);
    if (unread >= 0) virtualizer.scrollToIndex(unread, { align: "center" });
    else virtualizer.scrollToEnd();
  }, [rows, virtualizer]);

  // An own message goes to the end from wherever one reads.
  const lastRow = rows[rows.length - 1];
  const lastKey = lastRow?.key;
  const lastIsMine = lastRow?.kind === "message" && lastRow.item.mine;
  const lastIsNew = lastRow?.kind === "message" && lastRow.item.id === undefined;
  const wasWhole = useBefore(!hasNewer);
  const knownLast = useRef(lastKey);
  useLayoutEffect(() => {
    // Where the newest are left out, another row is the last one whenever one scrolls on.
    const written = lastIsNew || (wasWhole && !hasNewer);
    if (knownLast.current !== lastKey && lastIsMine && written) virtualizer.scrollToEnd();
    knownLast.current = lastKey;
  }, [lastKey, lastIsMine, lastIsNew, wasWhole, hasNewer, virtualizer]);

  // Asked for in the next frame: only then the range is that of the rows that were just drawn.
  const first = virtualizer.range?.startIndex;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew when the range or the rows change
  useEffect(() => {
    if (!hasOlder || older !== "idle") return;
    const frame = requestAnimationFrame(() => {
      if (placed.current && (virtualizer.range?.startIndex ?? 0) < near) onLoadOlder();
    });
    return () => cancelAnimationFrame(frame);
  }, [first, rows, hasOlder, older, onLoadOlder, virtualizer]);

  const last = virtualizer.range?.endIndex;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (!hasNewer) return;
    const frame = requestAnimationFrame(() => {
      if ((virtualizer.range?.endIndex ?? 0) >= rows.length - near) onShowNewer();
    });
    return () => cancelAnimationFrame(frame);
  }, [last, rows, hasNewer, onShowNewer, virtualizer]);

  // The newest are not in the rows after a long way back: they come first, and then the log goes there.
  const leaving = useRef<"scroll" | "focus">(undefined);
  function toEnd(how: "scroll" | "focus") {
    leaving.current = how;
    if (hasNewer) props.onShowNewest();
    else arrive();
  }
  const arrive = useCallback(() => {
    virtualizer.scrollToEnd();
    const key = leaving.current === "focus" ? lastMessageKey(rows) : undefined;
    leaving.current = undefined;
    if (key === undefined) return;
    setFocused(key);
    focusWhenDrawn(scroller.current, key);
  }, [rows, virtualizer]);
  useLayoutEffect(() => {
    if (leaving.current !== undefined && !hasNewer) arrive();
  }, [hasNewer, arrive]);

  const newest = newestMessageId(rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer message at the end is read anew
  useEffect(() => {
    if (atEnd) onAtEnd();
  }, [atEnd, newest, onAtEnd]);

  const missedHere = useMissed(rows, atEnd);
  const missed = hasNewer ? props.unread : missedHere;
  const stop = focused ?? lastMessageKey(rows);

  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log"
        role="log"
        aria-label={t("conversation.log")}
        aria-live={atEnd ? "polite" : "off"}
        onScroll={(event) => setLow(distanceFromEnd(event.currentTarget) < endZone)}
        onKeyDown={(event) => {
          const key = neighbour(event, rows);
          if (key === undefined) return;
          event.preventDefault();
          if (event.key === "End" && hasNewer) {
            toEnd("focus");
            return;
          }
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
        <div className="log-sizer" style={{ height: total }}>
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
      {!atEnd && <FloatingDay at={dayAbove(rows, virtualizer.range)} place={place} now={now} />}
      {!atEnd && (
        <button
          type="button"
          className="log-jump"
          aria-label={
            missed > 0 ? t("conversation.jumpUnread", { count: missed }) : t("conversation.jump")
          }
          onClick={() => toEnd("scroll")}
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
            {t("conversation.start", { name })} {row.holds === "nothing" && t("conversation.empty")}
            {row.holds === "begun" && t("conversation.begun", { name })}
          </span>
          {/* The other side has no number to compare yet. */}
          {row.holds !== "begun" && (
            <button type="button" onClick={props.onCompare}>
              {t("conversation.startCompare")}
            </button>
          )}
        </p>
      );
    case "waiting":
      return <p className="log-waiting">{t("conversation.waiting", { count: row.count })}</p>;
    case "epoch":
      return (
        <>
          <Separators separators={row.separators} place={place} now={now} />
          <EpochLine item={row.item} name={name} onCompare={props.onCompare} />
        </>
      );
    case "message":
      return (
        <>
          <Separators separators={row.separators} place={place} now={now} />
          <MessageRow
            item={row.item}
            first={row.first}
            last={row.last}
            companionName={name}
            place={place}
            focusable={focusable}
            onRetry={props.onRetry}
            onDiscard={props.onDiscard}
            onRemove={props.onRemove}
          />
        </>
      );
  }
}

/** The time of the uppermost row on the screen. */
function dayAbove(
  rows: readonly LogRow[],
  range: { startIndex: number } | null,
): number | undefined {
  const row = rows[range?.startIndex ?? 0];
  return row && "item" in row ? row.item.at : undefined;
}

function hasUnreadLine(row: LogRow): boolean {
  return "separators" in row && row.separators.some((line) => line.kind === "unread");
}

function newestMessageId(rows: readonly LogRow[]): number | undefined {
  const row = rows.findLast((one) => one.kind === "message" && one.item.id !== undefined);
  return row?.kind === "message" ? row.item.id : undefined;
}

function lastMessageKey(rows: readonly LogRow[]): string | undefined {
  return rows.findLast((row) => row.kind === "message")?.key;
}
