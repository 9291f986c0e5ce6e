import { ApiError, attempt } from "../../api/problem.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import type { FileActions } from "./model.ts";

/** The actions of files. */
export function createFileActions(surroundings: Surroundings): FileActions {
  const unavailable = () =>
    attempt(async () => {
      requireOpen(surroundings);
      throw new ApiError("unavailable");
    });
  return {
    sendFiles: unavailable,
    pause: () => undefined,
    resume: () => undefined,
    cancel: () => undefined,
    provideFile: unavailable,
    openFile: unavailable,
    saveFile: unavailable,
    mediaUrl: unavailable,
    cacheUsage: unavailable,
    clearCache: unavailable,
    setCacheLimit: unavailable,
    serverStorage: unavailable,
  };
}
