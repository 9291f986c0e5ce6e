import { type MouseEvent, useSyncExternalStore } from "react";
import { parsePath, pathOf, type Route } from "./routes.ts";

const listeners = new Set<() => void>();
let current = { path: location.pathname, route: parsePath(location.pathname) };

function settle() {
  if (current.path !== location.pathname) {
    current = { path: location.pathname, route: parsePath(location.pathname) };
  }
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", settle);

/** How many steps of this page lie behind: "back" must not leave the client. */
function depth(): number {
  const state: unknown = history.state;
  return typeof state === "object" &&
    state !== null &&
    "depth" in state &&
    typeof state.depth === "number"
    ? state.depth
    : 0;
}

/** Goes to a place; `replace` for places that "back" should not meet again. */
export function navigate(route: Route, how: "push" | "replace" = "push"): void {
  const path = pathOf(route);
  if (path === location.pathname) return;
  if (how === "push") history.pushState({ depth: depth() + 1 }, "", path);
  else history.replaceState({ depth: depth() }, "", path);
  settle();
}

/** One step back if that stays in the client, else the place that lies above this one. */
export function goBack(above: Route): void {
  if (depth() > 0) history.back();
  else navigate(above, "replace");
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => current.route);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The attributes of a link to a place: a real address, followed without loading the page. */
export function linkTo(route: Route) {
  return {
    href: pathOf(route),
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      navigate(route);
    },
  };
}
