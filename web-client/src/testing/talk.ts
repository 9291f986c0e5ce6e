import { vi } from "vitest";
import type { Result } from "../app/result.ts";
import type { SessionState } from "../features/account/model.ts";
import type { ConversationItem } from "../features/message/model.ts";
import { FakeBrowser, type FakePage } from "./fakeBrowser.ts";
import type { FakeServer } from "./fakeServer.ts";

export const PASSWORD = "correct horse battery";
export const NEW_PASSWORD = "another long password";

/** Waits until a check holds; ends only what hangs, since a loaded machine takes its time. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 });
}

/** A person with a browser, whose account is open on one page. */
export interface Person {
  readonly browser: FakeBrowser;
  readonly page: FakePage;
  readonly recoveryKey: string;
}

/** The value of a result; a test that expects success fails with the code otherwise. */
export async function done<T>(result: Promise<Result<T>>): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(`refused: ${settled.error.code}`);
  return settled.value;
}

/** The code of a refusal. */
export async function refusal(result: Promise<Result<unknown>>): Promise<string> {
  const settled = await result;
  if (settled.ok) throw new Error("was not refused");
  return settled.error.code;
}

export async function register(server: FakeServer, login: string): Promise<Person> {
  const browser = new FakeBrowser(server);
  const page = await browser.openPage();
  const { account, session } = page.client;
  await done(account.startRegistration({ login, password: PASSWORD }));
  const state = session.getState();
  if (state.kind !== "registering") throw new Error(`is ${state.kind}`);
  await done(account.finishRegistration({ keepUnlocked: true }));
  return { browser, page, recoveryKey: state.recoveryKey };
}

/** Where a page stands between an empty browser and an open vault. */
export function sessionOf({ client }: FakePage): SessionState {
  return client.session.getState();
}

/** Waits until a page stands there. */
export function becomes(page: FakePage, kind: SessionState["kind"]): Promise<void> {
  return eventually(() => {
    const now = sessionOf(page).kind;
    if (now !== kind) throw new Error(`is ${now} instead of ${kind}`);
  });
}

/** Logs in at a fresh browser, which the person chooses to keep unlocked. */
export async function logInAnew(server: FakeServer, login: string, password: string) {
  const page = await new FakeBrowser(server).openPage();
  const result = page.client.account.logIn({ login, password, keepUnlocked: true });
  return { page, result };
}

/** Nora has found Maya, and both have the conversation open. */
export async function noraAndMaya(server: FakeServer) {
  const nora = await register(server, "nora");
  const maya = await register(server, "maya");
  const chatId = await openChat(nora.page, "maya");
  await openConversation(maya.page, chatId);
  return { nora, maya, chatId };
}

/** Finds a person by login and opens the chat, of which nobody else knows if it is new; answers its id. */
export async function beginChat(page: FakePage, login: string): Promise<string> {
  const { chat } = page.client;
  const { people } = await done(chat.findPeople(login));
  const chatId = await done(chat.openChatWith(people[0]?.userId ?? ""));
  await openConversation(page, chatId);
  return chatId;
}

/** As {@link beginChat}, and the chat is there on both sides, empty: its first message was refused and discarded. */
export async function openChat(page: FakePage, login: string): Promise<string> {
  const chatId = await beginChat(page, login);
  const { message, chats } = page.client;
  if (!chats.getState().rows.some((row) => row.chatId === chatId && row.begun)) return chatId;
  const { refuse } = page.server;
  page.server.refuse = (request) =>
    request.endsWith("/chat/massage") ? [400, "bad_request"] : refuse(request);
  await done(message.sendText(chatId, "first"));
  const first = await eventually(() => {
    const item = rows(page, chatId).find((one) => one.kind === "text");
    if (item?.kind !== "text" || item.delivery?.kind !== "failed") throw new Error("not refused");
    return item;
  });
  page.server.refuse = refuse;
  const { requests } = page.server;
  requests.splice(requests.lastIndexOf("POST /chat/massage"), 1);
  message.discard(chatId, first.key);
  await shows(page, chatId, []);
  return chatId;
}

/** Opens a conversation, again if it failed before, and waits until it is read. */
export async function openConversation({ client }: FakePage, chatId: string): Promise<void> {
  client.message.openConversation(chatId);
  await eventually(() => {
    // Rows of an earlier visit are there a moment before the account is open.
    if (client.conversations.getState()[chatId] === undefined) {
      client.message.openConversation(chatId);
    }
    const status = client.conversations.getState()[chatId]?.status;
    if (status !== "ready") throw new Error(`is ${status}`);
  });
}

/** The rows of an open conversation, as a person sees them. */
export function rows({ client }: FakePage, chatId: string): readonly ConversationItem[] {
  const conversation = client.conversations.getState()[chatId];
  return conversation?.status === "ready" ? conversation.items : [];
}

/** The texts of an open conversation, each with what became of it if it is an own one. */
export function texts(page: FakePage, chatId: string): readonly string[] {
  return rows(page, chatId).flatMap((item) =>
    item.kind === "text"
      ? [item.delivery === undefined ? item.text : `${item.text} (${item.delivery.kind})`]
      : [],
  );
}

/** Waits until a page shows these texts. */
export async function shows(page: FakePage, chatId: string, expected: readonly string[]) {
  await eventually(() => {
    const shown = texts(page, chatId);
    if (JSON.stringify(shown) !== JSON.stringify(expected)) {
      throw new Error(`shows ${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`);
    }
  });
}
