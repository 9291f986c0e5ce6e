import type { KeyboardEvent } from "react";
import type { LogRow } from "./logRows.ts";

/** The message that an arrow, Home or End leads to. */
export function neighbour(
  event: KeyboardEvent<HTMLElement>,
  rows: readonly LogRow[],
): string | undefined {
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
export function focusWhenDrawn(root: HTMLElement | null, key: string, frames = 6): void {
  const message = root?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (message) message.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(root, key, frames - 1));
}
