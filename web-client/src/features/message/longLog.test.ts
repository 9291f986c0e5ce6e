import { describe, expect, it } from "vitest";
import type { Schema } from "../../api/http.ts";
import { type FakePage, weakHash } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import { makeUpAccount, makeUpTalk } from "../../testing/madeUpTalk.ts";
import {
  becomes,
  done,
  eventually,
  logInAnew,
  openConversation,
  PASSWORD,
  rows,
} from "../../testing/talk.ts";
import { MOST_IN_MEMORY } from "./logMemory.ts";
import { LONGEST } from "./logWindow.ts";
import type { ConversationState } from "./model.ts";
import { PAGE } from "./page.ts";

const MESSAGES = MOST_IN_MEMORY + 700;
type Entries = Schema["EntryPage"]["entries"];
type Ready = Extract<ConversationState, { status: "ready" }>;

describe("a log that is longer than what stays in memory", () => {
  let server: FakeServer;
  let page: FakePage;
  let chatId: string;
  let path: string;

  const state = () => page.client.conversations.getState()[chatId] as Ready;
  const numbers = () => rows(page, chatId).map(({ id }) => id ?? -1);
  const pagesAsked = () => server.requests.filter((request) => request === path).length;

  /** Goes one way to the end; answers every number that was shown. Each view is dense and in order. */
  async function walk(on: () => boolean, step: () => Promise<unknown>): Promise<Set<number>> {
    const seen = new Set(numbers());
    while (on()) {
      const [first] = numbers();
      await step();
      await eventually(() => expect(numbers()[0] !== first || !on()).toBe(true));
      const shown = numbers();
      expect(shown.length).toBeLessThanOrEqual(LONGEST);
      expect(shown).toEqual(shown.map((_, i) => (shown[0] ?? 0) + i));
      for (const id of shown) seen.add(id);
    }
    return seen;
  }

  const toStart = () =>
    walk(
      () => state().hasOlder,
      () => done(page.client.message.loadOlder(chatId)),
    );
  const toEnd = () =>
    walk(
      () => state().hasNewer,
      async () => page.client.message.showNewer(chatId),
    );

  async function begin(messages: number, unread: number): Promise<void> {
    server = new FakeServer(() => Date.now());
    const nora = await makeUpAccount(server, "nora", PASSWORD, weakHash);
    const maya = await makeUpAccount(server, "maya", PASSWORD, weakHash);
    chatId = await makeUpTalk(server, nora, maya, messages);
    server.chats.of(chatId, maya.userId).read.set(maya.userId, messages - unread);
    path = `GET /chat/${chatId}/messages`;
    const login = await logInAnew(server, "maya", PASSWORD);
    await done(login.result);
    page = login.page;
    await becomes(page, "open");
    await eventually(() => expect(page.client.chats.getState().rows).toHaveLength(1));
    await openConversation(page, chatId);
  }

  function rewritePages(rewrite: (entries: Entries) => Entries): void {
    server.rewrite = (request, answer) => {
      if (!request.endsWith("/messages")) return answer;
      const { entries, ...rest } = answer as Schema["EntryPage"];
      return { ...rest, entries: rewrite(entries) };
    };
  }

  it("shows every entry once and in order, up to the first and down again", async () => {
    await begin(MESSAGES, 0);
    const all = Array.from({ length: MESSAGES + 1 }, (_, id) => id);
    expect([...(await toStart())].sort((one, other) => one - other)).toEqual(all);
    const asked = pagesAsked();
    const down = await toEnd();
    for (const id of await toStart()) down.add(id);
    expect([...down].sort((one, other) => one - other)).toEqual(all);
    // Some of it was let go and read again.
    expect(pagesAsked()).toBeGreaterThan(asked);
  });

  it("shows as refused what the server changed after it was verified and let go", async () => {
    await begin(MESSAGES, 0);
    await toStart();
    const changed = MESSAGES - 2 * LONGEST - 100;
    rewritePages((entries) =>
      entries.map((entry) =>
        entry.id === changed ? { ...entry, ciphertext: "A".repeat(400) } : entry,
      ),
    );
    await eventually(async () => {
      if (!numbers().includes(changed)) page.client.message.showNewer(chatId);
      expect(rows(page, chatId).find(({ id }) => id === changed)?.kind).toBe("refused");
    });
  });

  it("refuses the chat where the server leaves out what was verified and let go", async () => {
    await begin(MESSAGES, 0);
    await toStart();
    const dropped = MESSAGES - 2 * LONGEST - 100;
    rewritePages((entries) => entries.filter(({ id }) => id !== dropped));
    await eventually(() => {
      page.client.message.showNewer(chatId);
      expect(state().refused).toBe("log_rollback");
    });
    expect(numbers()).not.toContain(dropped);
  });

  it("counts all that were unread, whatever part of them is in the view", async () => {
    const unread = 130;
    const messages = LONGEST + 4 * PAGE;
    await begin(messages, unread);
    await eventually(() => expect(state().unread?.count).toBeGreaterThan(PAGE));
    await toStart();
    // Nora wrote two of five; those of her own nobody has to read.
    expect(state().unread?.count).toBe((unread * 2) / 5);
    expect(rows(page, chatId).at(-1)?.id).toBeLessThan(messages - unread);
  });
});
