import { describe, expect, test } from "vitest";
import { path, previewForAll } from "./preview.ts";

const withPreview = previewForAll();

describe("registration", () => {
  test("goes on only when the three groups were typed as they are, then to the profile and the chats", async () => {
    await withPreview({ session: "signed_out", path: "/register" }, async (page) => {
      await page.getByLabel("Username").fill("Nora_ek");
      await page.getByLabel("Password", { exact: true }).fill("harbour kettle moss ninety anchor");
      await page.getByText("strong").waitFor();
      await page.getByRole("button", { name: "Continue" }).click();

      await page.getByRole("heading", { name: "Keep your recovery key" }).waitFor();
      const groups = await page.locator(".keygrid li").allTextContents();
      expect(groups).toHaveLength(12);
      const fields = page.getByRole("textbox", { name: /^Group \d+$/ });
      const numbers = (await page.locator(".key-cells label").allTextContents()).map((label) =>
        Number(label.replace("Group ", "")),
      );
      for (const [at, number] of numbers.entries()) {
        await fields.nth(at).fill(at === 1 ? "0000" : (groups[number - 1] ?? "").toLowerCase());
      }
      await page.getByRole("button", { name: "Continue" }).click();
      const wrong = numbers[1] ?? 0;
      await page.getByText(`Group ${wrong} is not the same as above`).waitFor();

      await fields.nth(1).fill(groups[wrong - 1] ?? "");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("heading", { name: "Your profile" }).waitFor();
      await page.getByLabel("Name", { exact: true }).fill("Nora E.");
      await page.getByRole("button", { name: "Start writing" }).click();
      await page.getByRole("link", { name: /Nora E\..*Settings/ }).waitFor();
      expect(await path(page)).toBe("/");
    });
  });

  test("keeps the username after a step back, and says that it is held", async () => {
    await withPreview({ path: "/register", session: "registering" }, async (page) => {
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByText("@nora_ek is held for you for 15 minutes.").waitFor();
      expect(await page.getByLabel("Username").inputValue()).toBe("nora_ek");
    });
  });

  test("puts the whole key on the clipboard", async () => {
    await withPreview({ session: "registering" }, async (page) => {
      const groups = await page.locator(".keygrid li").allTextContents();
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(groups.join(" "));
    });
  });

  test("prints the key and whose it is in black, also from the dark theme, and nothing else", async () => {
    await withPreview({ session: "registering", theme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      const style = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => {
            const { visibility, color } = getComputedStyle(element);
            return { visibility, color };
          });
      const black = { visibility: "visible", color: "rgb(0, 0, 0)" };
      expect(await style(".keygrid li")).toEqual(black);
      expect(await style(".key-print-name")).toEqual(black);
      expect((await style("h1")).visibility).toBe("hidden");
    });
  });

  test("refuses a username of other characters before anything is sent", async () => {
    await withPreview({ session: "signed_out", path: "/register" }, async (page) => {
      await page.getByLabel("Username").fill("нора");
      await page.getByLabel("Password", { exact: true }).fill("harbour kettle moss");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("letters a–z, digits and _").waitFor();
      expect(await page.getByLabel("Username").getAttribute("aria-invalid")).toBe("true");
    });
  });
});

describe("a form that is sent empty", () => {
  const forms = [
    { path: "/register", session: "signed_out", button: "Continue", errors: 2 },
    { path: "/", session: "signed_out", button: "Sign in", errors: 2 },
    { path: "/recover", session: "signed_out", button: "Set the new password", errors: 3 },
    { path: "/", session: "locked", button: "Unlock", errors: 1 },
    { path: "/settings/security", session: "open", button: "Change the password", errors: 2 },
    { path: "/settings/security", session: "open", button: "Make new keys", errors: 1 },
  ];

  test.each(forms)("says at each field what is missing: $button", async (form) => {
    await withPreview({ path: form.path, session: form.session }, async (page) => {
      await page.getByRole("button", { name: form.button }).click();
      await page.locator(".field-error").first().waitFor();
      expect(await page.locator(".field-error").count()).toBe(form.errors);
      expect(await page.locator("[aria-invalid=true]").count()).toBe(form.errors);
      // Its rule is not said a second time below it.
      expect(await page.locator(".field:has(.field-error) .field-help").count()).toBe(0);
    });
  });
});

describe("signing in", () => {
  test("says why it was refused, and how long to wait", async () => {
    await withPreview({ session: "signed_out", error: "rate_limited" }, async (page) => {
      await page.getByLabel("Username").fill("nora_ek");
      await page.getByLabel("Password", { exact: true }).fill("wrong horse");
      await page.keyboard.press("Enter");
      await page.getByText("Too many attempts. You can try again in 41 seconds.").waitFor();
    });
  });

  test("changes the language at once and keeps it", async () => {
    await withPreview({ session: "signed_out" }, async (page) => {
      await page.getByRole("button", { name: "Русский" }).click();
      await page.getByRole("heading", { name: "Вход" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("ru");
      expect(await page.evaluate(() => localStorage.getItem("ren.appearance"))).toContain('"ru"');
    });
  });
});

describe("a state that does not open", () => {
  test("is asked for again, and left behind at the person's word", async () => {
    await withPreview({ session: "state_refused" }, async (page) => {
      await page.getByText("everybody shows as not compared").waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("Asked again: nothing has changed.").waitFor();
      await page.getByRole("button", { name: "Go on with an empty memory" }).click();
      await page.getByRole("heading", { name: "Chats" }).waitFor();
    });
  });
});

describe("a new account", () => {
  test("is invited once, beside a quiet page", async () => {
    await withPreview({ chats: "empty" }, async (page) => {
      await page.getByRole("heading", { name: "No chats yet" }).waitFor();
      expect(await page.getByText("Choose a chat").count()).toBe(0);
    });
  });
});

describe("less motion", () => {
  test("that the system asks for shows in the settings", async () => {
    await withPreview({ path: "/settings/appearance" }, async (page) => {
      const motion = page.getByRole("switch", { name: /Reduce motion/ });
      expect(await motion.isChecked()).toBe(false);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.getByText("Your system asks for less motion.").waitFor();
      expect(await motion.isChecked()).toBe(true);
    });
  });
});

describe("the language", () => {
  test("can be changed at each step of the registration, on a phone too", async () => {
    const phone = { width: 390, height: 780 };
    await withPreview(
      { session: "signed_out", path: "/register" },
      async (page) => {
        await page.getByRole("button", { name: "Русский" }).click();
        await page.getByRole("heading", { name: "Новый аккаунт" }).waitFor();
      },
      phone,
    );
  });
});

describe("the built page", () => {
  test("runs no script that is not its own, whatever headers it comes with", async () => {
    await withPreview({}, async (page) => {
      const refused = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) =>
              resolve(event.effectiveDirective),
            );
            const script = document.createElement("script");
            script.textContent = "document.title = 'injected'";
            document.body.append(script);
          }),
      );
      expect(refused).toBe("script-src-elem");
      expect(await page.title()).not.toBe("injected");
    });
  });
});

describe("a person", () => {
  test("is found by the username, page by page, and written to", async () => {
    await withPreview({ path: "/people" }, async (page) => {
      await page.keyboard.type("@AN");
      await page.getByRole("button", { name: /Anya Volkova/ }).waitFor();
      await page.getByRole("button", { name: "Show more" }).click();
      await page.getByRole("button", { name: /Dana Oyelaran/ }).waitFor();
      await page.getByRole("button", { name: /Anya Volkova/ }).click();
      await page.getByRole("heading", { name: "Conversation with Anya Volkova" }).waitFor();
    });
  });

  test("has a picture that is cropped by keys before it is sent", async () => {
    await withPreview({ path: "/settings/profile" }, async (page) => {
      const png = await page.evaluate(async () => {
        const canvas = new OffscreenCanvas(60, 40);
        canvas.getContext("2d")?.fillRect(0, 0, 30, 40);
        return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
      });
      await page.setInputFiles("input[type=file]", {
        name: "me.png",
        mimeType: "image/png",
        buffer: Buffer.from(png),
      });
      const frame = page.getByRole("button", { name: /Picture in its frame/ });
      await frame.waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
        "Use this picture",
      );
      await frame.focus();
      const shown = () =>
        page.locator(".crop-frame canvas").evaluate((canvas: HTMLCanvasElement) => {
          const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, 1).data ?? [];
          return [...pixels].filter((value, at) => at % 4 === 0 && value < 128).length;
        });
      const before = await shown();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await shown()).toBeGreaterThan(before);
      await page.getByRole("button", { name: "Use this picture" }).click();
      await page.getByRole("button", { name: "Change the picture" }).waitFor();
    });
  });
});
