import { fileApi } from "../../api/files.ts";
import { ApiError, attempt } from "../../api/problem.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import type { ChatId } from "../../protocol/index.ts";
import { requireTrusted } from "../message/messageActions.ts";
import type { FileActions } from "./model.ts";

/** The actions of files. */
export function createFileActions(surroundings: Surroundings): FileActions {
  const unavailable = () =>
    attempt(async () => {
      requireOpen(surroundings);
      throw new ApiError("unavailable");
    });
  return {
    sendFiles: (chatId, draft) =>
      attempt(async () =>
        requireTrusted(surroundings, chatId).sender.send(chatId as ChatId, draft),
      ),
    pause(key) {
      surroundings.open()?.sender.pause(key);
    },
    resume(key) {
      surroundings.open()?.sender.resume(key);
    },
    cancel(key) {
      surroundings.open()?.sender.cancel(key);
    },
    provideFile: (key, file, handle) =>
      attempt(async () => requireOpen(surroundings).sender.provide(key, file, handle)),
    openFile: unavailable,
    saveFile: unavailable,
    mediaUrl: unavailable,
    cacheUsage: unavailable,
    clearCache: unavailable,
    setCacheLimit: unavailable,
    serverStorage: () =>
      attempt(async () => {
        requireOpen(surroundings);
        return fileApi(surroundings.api).storage();
      }),
  };
}
