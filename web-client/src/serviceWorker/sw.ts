import { opfsDisk } from "../features/file/disk.ts";
import { MEDIA_PATH, type PageMessage } from "../features/file/mediaMessages.ts";
import { createPatience } from "../features/file/patience.ts";
import { openDatabase } from "../vault/database.ts";
import { answerMedia } from "./answerMedia.ts";
import type { WorkerScope } from "./scope.ts";

const scope = globalThis as unknown as WorkerScope;

const answer = answerMedia({
  clients: scope.clients,
  disk: opfsDisk(),
  fetch: (input, init) => fetch(input, init),
  database: openDatabase,
  now: () => Date.now(),
  patience: createPatience({
    online: () => scope.navigator.onLine,
    onNetwork(online) {
      scope.addEventListener("online", online);
      return () => scope.removeEventListener("online", online);
    },
    chance: Math.random,
  }),
});

scope.addEventListener("install", () => {
  void scope.skipWaiting();
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== scope.location.origin || !pathname.startsWith(MEDIA_PATH)) return;
  event.respondWith(answer(pathname.slice(MEDIA_PATH.length), event.request));
});

scope.addEventListener("message", (event) => {
  const { type } = event.data as PageMessage;
  // A reloaded page that passed the worker by, as a forced reload does, is taken again.
  if (type === "claim") event.waitUntil(scope.clients.claim());
});
