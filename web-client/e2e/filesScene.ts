import type { Browser, BrowserContext, Page } from "playwright-core";
import { type HarnessSite, openHarness } from "./harnessSite.ts";
import { freshLogin, target } from "./person.ts";

/** Someone at a browser whose pages are the harness. */
export interface Someone {
  readonly context: BrowserContext;
  page: Page;
  readonly chatId: string;
}

/** Two people with a chat, each at a browser of their own. */
export async function twoPeople(
  browser: Browser,
  site: HarnessSite,
): Promise<{ readonly sender: Someone; readonly reader: Someone }> {
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  const [sender, reader] = [await site.open(contexts[0]), await site.open(contexts[1])];
  const [senderLogin, readerLogin] = [freshLogin("sender"), freshLogin("reader")];
  await sender.evaluate((login) => ren.register(login), senderLogin);
  await reader.evaluate((login) => ren.register(login), readerLogin);
  const chatId = await sender.evaluate((login) => ren.openChat(login), readerLogin);
  await reader.evaluate((login) => ren.openChat(login), senderLogin);
  return {
    sender: { context: contexts[0], page: sender, chatId },
    reader: { context: contexts[1], page: reader, chatId },
  };
}

/** Sends a made file that lies in the origin's own files, so that the browser keeps its handle. */
export function sendMade(
  { page, chatId }: Someone,
  name: string,
  size: number,
  seed = 1,
): Promise<string> {
  return page.evaluate(
    async ([chat, fileName, bytes, from]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(fileName, { create: true });
      await (await ren.madeFile(fileName, bytes, from))
        .stream()
        .pipeTo(await handle.createWritable());
      const blob = await handle.getFile();
      await ren.send(chat, [{ blob, name: fileName, type: "", as: "file", handle }]);
      return ren.sumOf(blob);
    },
    [chatId, name, size, seed] as const,
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
  someone.page = await someone.context.newPage();
  await openHarness(someone.page);
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
