import type { FileRef, Source, Transfer } from "../features/file/model.ts";
import type { FakePage } from "./fakeBrowser.ts";
import { eventually, rows } from "./talk.ts";

/** Bytes of a file: the same for the same size and seed, different all over. */
export function bytesOf(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const words = new Uint32Array(bytes.buffer, 0, size >> 2);
  let state = seed;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  return bytes;
}

/** Whether two runs of bytes are the same: an assertion's own comparison takes minutes for these. */
export function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.length === other.length && other.every((byte, i) => byte === one[i]);
}

/** A document of a size, as the browser gives it to the page. */
export function documentOf(size: number, name = "plan.pdf", seed = 1): Source {
  const blob = new File([bytesOf(size, seed)], name, { lastModified: 1_700_000_000_000 });
  return { blob, name, type: "application/pdf", as: "file" };
}

export function transfers({ client }: FakePage): readonly Transfer[] {
  return Object.values(client.files.getState().transfers);
}

/** Waits until the only transfer of a page is in a state, and answers it. */
export function transferIs(page: FakePage, state: Transfer["state"]): Promise<Transfer> {
  return eventually(() => {
    const [one] = transfers(page);
    if (one?.state !== state) throw new Error(`is ${one?.state} (${one?.problem})`);
    return one;
  });
}

/** The names of the files that a conversation shows, each with what became of its message. */
export function shownFiles(page: FakePage, chatId: string): readonly string[] {
  return rows(page, chatId).flatMap((item) =>
    item.kind === "files"
      ? item.files.map(({ details }) => `${details.name} (${item.delivery?.kind ?? "received"})`)
      : [],
  );
}

export function showsFiles(page: FakePage, chatId: string, expected: readonly string[]) {
  return eventually(() => {
    const shown = shownFiles(page, chatId);
    if (JSON.stringify(shown) !== JSON.stringify(expected)) {
      throw new Error(`shows ${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`);
    }
  });
}

/** The only file that a conversation shows. */
export function shownRef(page: FakePage, chatId: string): FileRef {
  const refs = rows(page, chatId).flatMap((item) =>
    item.kind === "files" ? item.files.map(({ ref }) => ref) : [],
  );
  if (refs[0] === undefined) throw new Error("shows no file that can be opened");
  return refs[0];
}
