import type { Browser, BrowserContext, Page } from "playwright-core";
import { newContext } from "./browser.ts";

/** The stack under test. `./ren test` starts one and names it. */
export const target = process.env.REN_TARGET_URL ?? "http://localhost:8080";

/** A login that no other test has. */
export function freshLogin(name: string): string {
  return `${name}_${crypto.randomUUID().replaceAll("-", "").slice(0, 10)}`;
}

/** A person at a browser of their own: does what people do, by what they see. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.faults.push(error.message));
  }

  /** Sits down at a fresh browser. */
  static async at(browser: Browser, url = target): Promise<Person> {
    const context = await newContext(browser, {
      locale: "en-GB",
      viewport: { width: 1200, height: 800 },
      baseURL: url,
    });
    return new Person(context, await context.newPage());
  }

  /** Goes through the three steps; answers the recovery key, as it was shown. */
  async register(login: string, password: string): Promise<string> {
    const { page } = this;
    await page.goto("/register");
    await page.getByLabel("Username", { exact: true }).fill(login);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Keep your recovery key" }).waitFor();
    const key = await this.keepKey();
    await page.getByRole("button", { name: "Later" }).click();
    await page.getByText("No chats yet").waitFor();
    return key;
  }

  /** Types the groups that are asked for from the recovery key that is shown; answers the key. */
  private async keepKey(): Promise<string> {
    const { page } = this;
    const key = page.getByLabel("Recovery key, 12 groups");
    const groups = await key.getByRole("listitem").allTextContents();
    await page
      .getByLabel(/^Group \d+$/)
      .first()
      .waitFor();
    for (const field of await page.getByLabel(/^Group \d+$/).all()) {
      const label = (await field.getAttribute("aria-label")) ?? (await labelOf(page, field));
      await field.fill(groups[Number(label.replace(/\D/g, "")) - 1] ?? "");
    }
    await page.getByRole("button", { name: "Continue" }).click();
    return groups.join("");
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.page.goto("/");
    await this.fillIn(login, password);
    await this.chatList().waitFor();
  }

  async fillIn(login: string, password: string): Promise<void> {
    const { page } = this;
    await page.getByLabel("Username", { exact: true }).fill(login);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async unlock(password: string): Promise<void> {
    await this.fillInUnlock(password);
    await this.chatList().waitFor();
  }

  async fillInUnlock(password: string): Promise<void> {
    await this.page.getByRole("heading", { name: "Unlock your messages" }).waitFor();
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Unlock" }).click();
  }

  async recover(login: string, recoveryKey: string, password: string): Promise<void> {
    await this.fillInRecovery(login, recoveryKey, password);
    await this.chatList().waitFor();
  }

  async fillInRecovery(login: string, recoveryKey: string, password: string): Promise<void> {
    const { page } = this;
    await page.goto("/recover");
    await page.getByLabel("Username", { exact: true }).fill(login);
    await page.getByLabel("Recovery key", { exact: true }).fill(recoveryKey);
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Set the new password" }).click();
  }

  /** Looks somebody up and opens the chat. */
  async find(login: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole("navigation", { name: "Chats" })
      .getByRole("button", { name: "Find a person" })
      .or(
        page
          .getByRole("navigation", { name: "Chats" })
          .getByRole("link", { name: "Find a person" }),
      )
      .first()
      .click();
    const people = page.getByRole("region", { name: "Find a person" });
    await people.getByLabel("Username").fill(login);
    await people.getByRole("button", { name: new RegExp(login) }).click();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
  }

  /** Opens a chat that is in the list. */
  async open(name: string): Promise<void> {
    await this.choose(name);
    await this.page.getByRole("textbox", { name: "Message" }).waitFor();
  }

  /** Chooses a chat in the list, whether it can be written to or not. */
  async choose(name: string): Promise<void> {
    await this.page
      .getByRole("link", { name: new RegExp(name) })
      .first()
      .click();
  }

  async write(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Message" }).fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
  }

  /** Waits until the conversation shows this text. */
  async sees(text: string): Promise<void> {
    await this.page.getByRole("log").getByText(text, { exact: true }).first().waitFor();
  }

  /** Waits until the conversation's screen says something that is no message. */
  async isTold(sentence: RegExp): Promise<void> {
    await this.page
      .getByRole("region", { name: "Conversation with" })
      .getByText(sentence)
      .first()
      .waitFor();
  }

  /** How often the conversation shows exactly this text. */
  shown(text: string): Promise<number> {
    return this.page
      .getByRole("region", { name: "Conversation with" })
      .getByText(text, { exact: true })
      .count();
  }

  /** Makes new keys, since the old ones may be known to somebody. */
  async makeNewKeys(password: string): Promise<void> {
    const { page } = this;
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: "Security" }).first().click();
    const form = page
      .locator("form")
      .filter({ has: page.getByRole("button", { name: "Make new keys" }) });
    await form.getByLabel("Current password").fill(password);
    await form.getByRole("button", { name: "Make new keys" }).click();
    await page.getByRole("heading", { name: "Your new recovery key" }).waitFor();
    await this.keepKey();
  }

  /** Waits until the server has an own message. */
  async isSent(text: string): Promise<void> {
    const { page } = this;
    const states = [", sent: ", ", read: "].map((state) => `[aria-label*="${state}${text}"]`);
    await page.locator(states.join()).first().waitFor();
  }

  /** After other keys were shown: compares the safety number and says that it is the same. */
  async compareAfterChange(): Promise<void> {
    const { page } = this;
    const conversation = page.getByRole("region", { name: "Conversation with" });
    await conversation.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
  }

  /** From now on without the picker, which no test can use: the browser downloads, as browsers without it do. */
  async withoutPicker(): Promise<void> {
    await this.context.addInitScript(() => {
      Reflect.deleteProperty(window, "showSaveFilePicker");
    });
  }

  chatList() {
    return this.page.getByRole("navigation", { name: "Chats" });
  }

  /** Keeps a picture of the page in the folder that REN_E2E_PICTURES names; nothing without it. */
  async picture(name: string): Promise<void> {
    const folder = process.env.REN_E2E_PICTURES;
    if (folder !== undefined) await this.page.screenshot({ path: `${folder}/${name}.png` });
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

async function labelOf(page: Page, field: ReturnType<Page["locator"]>): Promise<string> {
  const id = await field.getAttribute("id");
  return (await page.locator(`label[for="${id}"]`).textContent()) ?? "";
}
