import { ApiError } from "../../api/problem.ts";
import { fileLayout, type StoredFile } from "../../protocol/index.ts";
import type { FileReader } from "./fileReader.ts";
import { shownType } from "./mediaTypes.ts";
import { type FileRef, type Lent, OPENABLE_BYTES } from "./model.ts";

/** A stored file of a message. */
export type StoredRef = FileRef & { readonly file: StoredFile };

interface OpenerPorts {
  reader(ref: StoredRef): Promise<FileReader>;
}

/** Opens whole files as blobs; the last ones stay in memory, for a viewer that goes back and forth. */
export interface Opener {
  open(ref: FileRef): Promise<Lent>;
  blob(ref: FileRef): Promise<Blob>;
  close(): void;
}

/** Bytes of blobs that stay; Chromium moves them to its disk by itself when they are many. */
const HELD = 96 * 1024 * 1024;

export function createOpener(ports: OpenerPorts): Opener {
  const held = new Map<string, { readonly blob: Promise<Blob>; readonly size: number }>();
  const closing = new AbortController();

  async function read(ref: StoredRef): Promise<Blob> {
    const { type, size } = ref.file;
    const reader = await ports.reader(ref);
    const { count } = fileLayout(size);
    const parts: Blob[] = [];
    // Each chunk leaves the heap as a part of a blob before the next one comes.
    for (let index = 0; index < count; index++) {
      parts.push(new Blob([await reader.chunk(index, closing.signal)]));
    }
    return new Blob(parts, { type: shownType(type) });
  }

  function hold(ref: StoredRef): Promise<Blob> {
    const { file } = ref;
    // The manifest too: a sender may name the id of somebody else's file.
    const key = `${file.fileId}.${file.manifest}.${ref.messageId}`;
    const there = held.get(key);
    held.delete(key);
    const one = there ?? { blob: read(ref), size: file.size };
    held.set(key, one);
    one.blob.catch(() => held.delete(key));
    let bytes = [...held.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [oldest, { size }] of held) {
      if (bytes <= HELD || oldest === key) break;
      held.delete(oldest);
      bytes -= size;
    }
    return one.blob;
  }

  async function blob({ file, ...where }: FileRef): Promise<Blob> {
    if (file.kind === "inline") return new Blob([file.data], { type: shownType(file.type) });
    if (file.size > OPENABLE_BYTES) throw new ApiError("file_too_large");
    return hold({ ...where, file });
  }

  return {
    blob,
    async open(ref) {
      const url = URL.createObjectURL(await blob(ref));
      return { url, release: () => URL.revokeObjectURL(url) };
    },
    close() {
      closing.abort(new DOMException("closed", "AbortError"));
      held.clear();
    },
  };
}
