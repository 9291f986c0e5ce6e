import type { ChatId, ClientId, FileId, Hash } from "../protocol/index.ts";
import { type Api, unwrap } from "./http.ts";

/** Which file of which message: the message by its client id. */
export interface FilePath {
  readonly chatId: ChatId;
  readonly messageId: ClientId;
  readonly fileId: FileId;
}

/** Where to put one part; `headers` are signed and have to go along. */
export interface PartUrl {
  readonly index: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UploadStatus {
  readonly state: "open" | "complete";
  /** The parts that the store has. */
  readonly parts: readonly { readonly index: number; readonly size: number }[];
}

/** Where to get a stored object. */
export interface ObjectUrl {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Most checksums of one call. */
export const URL_BATCH = 16;

/** The calls of files. */
export interface FileApi {
  /** Opens an upload, or tells how far it is. */
  open(path: FilePath, size: number, chunks: number): Promise<UploadStatus>;
  /** @param checksums of consecutive parts, at most {@link URL_BATCH} */
  partUrls(path: FilePath, first: number, checksums: readonly Hash[]): Promise<readonly PartUrl[]>;
  complete(path: FilePath): Promise<void>;
  cancel(path: FilePath): Promise<void>;
  objectUrl(path: FilePath): Promise<ObjectUrl>;
  storage(): Promise<{ readonly used: number; readonly quota: number; readonly maxFile: number }>;
}

/** The calls over the REST API. */
export function fileApi({ calls }: Api): FileApi {
  return {
    open: (path, size, chunks) =>
      unwrap(
        calls.POST("/chat/upload_metadata/{chat_id}/{message_id}/{file_id}", {
          params: { path: pathOf(path) },
          body: { size, chunks },
        }),
      ),
    async partUrls(path, first, checksums) {
      const { urls } = await unwrap(
        calls.POST("/chat/upload_chunk/{chat_id}/{message_id}/{file_id}/{chunk_index}", {
          params: { path: { ...pathOf(path), chunk_index: first } },
          body: { digests: [...checksums] },
        }),
      );
      return urls;
    },
    async complete(path) {
      await unwrap(
        calls.POST("/chat/upload_complete/{chat_id}/{message_id}/{file_id}", {
          params: { path: pathOf(path) },
        }),
      );
    },
    async cancel(path) {
      await unwrap(
        calls.DELETE("/chat/upload_metadata/{chat_id}/{message_id}/{file_id}", {
          params: { path: pathOf(path) },
        }),
      );
    },
    async objectUrl(path) {
      const { url, expires_at } = await unwrap(
        calls.GET("/chat/file/{chat_id}/{message_id}/{file_id}", {
          params: { path: pathOf(path) },
        }),
      );
      return { url, expiresAt: expires_at };
    },
    async storage() {
      const { used, quota, max_file } = await unwrap(calls.GET("/user/storage"));
      return { used, quota, maxFile: max_file };
    },
  };
}

function pathOf({ chatId, messageId, fileId }: FilePath) {
  return { chat_id: chatId, message_id: messageId, file_id: fileId };
}
