import { useEffect } from "react";
import { navigate } from "../../app/history.ts";

/** How the keys are called that lead to the search of chats: the platform's own modifier and K. */
export function searchKeys(platform: string): string {
  return /mac|iphone|ipad/i.test(platform) ? "⌘K" : "Ctrl K";
}

/**
 * Leads to the search of chats from everywhere.
 *
 * @param listHidden whether another screen is where the list would be
 */
export function useSearchKeys(listHidden: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const modified = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!modified || event.key.toLowerCase() !== "k" || inDialog(event.target)) return;
      event.preventDefault();
      if (listHidden) navigate({ name: "chats" });
      // The list is in the page once this turn of React is over.
      requestAnimationFrame(() =>
        document.querySelector<HTMLInputElement>(".list-search input")?.focus(),
      );
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [listHidden]);
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("dialog") !== null;
}
