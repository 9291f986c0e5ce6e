import {
  type Argon2id,
  appendEpoch,
  emptyLog,
  entryFromJson,
  epochFromJson,
  identityBook,
  verifyPage,
} from "../protocol/index.ts";
import { FakeServer } from "./fakeServer.ts";
import { makeUpAccount, makeUpTalk } from "./madeUpTalk.ts";

/** Nothing is derived from passwords in what is measured here. */
const noHash: Argon2id = async () => new Uint8Array(32);

const harness = {
  /**
   * Opens so many messages page by page, from JSON to what may be shown; answers messages per second.
   * Refuses to count what was not opened.
   */
  async opened(count: number, page: number): Promise<number> {
    const server = new FakeServer(() => Date.now());
    const nora = await makeUpAccount(server, "nora", "correct horse", noHash);
    const maya = await makeUpAccount(server, "maya", "correct horse", noHash);
    const chatId = await makeUpTalk(server, maya, nora, count);
    const context = { opener: nora, identities: identityBook(nora, [[maya.identity]]) };
    const state = emptyLog(chatId);
    const { entries } = server.chats.of(chatId, nora.userId);
    const { epochs } = server.chats.epochs(server.chats.of(chatId, nora.userId), nora.userId, 0);
    for (const epoch of epochs) {
      state.chain = await appendEpoch(state.chain, context, epochFromJson(epoch));
    }
    const texts = entries.map((entry) => JSON.stringify(entry));
    const begun = performance.now();
    let shown = 0;
    for (let at = 0; at < texts.length; at += page) {
      const json = texts.slice(at, at + page).map((text): unknown => JSON.parse(text));
      const read = await verifyPage(state, context, json.map(entryFromJson));
      shown += read.entries.filter(({ kind }) => kind === "message").length;
    }
    const seconds = (performance.now() - begun) / 1000;
    if (shown !== count) throw new Error(`${shown} of ${count} messages opened`);
    return count / seconds;
  },
};

export type OpeningHarness = typeof harness;

Object.assign(globalThis, { opening: harness });
