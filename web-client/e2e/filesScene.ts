import type { Browser, BrowserContext, Page } from "playwright-core";
import { newContext } from "./browser.ts";
import type { HarnessSite } from "./harnessSite.ts";
import { freshLogin, target } from "./person.ts";

/** Someone at a browser whose pages are the harness. */
export interface Someone {
  readonly context: BrowserContext;
  readonly site: HarnessSite;
  page: Page;
  readonly chatId: string;
}

/** Someone who sends, and someone who reads. */
export interface Pair {
  readonly sender: Someone;
  readonly reader: Someone;
}

/** Two people with a chat, each at a context of their own. */
export async function twoPeople(browser: Browser, site: HarnessSite): Promise<Pair> {
  return introduced([await newContext(browser), await newContext(browser)], site);
}

/** Registers a person at each of two contexts, and opens a chat between them. */
export async function introduced(
  contexts: readonly [BrowserContext, BrowserContext],
  site: HarnessSite,
): Promise<Pair> {
  const [sender, reader] = [await site.open(contexts[0]), await site.open(contexts[1])];
  const [senderLogin, readerLogin] = [freshLogin("sender"), freshLogin("reader")];
  await sender.evaluate((login) => ren.register(login), senderLogin);
  await reader.evaluate((login) => ren.register(login), readerLogin);
  const chatId = await sender.evaluate((login) => ren.openChat(login), readerLogin);
  await reader.evaluate((login) => ren.openChat(login), senderLogin);
  return {
    sender: { context: contexts[0], site, page: sender, chatId },
    reader: { context: contexts[1], site, page: reader, chatId },
  };
}

/** Makes a file among the origin's own, so that the browser keeps its handle; answers its sum. */
export function make({ page }: Someone, name: string, size: number): Promise<string> {
  return page.evaluate(
    async ([fileName, bytes]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(fileName, { create: true });
      const made = await ren.madeFile(fileName, bytes, 1);
      await made.stream().pipeTo(await handle.createWritable());
      return ren.sumOf(await handle.getFile());
    },
    [name, size] as const,
  );
}

/** Sends a file that {@link make} made. */
export function send({ page, chatId }: Someone, name: string): Promise<void> {
  return page.evaluate(
    async ([chat, fileName]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(fileName);
      const blob = await handle.getFile();
      await ren.send(chat, [{ blob, name: fileName, type: "", as: "file", handle }]);
    },
    [chatId, name] as const,
  );
}

/** Makes a file, sends it, and answers its sum. */
export async function sendMade(someone: Someone, name: string, size: number): Promise<string> {
  const sum = await make(someone, name, size);
  await send(someone, name);
  return sum;
}

/** Waits until a file's message is in the log of the one who sent it. */
export function isSent({ page, chatId }: Someone, name: string): Promise<void> {
  return page.evaluate(
    async ([chat, fileName]) => {
      await ren.received(chat, fileName);
    },
    [chatId, name] as const,
  );
}

/** Waits until a file's message is in the log of the reader, saves it, and answers its sum. */
export function receiveAndSave({ page, chatId }: Someone, name: string): Promise<string> {
  return page.evaluate(async ([chat, fileName]) => ren.save(await ren.received(chat, fileName)), [
    chatId,
    name,
  ] as const);
}

/** Waits until an upload has put so many bytes. */
export async function hasSent({ page }: Someone, bytes: number): Promise<void> {
  await page.waitForFunction((least) => ren.transfers().some(({ sent }) => sent >= least), bytes, {
    polling: 20,
  });
}

/** Closes the tab without a word and opens the client anew in another one. */
export async function reopen(someone: Someone): Promise<void> {
  await someone.page.close({ runBeforeUnload: false });
  someone.page = await someone.site.open(someone.context);
  await someone.page.evaluate(() => ren.opened());
}

/** Counts what a browser asks of the store, also its service worker. */
export function countStore(context: BrowserContext) {
  const puts: string[] = [];
  const gets: number[] = [];
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!request.url().startsWith(`${target}/s3/`)) return;
    if (request.method() === "PUT") puts.push(`${pathname}${new URL(request.url()).search}`);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers()["range"] ?? "") ?? [];
    if (request.method() === "GET") gets.push(Number(to) - Number(from) + 1);
  });
  return {
    /** Part numbers, as they were put. */
    parts: (): readonly number[] =>
      puts.map((url) => Number(new URLSearchParams(url.split("?")[1]).get("partNumber"))),
    bytes: (): number => gets.reduce((sum, one) => sum + one, 0),
  };
}
