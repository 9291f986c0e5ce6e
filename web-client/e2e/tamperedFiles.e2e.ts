import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { bytesOf } from "./drawn.ts";
import { freshLogin, Person } from "./person.ts";
import { change, type StoredFile, storedFiles } from "./storedFiles.ts";

const password = "willow branches at parting";
const CHANGED = "it was changed on the server";
const SHORTER = "the server keeps less of it than was sent";
/** A tag of AES-GCM stands behind each chunk of 8 MiB, its digest behind them all. Bytes. */
const SEAL = 16 + 32;

const torn = randomBytes(9_000_000);
const whole = randomBytes(9_500_000);
const [left, right] = [randomBytes(400_000), randomBytes(400_000)];
const sea = sound(150_000);

let browser: Browser;
let alice: Person;
let bob: Person;
const downloads: Download[] = [];

/** One message of files, all of them stored; then the server changes some, and only then they are read. */
beforeAll(async () => {
  browser = await launchBrowser("--autoplay-policy=no-user-gesture-required");
  [alice, bob] = [await Person.at(browser), await Person.at(browser)];
  await bob.withoutPicker();
  bob.page.on("download", (download) => downloads.push(download));
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  await alice.register(aliceLogin, password);
  await bob.register(bobLogin, password);
  await alice.find(bobLogin);
  const binary = "application/octet-stream";
  await alice.page.locator(".composer input[type=file]").setInputFiles([
    { name: "gull.png", mimeType: "image/png", buffer: await noisyPicture(alice.page) },
    { name: "sea.wav", mimeType: "audio/wav", buffer: sea },
    { name: "torn.bin", mimeType: binary, buffer: torn },
    { name: "whole.bin", mimeType: binary, buffer: whole },
    { name: "left.bin", mimeType: binary, buffer: left },
    { name: "right.bin", mimeType: binary, buffer: right },
  ]);
  const chosen = alice.page.getByRole("list", { name: "Files to send" });
  await chosen.getByText("right.bin").waitFor();
  await alice.write("what the sea brought");
  await alice.page
    .getByRole("article", { name: /, (sent|read): .*what the sea brought/ })
    .waitFor();

  const stored = await storedFiles(alice);
  expect(stored.length).toBe(6);
  const chunks = (bytes: Buffer) => Math.ceil(bytes.length / 8_388_608);
  const of = (bytes: Buffer) =>
    stored.filter(({ size }) => size === bytes.length + SEAL * chunks(bytes));
  const others = new Set([sea, torn, whole, left].flatMap(of));
  const pictures = stored.filter((one) => !others.has(one));
  for (const one of [...pictures, ...of(sea)]) await change(one, flipped);
  for (const one of of(torn)) await change(one, (bytes) => bytes.subarray(0, -1_000));
  await exchange(of(left));
  await bob.open(aliceLogin);
  await bob.sees("what the sea brought");
});
afterAll(async () => {
  await browser.close();
});

test("a picture that was changed is not shown, and says why", async () => {
  const tile = bob.page.getByRole("log").locator(".tile");
  await tile.getByText(CHANGED).waitFor();
  expect(await tile.locator(".tile-picture").count()).toBe(0);
  await bob.picture("tampered-picture");
});

test("a sound that was changed does not play, and says why", async () => {
  await bob.page.getByRole("button", { name: "Play: sea.wav" }).click();
  await bob.page.getByRole("alert").getByText(CHANGED).waitFor();
  expect(await bob.page.getByRole("button", { name: "Pause: sea.wav" }).count()).toBe(0);
});

test("of two files that changed places none is saved", async () => {
  for (const name of ["left.bin", "right.bin"]) {
    await bob.page.getByRole("button", { name: `Save ${name}` }).click();
    await row(name).getByText(CHANGED).waitFor();
  }
  expect(await failures()).not.toContain(null);
});

test("a file that lost its end is not saved", async () => {
  await bob.page.getByRole("button", { name: "Save torn.bin" }).click();
  await row("torn.bin").getByText(SHORTER).waitFor();
  expect(await failures()).not.toContain(null);
});

test("a file that nobody touched is saved as it was, by the service worker", async () => {
  const downloading = bob.page.waitForEvent("download");
  await bob.page.getByRole("button", { name: "Save whole.bin" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("whole.bin");
  expect(whole.equals(await readFile(await download.path()))).toBe(true);
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

const row = (name: string) => bob.page.locator(".document", { hasText: name });

/** Why the downloads so far were not finished; null stands for one that was. */
const failures = () => Promise.all(downloads.map((download) => download.failure()));

function flipped(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(1_000) ^ 1, 1_000);
  return bytes;
}

async function exchange([one, other]: readonly StoredFile[]): Promise<void> {
  if (one === undefined || other === undefined) throw new Error("there are no two of that size");
  const [first, second] = [await readFile(one.path), await readFile(other.path)];
  await change(one, () => second);
  await change(other, () => first);
}

/** Noise, which no encoder makes small enough to travel inside a message. */
async function noisyPicture(page: Page): Promise<Buffer> {
  const blob = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(400, 300);
    const pixels = new ImageData(400, 300);
    for (let at = 0; at < pixels.data.length; at += 60_000)
      crypto.getRandomValues(pixels.data.subarray(at, at + 60_000));
    canvas.getContext("2d")?.putImageData(pixels, 0, 0);
    return canvas.convertToBlob();
  });
  return bytesOf(blob);
}

/** Noise to hear: one channel of 16 bits at 8 kHz (RIFF WAVE). */
function sound(samples: number): Buffer {
  const bytes = samples * 2;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, randomBytes(bytes)]);
}
