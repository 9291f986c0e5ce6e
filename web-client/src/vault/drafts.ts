import {
  openLocally,
  ProtocolError,
  type Random,
  sealLocally,
  type UnlockedAccount,
} from "../protocol/index.ts";
import type { Database } from "./database.ts";

/** Texts that were begun, by chat; on the disk they are sealed. */
export interface Drafts {
  /** The draft of a chat; empty where there is none. */
  of(chatId: string): string;
  set(chatId: string, text: string): void;
}

/** Opens the drafts of an account. One that does not open belongs to keys of before: it is gone. */
export async function openDrafts(
  database: Database,
  random: Random,
  account: UnlockedAccount,
): Promise<Drafts> {
  const drafts = new Map<string, string>();
  for (const chatId of await database.getAllKeys("drafts")) {
    const sealed = await database.get("drafts", chatId);
    if (sealed === undefined) continue;
    try {
      drafts.set(chatId, await openLocally(account, nameOf(chatId), sealed));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      await database.delete("drafts", chatId);
    }
  }
  let writing: Promise<void> = Promise.resolve();

  async function write(chatId: string, text: string): Promise<void> {
    // Typing is faster than a disk: only the newest text of a chat is written.
    if (drafts.get(chatId) !== text && (text !== "" || drafts.has(chatId))) return;
    if (text === "") return database.delete("drafts", chatId);
    await database.put("drafts", await sealLocally(random, account, nameOf(chatId), text), chatId);
  }

  return {
    of: (chatId) => drafts.get(chatId) ?? "",
    set(chatId, text) {
      if (text === "") drafts.delete(chatId);
      else drafts.set(chatId, text);
      // A disk that refuses a draft costs the draft only.
      writing = writing.then(() => write(chatId, text)).catch(() => undefined);
    },
  };
}

function nameOf(chatId: string): string {
  return `draft ${chatId}`;
}
