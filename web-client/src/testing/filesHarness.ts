import { createClient } from "../app/createClient.ts";
import { browserPorts } from "../app/ports.ts";
import type { FileRef, Source, Transfer } from "../features/file/model.ts";
import {
  fileCipher,
  fileLayout,
  manifestOf,
  newFileSecret,
  openChunk,
  openDigests,
  sealPart,
  secureRandom,
} from "../protocol/index.ts";

/**
 * The whole client without its views, in a real page: browser tests of files drive it by
 * `window.ren`, since what they prove (bytes, ranges, memory) is not what a view shows.
 */
const client = await createClient(browserPorts());

/** Waits until a check answers something; the test's own time limit ends what hangs. */
async function until<T>(check: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function done<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: object }>) {
  const settled = await result;
  if (!settled.ok) throw new Error(JSON.stringify(settled.error));
  return settled.value;
}

/** A file of pseudo-random bytes, made piece by piece: the page never holds it whole. */
async function madeFile(name: string, size: number, seed: number): Promise<File> {
  const piece = 4 * 1024 * 1024;
  const parts: Blob[] = [];
  let state = seed;
  for (let at = 0; at < size; at += piece) {
    const words = new Uint32Array(piece / 4);
    for (let i = 0; i < words.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      words[i] = state;
    }
    parts.push(new Blob([words]).slice(0, Math.min(piece, size - at)));
  }
  return new File(parts, name, { lastModified: 1_700_000_000_000 });
}

/** A number that stands for all bytes that went in, in their order (Fletcher's sum, modulo 2^32). */
function createSum() {
  let size = 0;
  let low = 1;
  let high = 0;
  return {
    add(bytes: Uint8Array): void {
      size += bytes.length;
      for (const byte of bytes) {
        low = (low + byte) | 0;
        high = (high + low) | 0;
      }
    },
    text: () => `${size}:${low}:${high}`,
  };
}

/** The sum of a blob, read piece by piece. */
async function sumOf(blob: Blob): Promise<string> {
  const sum = createSum();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done: over, value } = await reader.read();
    if (over) return sum.text();
    sum.add(value);
  }
}

/** What was saved last, as the picked place saw it being written: nothing of it is kept. */
let saved = createSum();

/** Stands for the place that a person picks: a headless browser has no such dialog. */
const place = {
  async createWritable() {
    let end = 0;
    saved = createSum();
    return {
      async write({ position, data }: { position: number; data: Uint8Array }): Promise<void> {
        if (position !== end) throw new Error(`wrote at ${position} instead of ${end}`);
        end += data.length;
        saved.add(data);
      },
      close: () => Promise.resolve(),
      abort: () => Promise.resolve(),
    };
  },
};

const harness = {
  client,
  until,
  sumOf,
  createSum,
  madeFile,
  /** What a bench measures by itself. */
  protocol: {
    newCipher: (size: number) => fileCipher(newFileSecret(secureRandom), fileLayout(size)),
    sealPart,
    openChunk,
    openDigests,
    manifestOf,
  },
  async register(login: string): Promise<void> {
    await done(client.account.startRegistration({ login, password: `${login} and its password` }));
    await done(client.account.finishRegistration({ keepUnlocked: true }));
  },
  opened: () => until(() => client.session.getState().kind === "open" || undefined),
  async openChat(login: string): Promise<string> {
    const { people } = await done(client.chat.findPeople(login));
    const chatId = await done(client.chat.openChatWith(people[0]?.userId ?? ""));
    client.message.openConversation(chatId);
    return chatId;
  },
  async openOnlyChat(): Promise<string> {
    const row = await until(() => client.chats.getState().rows[0]);
    client.message.openConversation(row.chatId);
    return row.chatId;
  },
  async send(chatId: string, files: readonly Source[]): Promise<void> {
    await done(client.file.sendFiles(chatId, { files }));
  },
  transfers: (): readonly Transfer[] => Object.values(client.files.getState().transfers),
  /** The file of a name once its message is in the log. */
  received: (chatId: string, name: string): Promise<FileRef> =>
    until(() => {
      const conversation = client.conversations.getState()[chatId];
      if (conversation?.status !== "ready") return undefined;
      for (const item of conversation.items) {
        if (item.kind !== "files" || item.id === undefined) continue;
        const found = item.files.find(({ details }) => details.name === name);
        if (found?.ref !== undefined) return found.ref;
      }
      return undefined;
    }),
  open: async (ref: FileRef): Promise<string> => (await done(client.file.openFile(ref))).url,
  mediaUrl: async (ref: FileRef): Promise<string> => (await done(client.file.mediaUrl(ref))).url,
  /** Saves a file to the picked place; answers the sum of what was written there. */
  async save(ref: FileRef): Promise<string> {
    await done(client.file.saveFile(ref));
    const key = ref.file.kind === "stored" ? ref.file.fileId : "";
    await until(() => {
      const transfer = client.files.getState().transfers[key];
      if (transfer?.state === "failed") throw new Error(transfer.problem);
      return transfer === undefined || transfer.state === "done" || undefined;
    });
    return saved.text();
  },
};

export type Harness = typeof harness;

Object.assign(globalThis, { ren: harness, showSaveFilePicker: async () => place });
