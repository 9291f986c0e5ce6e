export const settingsPages = [
  "profile",
  "appearance",
  "security",
  "recovery",
  "sessions",
  "storage",
] as const;
export type SettingsPage = (typeof settingsPages)[number];

/** Every place of the client that has an address. */
export type Route =
  | { name: "chats" }
  /** `query`: what is looked for from the first moment. */
  | { name: "people"; query?: string }
  | { name: "chat"; chatId: string; details: boolean }
  | { name: "settings"; page: SettingsPage | undefined }
  | { name: "register" }
  | { name: "recover" };

/** An address that names nothing leads to the chat list. */
export function parsePath(path: string): Route {
  const [first, second, third] = path.split("/").filter(Boolean).map(decodePart);
  switch (first) {
    case "people":
      return second ? { name: "people", query: second } : { name: "people" };
    case "chat":
      return second
        ? { name: "chat", chatId: second, details: third === "details" }
        : { name: "chats" };
    case "settings":
      return { name: "settings", page: settingsPages.find((page) => page === second) };
    case "register":
      return { name: "register" };
    case "recover":
      return { name: "recover" };
    default:
      return { name: "chats" };
  }
}

export function pathOf(route: Route): string {
  switch (route.name) {
    case "chats":
      return "/";
    case "chat":
      return `/chat/${encodeURIComponent(route.chatId)}${route.details ? "/details" : ""}`;
    case "people":
      return route.query ? `/people/${encodeURIComponent(route.query)}` : "/people";
    case "settings":
      return route.page ? `/settings/${route.page}` : "/settings";
    default:
      return `/${route.name}`;
  }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % is part of an address that names nothing
  }
}
