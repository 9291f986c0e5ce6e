import type { FilePath } from "../../api/files.ts";
import type { ClientErrorCode } from "../../app/result.ts";

/** Where the service worker answers: this and the id of a media record. */
export const MEDIA_PATH = "/media/";

/** What the service worker says to the pages; a question comes with a port for the answer. */
export type MediaMessage =
  | { readonly type: "media_url"; readonly path: FilePath; readonly renew: boolean }
  | { readonly type: "media_problem"; readonly id: string; readonly code: ClientErrorCode }
  | { readonly type: "media_progress"; readonly id: string; readonly bytes: number };

/** What a page answers to `media_url`. */
export type MediaAnswer =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly code: ClientErrorCode };

/** What a page says to the service worker: `ping` keeps it alive, `claim` asks it to take the page. */
export type PageMessage = { readonly type: "ping" } | { readonly type: "claim" };
