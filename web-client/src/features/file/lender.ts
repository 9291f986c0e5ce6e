import type { StoreApi } from "zustand/vanilla";
import { toClientError } from "../../api/problem.ts";
import {
  type ChatId,
  type ClientId,
  fileCipher,
  fileLayout,
  type Random,
  type StoredFile,
  toBase64url,
} from "../../protocol/index.ts";
import type { Database, MediaRecord } from "../../vault/database.ts";
import { MEDIA_PATH, type MediaMessage } from "./mediaMessages.ts";
import type { MediaWorker } from "./mediaWorker.ts";
import type { FileRef, FileState, Lent } from "./model.ts";
import type { ObjectUrls } from "./objectUrls.ts";

interface LenderPorts {
  readonly database: Database;
  readonly worker: MediaWorker;
  readonly urls: ObjectUrls;
  readonly files: StoreApi<FileState>;
  readonly locks: Pick<LockManager, "request">;
  readonly random: Random;
  /** Bytes of a lent file that went to the disk. */
  progress(url: string, bytes: number): void;
}

/** Lends addresses that the service worker answers. What it needs for that is on the disk. */
export interface Lender {
  /** @param saveAs to save the file under this name instead of playing it */
  lend(ref: FileRef & { readonly file: StoredFile }, saveAs?: string): Promise<Lent>;
  /** Takes back what pages lent that are gone. */
  sweep(): Promise<void>;
  close(): void;
}

export function createLender(ports: LenderPorts): Lender {
  const { database, worker, files } = ports;
  const page = toBase64url(ports.random(16));
  const lent = new Set<string>();
  let letGo: () => void = () => undefined;
  // Held as long as the page lives: that is how others see that it does.
  void ports.locks
    .request(lockOf(page), () => new Promise<void>((resolve) => (letGo = resolve)))
    .catch(() => undefined);

  const stopHearing = worker.hear((message, answer) => {
    switch (message.type) {
      case "media_url":
        void ports.urls
          .of(message.path, message.renew)
          .then((url) => answer({ ok: true, url }))
          .catch((error) => answer({ ok: false, code: toClientError(error).code }));
        return;
      case "media_problem":
        setProblem(message);
        return;
      case "media_progress":
        ports.progress(addressOf(message.id), message.bytes);
        return;
    }
  });

  function setProblem({ id, code }: Extract<MediaMessage, { type: "media_problem" }>): void {
    if (!lent.has(id)) return;
    const { mediaProblems } = files.getState();
    files.setState({ mediaProblems: { ...mediaProblems, [addressOf(id)]: code } });
  }

  function release(id: string): void {
    lent.delete(id);
    const { [addressOf(id)]: _, ...mediaProblems } = files.getState().mediaProblems;
    files.setState({ mediaProblems });
    void database.delete("media", id).catch(() => undefined);
  }

  return {
    async lend({ chatId, messageId, file }, saveAs) {
      const id = toBase64url(ports.random(16));
      const record: MediaRecord = {
        id,
        page,
        chatId: chatId as ChatId,
        messageId: messageId as ClientId,
        cipher: await fileCipher(file, fileLayout(file.size)),
        manifest: file.manifest,
        type: file.type,
        ...(saveAs === undefined ? {} : { saveAs }),
      };
      await database.put("media", record);
      lent.add(id);
      return { url: addressOf(id), release: () => release(id) };
    },
    async sweep() {
      const records = await database.getAll("media");
      for (const other of new Set(records.map((record) => record.page))) {
        if (other === page) continue;
        await ports.locks.request(lockOf(other), { ifAvailable: true }, async (lock) => {
          if (lock === null) return;
          for (const record of records) {
            if (record.page === other) await database.delete("media", record.id);
          }
        });
      }
    },
    close() {
      stopHearing();
      for (const id of lent) release(id);
      letGo();
    },
  };
}

function addressOf(id: string): string {
  return `${MEDIA_PATH}${id}`;
}

function lockOf(page: string): string {
  return `ren-page-${page}`;
}
