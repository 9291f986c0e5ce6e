import type { ClientErrorCode, Result } from "../../app/result.ts";
import type { FileDetails, FileReference, FileUse, Reply } from "../../protocol/index.ts";

/** A file that a person chose or made, as it is to be sent. */
export interface Source {
  readonly blob: Blob;
  /** Any name: the engine makes it fit the protocol's rules. */
  readonly name: string;
  /** The media type; empty where the browser knows none. */
  readonly type: string;
  readonly as: FileUse;
  readonly dimensions?: FileDetails["dimensions"];
  readonly duration?: number;
  /** A JPEG or WebP of at most 6 KB, all of a message at most 36,000 bytes. */
  readonly thumb?: FileDetails["thumb"];
  readonly wave?: FileDetails["wave"];
  /** Where the browser gave one for exactly these bytes: an upload then goes on after a reload. */
  readonly handle?: FileSystemFileHandle;
}

/** What a message of files says. */
export interface FilesDraft {
  /** 1 to 10. */
  readonly files: readonly Source[];
  readonly text?: string;
  readonly reply?: Reply;
}

/** A file of a message that is in the log. */
export interface FileRef {
  readonly chatId: string;
  /** The message's client id. */
  readonly messageId: string;
  readonly file: FileReference;
}

/** What a list in one line says of a file. */
export type FileInLine = Pick<FileDetails, "name" | "as" | "duration">;

/** A file as a row shows it. */
export interface FileItem {
  /** Of the {@link Transfer}, if one is there: the file id, or one made of message and place. */
  readonly key: string;
  readonly details: FileDetails;
  /** While an own file is uploaded: its bytes, if this page has them. */
  readonly blob?: Blob;
  /** Absent while it is uploaded. */
  readonly ref?: FileRef;
  /** The server attached other files than the sender did: this one cannot be opened. */
  readonly refused?: true;
}

/**
 * How a transfer stands. `sealing`: nothing has left the browser yet; `waiting`: for its turn, the
 * network, or another tab; `needs_file`: the browser could not keep the file, the person chooses it
 * again ({@link FileActions.provideFile}); `failed`: the person decides ({@link FileActions.resume}).
 */
export type TransferState =
  | "sealing"
  | "waiting"
  | "running"
  | "paused"
  | "needs_file"
  | "failed"
  | "done";

/** An upload or a download. */
export interface Transfer {
  /** The file's id. */
  readonly key: string;
  readonly chatId: string;
  readonly direction: "up" | "down";
  readonly state: TransferState;
  readonly name: string;
  /** Bytes that are over, of `size`. */
  readonly sent: number;
  readonly size: number;
  /** Absent until there is something to measure. */
  readonly bytesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Why it is `failed`, or why it waits. */
  readonly problem?: ClientErrorCode;
}

/** What the views read of files. */
export interface FileState {
  /** By key. One that is done stays for a moment and is then left out. */
  readonly transfers: Readonly<Record<string, Transfer>>;
  /** Why playing stopped, by the address that {@link FileActions.mediaUrl} gave. */
  readonly mediaProblems: Readonly<Record<string, ClientErrorCode>>;
}

/** An address that is good until it is released. */
export interface Lent {
  readonly url: string;
  release(): void;
}

/** Bytes. */
export interface CacheUsage {
  readonly used: number;
  readonly limit: number;
  readonly files: number;
}

/** What the account keeps on the server; bytes. */
export interface ServerStorage {
  readonly used: number;
  readonly quota: number;
  readonly maxFile: number;
}

export interface FileActions {
  /** Answers as soon as the message is on this browser's disk; what fails later is the transfer's. */
  sendFiles(chatId: string, draft: FilesDraft): Promise<Result<void>>;
  pause(key: string): void;
  resume(key: string): void;
  /** An upload: the whole message of this file is taken back. A download: what is there is dropped. */
  cancel(key: string): void;
  /** The file of an upload in `needs_file`; `file_changed` if it is another one. */
  provideFile(key: string, file: File, handle?: FileSystemFileHandle): Promise<Result<void>>;
  /** The whole file as a blob address, for what fits into memory ({@link OPENABLE_BYTES}). */
  openFile(ref: FileRef): Promise<Result<Lent>>;
  /** To be called from a click: asks where to, then runs as a transfer with the file's key. */
  saveFile(ref: FileRef): Promise<Result<void>>;
  /** An address that a player seeks in; only what it asks for is fetched and opened. */
  mediaUrl(ref: FileRef): Promise<Result<Lent>>;
  cacheUsage(): Promise<Result<CacheUsage>>;
  clearCache(): Promise<Result<void>>;
  setCacheLimit(bytes: number): Promise<Result<void>>;
  serverStorage(): Promise<Result<ServerStorage>>;
}

/** Most bytes that {@link FileActions.openFile} opens. */
export const OPENABLE_BYTES = 64 * 1024 * 1024;
