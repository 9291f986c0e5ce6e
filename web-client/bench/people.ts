import type { Browser, BrowserContext, Page } from "playwright-core";
import { argon2idHere } from "../src/protocol/argon2Here.ts";
import type { UnlockedAccount } from "../src/protocol/index.ts";
import { makeUpAccount, makeUpTalk } from "../src/testing/madeUpTalk.ts";
import type { BenchSite } from "./site.ts";

const PASSWORD = "willow branches at parting";
const VIEWPORT = { width: 1200, height: 800 };

/** A person with one chat of so many messages; the chat's path in the client. */
export interface Talker {
  readonly login: string;
  readonly path: string;
}

let people = 0;

async function someone({ server }: BenchSite, name: string): Promise<UnlockedAccount> {
  people += 1;
  return makeUpAccount(server, `${name}_${people}`, PASSWORD, argon2idHere);
}

/** Makes up two people and their talk on the site's server. */
export async function talker(site: BenchSite, messages: number): Promise<Talker> {
  const nora = await someone(site, "nora");
  const maya = await someone(site, "maya");
  const chatId = await makeUpTalk(site.server, nora, maya, messages);
  return { login: nora.login, path: `/chat/${encodeURIComponent(chatId)}` };
}

/** A fresh browser in which somebody has signed in and stays so. */
export async function signedIn(
  browser: Browser,
  { url }: BenchSite,
  { login }: Talker,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ locale: "en-GB", viewport: VIEWPORT, baseURL: url });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByLabel("Username", { exact: true }).fill(login);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Keep me unlocked on this device").check();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("a.row").first().waitFor();
  return { context, page };
}

/** Makes a page's processor so many times slower. */
export async function slowDown(page: Page, rate: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
}
