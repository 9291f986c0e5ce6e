import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freshLogin, Person } from "./person.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test("a changed password ends the sessions elsewhere and leaves the person where it was changed", async () => {
  const login = freshLogin("carol");
  const here = await Person.at(browser);
  await here.register(login, "seven lanterns on the pier");
  const elsewhere = await Person.at(browser);
  await elsewhere.page.goto("/");
  await elsewhere.fillIn(login, "seven lanterns on the pier");
  await elsewhere.page.getByText("No chats yet").waitFor();

  const { page } = here;
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("link", { name: "Security" }).first().click();
  const form = page.locator("form").filter({ has: page.getByLabel("New password") });
  await form.getByLabel("Current password").fill("seven lanterns on the pier");
  await form.getByLabel("New password").fill("eight gulls above the quay");
  await form.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("The password is changed. All other sessions ended.").waitFor();
  await elsewhere.page.getByRole("button", { name: "Sign in", exact: true }).waitFor();

  await page.getByRole("link", { name: "Sessions" }).first().click();
  await page.getByText(/^This browser/).waitFor();
  await elsewhere.fillIn(login, "seven lanterns on the pier");
  await elsewhere.page.getByText("Username and password don’t match.").waitFor();
  await elsewhere.fillIn(login, "eight gulls above the quay");
  await elsewhere.page.getByText("No chats yet").waitFor();
  expect([here.faults, elsewhere.faults]).toEqual([[], []]);
});
