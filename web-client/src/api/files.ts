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

const UPLOAD = "/{chat_id}/{message_id}/{file_id}";

type Call = (
  path: string,
  init: { params: { path: Record<string, string | number> }; body?: object },
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** The calls over the REST API. */
export function fileApi(api: Api): FileApi {
  const calls = api.calls as unknown as Readonly<Record<"GET" | "POST" | "DELETE", Call>>;
  const pathOf = ({ chatId, messageId, fileId }: FilePath) => ({
    chat_id: chatId,
    message_id: messageId,
    file_id: fileId,
  });
  async function call<Answer>(
    method: "GET" | "POST" | "DELETE",
    path: string,
    parameters: Record<string, string | number>,
    body?: object,
  ): Promise<Answer> {
    const init = { params: { path: parameters }, ...(body === undefined ? {} : { body }) };
    return (await unwrap(calls[method](path, init))) as Answer;
  }

  return {
    open: (path, size, chunks) =>
      call<UploadStatus>("POST", `/chat/upload_metadata${UPLOAD}`, pathOf(path), { size, chunks }),
    async partUrls(path, first, checksums) {
      const { urls } = await call<{ urls: PartUrl[] }>(
        "POST",
        `/chat/upload_chunk${UPLOAD}/{chunk_index}`,
        { ...pathOf(path), chunk_index: first },
        { digests: checksums },
      );
      return urls;
    },
    complete: (path) => call("POST", `/chat/upload_complete${UPLOAD}`, pathOf(path)),
    cancel: (path) => call("DELETE", `/chat/upload_metadata${UPLOAD}`, pathOf(path)),
    async objectUrl(path) {
      const answer = await call<{ url: string; expires_at: number }>(
        "GET",
        `/chat/file${UPLOAD}`,
        pathOf(path),
      );
      return { url: answer.url, expiresAt: answer.expires_at };
    },
    async storage() {
      const answer = await call<{ used: number; quota: number; max_file: number }>(
        "GET",
        "/user/storage",
        {},
      );
      return { used: answer.used, quota: answer.quota, maxFile: answer.max_file };
    },
  };
}
