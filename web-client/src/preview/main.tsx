import type { ClientErrorCode } from "../app/result.ts";
import { languages } from "../i18n/setup.ts";
import { createFakeClient } from "./fakeClient.ts";
import { conversations, refusedStates, type Scene } from "./scene.ts";

/**
 * Every screen without a server: the scene is in the address, for instance
 * `preview.html?path=/settings/security&language=ru&session=open`. Development only; no part of the built client.
 */
const parameters = new URLSearchParams(location.search);

function choice<Value extends string>(
  name: string,
  values: readonly Value[],
  otherwise: Value,
): Value {
  return values.find((value) => value === parameters.get(name)) ?? otherwise;
}

const language = choice("language", languages, "en");
const scene: Scene = {
  language,
  session: choice(
    "session",
    ["starting", "signed_out", "locked", "registering", "state_refused", "open"],
    "open",
  ),
  chats: choice("chats", ["ready", "loading", "failed", "empty"], "ready"),
  conversation: choice("conversation", conversations, "ready"),
  refusedState: choice("refusedState", refusedStates, "empty"),
  connection: choice("connection", ["online", "connecting", "reconnecting", "offline"], "online"),
  trust: choice("trust", ["pinned", "verified", "changed"], "verified"),
  typing: parameters.has("typing"),
  newVersion: parameters.has("newVersion"),
  error: (parameters.get("error") as ClientErrorCode | null) ?? undefined,
  now: Number(parameters.get("now") ?? Date.now()),
};
const client = createFakeClient(scene);

// `chat` in the path stands for the first chat, whose id nobody wants to type.
const firstChat = client.chats.getState().rows[0]?.chatId ?? "none";
history.replaceState(
  {},
  "",
  (parameters.get("path") ?? "/").replace("/chat/first", `/chat/${firstChat}`),
);
localStorage.setItem(
  "ren.appearance",
  JSON.stringify({
    theme: choice("theme", ["system", "light", "dark", "contrast"], "light"),
    density: choice("density", ["comfortable", "compact"], "comfortable"),
    text: choice("text", ["small", "normal", "large"], "normal"),
    language,
  }),
);

// Both read the address and the storage when they are loaded.
const { start } = await import("../app/start.tsx");
await start(client);
