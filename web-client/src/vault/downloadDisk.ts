import type { ChatId, ClientId, Random, StoredFile, UnlockedAccount } from "../protocol/index.ts";
import { openBody, sealBody } from "./bodySeal.ts";
import type { Database } from "./database.ts";

/** A file that is being saved, and where it is from. */
export interface KeptDownload {
  readonly chatId: ChatId;
  readonly messageId: ClientId;
  readonly file: StoredFile;
}

/** Downloads that are not over. The file's key and name are sealed, as in the message. */
export interface DownloadDisk {
  load(): Promise<readonly KeptDownload[]>;
  put(download: KeptDownload, startedAt: number): Promise<void>;
  delete(fileId: string): Promise<void>;
}

export function openDownloadDisk(
  database: Database,
  random: Random,
  account: UnlockedAccount,
): DownloadDisk {
  return {
    async load() {
      const all: KeptDownload[] = [];
      for (const { fileId, chatId, messageId, sealedBody } of await database.getAll("downloads")) {
        const body = await openBody(account, nameOf(fileId), sealedBody);
        const file = body?.t === "files" ? body.files[0] : undefined;
        if (file?.kind === "stored") all.push({ chatId, messageId, file });
        else await database.delete("downloads", fileId);
      }
      return all;
    },
    async put({ chatId, messageId, file }, startedAt) {
      const { fileId } = file;
      const body = { t: "files", files: [file] } as const;
      const sealedBody = await sealBody(random, account, nameOf(fileId), body);
      await database.put("downloads", { fileId, chatId, messageId, sealedBody, startedAt });
    },
    delete: (fileId) => database.delete("downloads", fileId),
  };
}

function nameOf(fileId: string): string {
  return `download ${fileId}`;
}
