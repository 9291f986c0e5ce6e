import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { bytesOf } from "./drawn.ts";
import { ffmpeg, makeFilm } from "./film.ts";
import { freshLogin, Person } from "./person.ts";

const password = "willow branches at parting";
const document = Buffer.from(`order of the day\n${"all hands at eight\n".repeat(4_000)}`);

let browser: Browser;
let alice: Person;
let bob: Person;
const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];

beforeAll(async () => {
  browser = await launchBrowser();
  [alice, bob] = [await Person.at(browser), await Person.at(browser)];
  await bob.withoutPicker();
  await alice.register(aliceLogin, password);
  await bob.register(bobLogin, password);
  await alice.find(bobLogin);
  await alice.write("hello");
  await bob.open(aliceLogin);
});
afterAll(async () => {
  await browser.close();
});

/** A photograph as a telephone makes it: with a place in its EXIF data, and lying on its side. */
async function photograph(page: Page): Promise<Buffer> {
  const jpeg = await bytesOf(
    await page.evaluateHandle(async () => {
      const canvas = new OffscreenCanvas(3_000, 2_000);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      for (let x = 0; x < 3_000; x += 20) {
        context.fillStyle = `hsl(${x / 10} 60% ${30 + ((x / 20) % 40)}%)`;
        context.fillRect(x, (x * 7) % 1_000, 20, 1_000);
      }
      return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    }),
  );
  const note = Buffer.from("GPS 59.3293 N 18.0686 E");
  // TIFF, big-endian: one entry says that the picture is to be turned by 90 degrees, then the place.
  const tiff = Buffer.concat([
    Buffer.from(
      "MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0",
      "latin1",
    ),
    note,
  ]);
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const segment = Buffer.from([0xff, 0xe1, 0, 0]);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

/** Lets files fall onto the conversation, as a hand does that drags them there. */
async function drop(
  page: Page,
  files: readonly { name: string; type: string; bytes: Buffer }[],
  held?: () => Promise<void>,
) {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    },
    files.map(({ bytes, ...file }) => ({ ...file, base64: bytes.toString("base64") })),
  );
  const conversation = page.getByRole("region", { name: "Conversation with" });
  await conversation.dispatchEvent("dragover", { dataTransfer: transfer });
  await page.getByText(/^Drop to send to/).waitFor();
  await held?.();
  await conversation.dispatchEvent("drop", { dataTransfer: transfer });
}

/** The size of the picture in the log, once it is the picture and no thumbnail. */
async function sizeShown(page: Page): Promise<readonly number[]> {
  const picture = page.getByRole("log").locator("img.tile-picture");
  await picture.waitFor();
  return picture.evaluate(async (element: HTMLImageElement) => {
    await element.decode();
    return [element.naturalWidth, element.naturalHeight];
  });
}

/** What is saved by a click, and under which name. */
async function saved(page: Page, click: () => Promise<void>) {
  const downloading = page.waitForEvent("download");
  await click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Chooses from the menu of the message that says this. */
async function choose(page: Page, message: RegExp, entry: string): Promise<void> {
  const row = page.getByRole("article", { name: message });
  await row.hover();
  await row.getByRole("button", { name: "Actions for this message" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("a picture and a document are dropped, seen, saved, and taken back for both", async () => {
  const photo = await photograph(alice.page);
  const files = [
    { name: "bridge.jpg", type: "image/jpeg", bytes: photo },
    { name: "orders.txt", type: "text/plain", bytes: document },
  ];
  await drop(alice.page, files, () => alice.picture("files-held"));
  const chosen = alice.page.getByRole("list", { name: "Files to send" });
  await chosen.getByText("bridge.jpg").waitFor();
  expect(await chosen.getByRole("listitem").count()).toBe(2);
  await alice.picture("files-tray");
  await alice.write("on the bridge");

  await bob.sees("on the bridge");
  const thumb = bob.page.getByRole("log").locator("img.tile-thumb");
  await thumb.waitFor();
  // Scaled down, and upright: what lay on its side was 3,000 by 2,000.
  expect(await sizeShown(bob.page)).toEqual([1_365, 2_048]);
  await bob.picture("files-bob");

  const orders = await saved(bob.page, () =>
    bob.page.getByRole("button", { name: "Save orders.txt" }).click(),
  );
  expect(orders).toEqual({ name: "orders.txt", bytes: document });
  const picture = await saved(bob.page, () => choose(bob.page, /on the bridge/, "Save bridge.jpg"));
  expect(picture.name).toBe("bridge.jpg");
  expect(picture.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(picture.bytes.includes("GPS 59.3293")).toBe(false);
  expect(photo.includes("GPS 59.3293")).toBe(true);

  await bob.page.getByRole("button", { name: "Open the photo bridge.jpg" }).click();
  await bob.page
    .getByRole("dialog")
    .getByRole("img", { name: /bridge/ })
    .first()
    .waitFor();
  await bob.page.keyboard.press("Escape");

  await choose(alice.page, /on the bridge/, "Remove");
  await alice.page.getByRole("button", { name: "Remove the message" }).click();
  for (const { page } of [alice, bob]) {
    await page.getByRole("log").getByText("This message was removed.").waitFor();
    expect(await page.getByRole("log").getByText("on the bridge").count()).toBe(0);
    expect(await page.getByRole("log").locator("img").count()).toBe(0);
  }
  await bob.picture("files-removed");

  // It stays so for whoever reads it anew.
  await bob.page.reload();
  await bob.unlock(password);
  await bob.open(aliceLogin);
  await bob.page.getByRole("log").getByText("This message was removed.").waitFor();
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test("a picture goes as the file it is when its sender wants that", async () => {
  const photo = await photograph(alice.page);
  await alice.page
    .locator(".composer input[type=file]")
    .setInputFiles({ name: "bridge.jpg", mimeType: "image/jpeg", buffer: photo });
  await alice.page.getByRole("radio", { name: "As files" }).check({ force: true });
  await alice.page.getByRole("button", { name: "Send", exact: true }).click();

  const file = await saved(bob.page, () =>
    bob.page.getByRole("button", { name: "Save bridge.jpg" }).click(),
  );
  expect(file).toEqual({ name: "bridge.jpg", bytes: photo });
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test.skipIf(ffmpeg === undefined)("a film has a picture of itself and its length", async () => {
  await alice.page.locator(".composer input[type=file]").setInputFiles({
    name: "beacon.mp4",
    mimeType: "video/mp4",
    buffer: await makeFilm(ffmpeg ?? "", 3),
  });
  // Who writes before it stands there sends a text alone.
  await alice.page.getByRole("list", { name: "Files to send" }).getByText("beacon.mp4").waitFor();
  await alice.write("two flashes");

  await bob.sees("two flashes");
  const film = bob.page.getByRole("article", { name: /Film: two flashes/ });
  await film.getByRole("button", { name: "Play the film beacon.mp4" }).waitFor();
  await film.getByText("0:03", { exact: true }).waitFor();
  const thumb = film.locator("img.tile-thumb");
  await thumb.waitFor();
  const shape = await thumb.evaluate((element: HTMLImageElement) => {
    const { width, height } = element.getBoundingClientRect();
    return [width / height, element.naturalWidth / element.naturalHeight];
  });
  for (const ratio of shape) expect(ratio).toBeCloseTo(16 / 9, 1);
  await bob.picture("files-film");
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});
