import { fileApi } from "../../api/files.ts";
import { attempt } from "../../api/problem.ts";
import type { OpenSession } from "../../app/openSession.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import type { ChatId } from "../../protocol/index.ts";
import { requireTrusted } from "../message/messageActions.ts";
import type { FileActions } from "./model.ts";

/** The actions of files. */
export function createFileActions(surroundings: Surroundings): FileActions {
  /** An upload and a download of one file may be there at once: what runs down is nearer at hand. */
  function withTransfer(
    key: string,
    act: (transfer: Pick<OpenSession["sender"], "pause" | "resume" | "cancel">) => void,
  ): void {
    const open = surroundings.open();
    if (open === undefined) return;
    act(open.files.downloads.has(key) ? open.files.downloads : open.sender);
  }

  return {
    sendFiles: (chatId, draft) =>
      attempt(async () => {
        const { chats, sender } = requireTrusted(surroundings, chatId);
        await (await chats.log(chatId as ChatId)).create();
        await sender.send(chatId as ChatId, draft);
      }),
    pause: (key) => withTransfer(key, (transfer) => transfer.pause(key)),
    resume: (key) => withTransfer(key, (transfer) => transfer.resume(key)),
    cancel: (key) => withTransfer(key, (transfer) => transfer.cancel(key)),
    provideFile: (key, file, handle) =>
      attempt(async () => requireOpen(surroundings).sender.provide(key, file, handle)),
    openFile: (ref) => attempt(async () => requireOpen(surroundings).files.open(ref)),
    saveFile: (ref) => attempt(async () => requireOpen(surroundings).files.save(ref)),
    mediaUrl: (ref) => attempt(async () => requireOpen(surroundings).files.lend(ref)),
    cacheUsage: () => attempt(async () => requireOpen(surroundings).files.cache.usage()),
    clearCache: () => attempt(async () => requireOpen(surroundings).files.cache.clear()),
    setCacheLimit: (bytes) =>
      attempt(async () => requireOpen(surroundings).files.cache.setLimit(bytes)),
    serverStorage: () =>
      attempt(async () => {
        requireOpen(surroundings);
        return fileApi(surroundings.api).storage();
      }),
  };
}
