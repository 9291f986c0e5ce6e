import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { path, previewForAll } from "./preview.ts";

const withPreview = previewForAll();
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

describe("the composer", () => {
  const chat = { path: "/chat/first" };
  const message = (page: Page) => page.getByRole("textbox", { name: "Message" });

  test("has the focus, sends with Enter and breaks the line with Shift Enter", async () => {
    await withPreview(chat, async (page) => {
      expect(await focusedName(page)).toBe("Message");
      await page.keyboard.type("one");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("two");
      expect(await message(page).inputValue()).toBe("one\ntwo");
      await page.keyboard.press("Enter");
      await page.getByRole("article", { name: /You,.*sen(t|ding): one\s+two/ }).waitFor();
      expect(await message(page).inputValue()).toBe("");
    });
  });

  test("sends with Ctrl Enter when the person wants Enter for lines", async () => {
    await withPreview({ path: "/settings/appearance" }, async (page) => {
      await page.getByRole("switch", { name: /Send with Enter/ }).click();
      await page.getByRole("button", { name: "Back" }).first().click();
      await page.getByRole("link", { name: /Maya Lindqvist/ }).click();
      await message(page).fill("one");
      await page.keyboard.press("Enter");
      expect(await message(page).inputValue()).toBe("one\n");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("article", { name: /You,.*: one$/ }).waitFor();
    });
  });

  test("does not send blanks, nor more than a message may hold", async () => {
    await withPreview(chat, async (page) => {
      await message(page).fill("   ");
      expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
      await message(page).fill("ё".repeat(16_001));
      await page.getByText("This one has 16,001.").waitFor();
      expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    });
  });

  test("is closed while a changed safety number waits for a decision", async () => {
    await withPreview({ ...chat, trust: "changed" }, async (page) => {
      expect(await message(page).count()).toBe(0);
      // The line of the change has a button of this name, too.
      await page.locator(".banner").getByRole("button", { name: "Compare" }).click();
      await page.getByRole("button", { name: "Accept the new number" }).click();
      await message(page).waitFor();
      expect(await page.getByRole("dialog").count()).toBe(0);
    });
  });
});

describe("files in the composer", () => {
  const chat = { path: "/chat/first" };
  const small = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
  const input = ".composer input[type=file]";
  const chosen = (page: Page) =>
    page.getByRole("list", { name: "Files to send" }).getByRole("listitem");

  test("are at most ten; one can be left out, and then another one has room", async () => {
    await withPreview(chat, async (page) => {
      await page.setInputFiles(
        input,
        Array.from({ length: 11 }, (_, at) => small(`${at}.txt`)),
      );
      await page.getByText("A message takes at most 10 files.").waitFor();
      expect(await chosen(page).count()).toBe(10);
      await page.getByRole("button", { name: "Leave out 3.txt" }).click();
      await page.setInputFiles(input, [small("10.txt")]);
      await chosen(page).getByText("10.txt").waitFor();
      expect(await chosen(page).count()).toBe(10);
      expect(await chosen(page).getByText("3.txt", { exact: true }).count()).toBe(0);
    });
  });

  test("are pasted, unless words are on the clipboard too, and are sent without any words", async () => {
    await withPreview(chat, async (page) => {
      const paste = (words: string) =>
        page.getByRole("textbox", { name: "Message" }).evaluate((field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["x"], "image.png", { type: "image/png" }));
          if (text !== "") clipboardData.setData("text/plain", text);
          const bubbles = true;
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles }));
        }, words);
      await paste("a cell of a table");
      await paste("");
      await chosen(page).getByText("image.png").waitFor();
      expect(await chosen(page).count()).toBe(1);
      expect(await page.getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(
        false,
      );
    });
  });

  test("come back with their caption when they could not be sent", async () => {
    await withPreview({ ...chat, error: "file_unreadable" }, async (page) => {
      await page.setInputFiles(input, [small("orders.txt")]);
      await chosen(page).getByText("orders.txt").waitFor();
      await page.getByRole("textbox", { name: "Message" }).fill("of today");
      await page.keyboard.press("Enter");
      await page.getByText(/Nothing was sent\. The file can’t be read any more/).waitFor();
      await chosen(page).getByText("orders.txt").waitFor();
      expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("of today");
    });
  });
});

describe("a message of one's own", () => {
  test("is taken back from its menu by keys alone, after a question", async () => {
    await withPreview({ path: "/chat/first" }, async (page) => {
      const row = page.getByRole("article", { name: /^You,.*: / }).last();
      const words = (await row.getAttribute("aria-label")) ?? "";
      await row.focus();
      await page.keyboard.press("Shift+F10");
      await page.getByRole("menuitem", { name: "Remove" }).focus();
      await page.keyboard.press("Enter");
      const question = page.getByRole("dialog", { name: "Remove this message?" });
      await question.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("article", { name: words, exact: true }).waitFor();

      await row.click({ button: "right" });
      await page.getByRole("menuitem", { name: "Remove" }).click();
      await question.getByRole("button", { name: "Remove the message" }).click();
      await page.getByRole("article", { name: words, exact: true }).waitFor({ state: "detached" });
    });
  });
});

describe("a long message", () => {
  test("begins folded, opens and closes", async () => {
    await withPreview({ path: "/chat/first", conversation: "long" }, async (page) => {
      const text = page.locator(".bubble:has(.bubble-more) .bubble-text");
      const length = async () => (await text.textContent())?.length ?? 0;
      expect(await length()).toBeLessThan(1_300);
      await page.getByRole("button", { name: "Show all" }).click();
      expect(await length()).toBeGreaterThan(5_000);
    });
  });
});

describe("a stranger", () => {
  test("is blocked from his first message on, leaves the list, and comes back from the settings", async () => {
    await withPreview({ path: "/chat/first", conversation: "stranger" }, async (page) => {
      const row = page.locator(".rows .row", { hasText: "Maya Lindqvist" });
      await page.getByText("is writing to you for the first time").waitFor();
      await page.getByRole("button", { name: "Block" }).click();
      const dialog = page.getByRole("dialog", { name: "Block Maya Lindqvist?" });
      await dialog.getByRole("button", { name: "Block" }).click();
      await expect.poll(() => path(page)).toBe("/");
      expect(await row.count()).toBe(0);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("link", { name: "Security" }).click();
      await page.getByRole("button", { name: "Unblock Maya Lindqvist" }).click();
      await page.getByText("You have blocked nobody.").waitFor();
      await page.goBack();
      await page.goBack();
      await row.waitFor();
    });
  });
});

describe("the safety number", () => {
  test("is compared in a dialog that keeps the focus and gives it back", async () => {
    await withPreview({ path: "/chat/first", trust: "pinned" }, async (page) => {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Compare safety number" }).click();
      const dialog = page.getByRole("dialog", { name: /Compare your safety number with Maya/ });
      await dialog.waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      expect(await focusedName(page)).toBe("More");
    });
  });

  test("becomes a mark beside the name when both sides are the same", async () => {
    await withPreview({ path: "/chat/first", trust: "pinned" }, async (page) => {
      expect(await page.locator(".conversation-verified").count()).toBe(0);
      await page.getByRole("button", { name: "Compare safety numbers" }).click();
      await page.getByRole("button", { name: "They are the same" }).click();
      await page.locator(".conversation-verified").waitFor();
    });
  });

  test("keeps its groups apart, and the arrows in its columns, on the narrowest phone", async () => {
    const narrow = { width: 320, height: 640 };
    const parameters = { path: "/chat/first", trust: "pinned", text: "large" };
    await withPreview(
      parameters,
      async (page) => {
        await page.getByRole("button", { name: "Compare safety numbers" }).click();
        const groups = page.locator(".safety-groups button");
        await groups.first().waitFor();
        const words = await groups.evaluateAll((buttons) =>
          buttons.map((button) => {
            const range = document.createRange();
            range.selectNodeContents(button);
            const { left, right, top } = range.getBoundingClientRect();
            return { left, right, top };
          }),
        );
        const gaps = words
          .slice(1)
          .map((word, at) => ({ word, before: words[at] }))
          .filter(({ word, before }) => word.top === before?.top)
          .map(({ word, before }) => word.left - (before?.right ?? 0));
        expect(gaps.length).toBeGreaterThan(0);
        expect(Math.min(...gaps)).toBeGreaterThan(16);

        await groups.first().focus();
        await page.keyboard.press("ArrowDown");
        const below = words.findIndex((word) => word.top > (words[0]?.top ?? 0));
        expect(await groups.nth(below).getAttribute("aria-pressed")).toBe("true");
      },
      narrow,
    );
  });

  test("that differs leads to words about what to do", async () => {
    await withPreview({ path: "/chat/first", trust: "pinned" }, async (page) => {
      await page.getByRole("button", { name: "Compare safety numbers" }).click();
      await page.getByRole("button", { name: "They differ" }).click();
      await page.getByRole("dialog", { name: "Don’t write in this chat" }).waitFor();
    });
  });
});

describe("addresses", () => {
  const phone = { width: 390, height: 780 };

  test("lead back on a phone, by the button and by the browser", async () => {
    await withPreview(
      {},
      async (page) => {
        await page.getByRole("link", { name: /Maya Lindqvist/ }).click();
        await page.getByRole("button", { name: "Back to chats" }).click();
        await page.getByRole("heading", { name: "Chats" }).waitFor();
        await page.getByRole("link", { name: /Tomás Rey/ }).click();
        await page.getByRole("log").waitFor();
        await page.goBack();
        await page.getByRole("heading", { name: "Chats" }).waitFor();
        expect(await path(page)).toBe("/");
      },
      phone,
    );
  });

  test("opened directly have a way up", async () => {
    await withPreview(
      { path: "/settings/security" },
      async (page) => {
        await page.getByRole("button", { name: "Back" }).click();
        await page.getByRole("heading", { name: "Settings" }).waitFor();
        expect(await path(page)).toBe("/settings");
      },
      phone,
    );
  });

  test("of a chat that is not there say so", async () => {
    await withPreview({ path: "/chat/nobody.here" }, async (page) => {
      await page.getByText("This chat does not exist, or you are not in it.").waitFor();
    });
  });
});

describe("a newer version", () => {
  for (const size of [
    { width: 1100, height: 800 },
    { width: 390, height: 780 },
  ]) {
    test(`is offered beside the list, ${size.width} px wide`, async () => {
      await withPreview(
        { newVersion: "1" },
        (page) => page.getByRole("button", { name: "Reload" }).waitFor(),
        size,
      );
    });
  }
});

describe("the search of chats", () => {
  test("leads to all people with what was typed", async () => {
    await withPreview({}, async (page) => {
      await page.getByRole("textbox", { name: "Search chats" }).fill("Anya");
      await page.getByRole("link", { name: /Anya Volkova/ }).waitFor();
      await page.getByRole("link", { name: "Find @anya among all people" }).click();
      expect(await page.getByRole("textbox", { name: "Username" }).inputValue()).toBe("anya");
      await page.getByRole("button", { name: /Anya Volkova/ }).waitFor();
    });
  });
});

describe("the viewer in a long chat", () => {
  test("goes back to pictures of messages that were not loaded yet", async () => {
    await withPreview({ path: "/chat/first", conversation: "many" }, async (page) => {
      const viewer = (name: string) =>
        page.getByRole("dialog", { name: `${name}, full screen`, exact: true });
      const log = page.getByRole("log");
      await log.hover();
      const open = page.getByRole("button", { name: /^Open the photo 976\.jpg/ });
      await expect
        .poll(
          async () => {
            await page.mouse.wheel(0, -300);
            return open.count();
          },
          { interval: 60 },
        )
        .toBe(1);
      await open.click();
      await viewer("976.jpg").waitFor();
      for (const name of ["826.jpg", "676.jpg"]) {
        await page.keyboard.press("ArrowLeft");
        await viewer(name).waitFor();
      }
      await page.keyboard.press("ArrowRight");
      await viewer("826.jpg").waitFor();
    });
  });
});
