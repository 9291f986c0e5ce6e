import type { Browser, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { ffmpeg, makeFilm } from "./film.ts";
import { freshLogin, Person } from "./person.ts";

const password = "willow branches at parting";
const ONE_PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let browser: Browser;
let alice: Person;
let bob: Person;
const aliceLogin = freshLogin("alice");

beforeAll(async () => {
  // Without it, Playwright cannot answer for the store what a service worker asks for.
  process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = "1";
  // A tone instead of a microphone, and nobody to ask for it.
  browser = await launchBrowser(
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
  );
  [alice, bob] = [await Person.at(browser), await Person.at(browser)];
  const bobLogin = freshLogin("bob");
  await alice.register(aliceLogin, password);
  await bob.register(bobLogin, password);
  await alice.find(bobLogin);
  await alice.write("hello");
  await bob.open(aliceLogin);
});
afterAll(async () => {
  await browser.close();
});

test("a voice message is recorded, listened to, sent, and heard by the other one", async () => {
  const { page } = alice;
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await page
    .getByRole("group", { name: "Voice message" })
    .getByText(/^0:0[1-9]$/)
    .waitFor();
  await alice.picture("voice-recording");
  await page.getByRole("button", { name: "Pause the recording" }).click();
  await alice.picture("voice-paused");
  await page.getByRole("button", { name: "Go on recording" }).click();
  await page.getByRole("button", { name: "Pause the recording" }).click();
  await page.getByRole("button", { name: "Stop and listen" }).click();
  await page.getByRole("button", { name: "Send the voice message" }).click();

  const play = bob.page.getByRole("button", { name: "Play: Voice message" });
  await play.waitFor();
  const place = bob.page.getByRole("slider", { name: "Place in: Voice message" });
  const told = await place.getAttribute("aria-valuetext");
  expect(told).toMatch(/^0:00 of 0:0[1-9]$/);
  await bob.picture("voice-received");
  await play.click();
  await bob.page.getByRole("button", { name: /^Speed/ }).waitFor();
  // Over to its end, after which it can be played again.
  await bob.page.getByRole("button", { name: /^Speed/ }).waitFor({ state: "detached" });
  await play.waitFor();
});

test("a voice message that is thrown away leaves nothing, and no microphone open", async () => {
  const { page } = alice;
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await page
    .getByRole("group", { name: "Voice message" })
    .getByText(/^0:0[1-9]$/)
    .waitFor();
  await page.keyboard.press("Escape");
  const record = page.getByRole("button", { name: "Record a voice message" });
  await record.waitFor();
  expect(await record.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByRole("button", { name: "Send the voice message" }).count()).toBe(0);
});

test("a picture has the screen for itself, and is zoomed by keys", async () => {
  const picture = {
    name: "dot.png",
    mimeType: "image/png",
    buffer: Buffer.from(ONE_PIXEL, "base64"),
  };
  const send = async (names: readonly string[], words: string) => {
    const files = names.map((name) => ({ ...picture, name }));
    await alice.page.locator(".composer input[type=file]").setInputFiles(files);
    const chosen = alice.page.getByRole("list", { name: "Files to send" });
    await chosen.getByText(names.at(-1) ?? "").waitFor();
    await alice.write(words);
    await bob.sees(words);
  };
  await send(["comma.png"], "first a comma");
  await send(["dot.png", "dash.png"], "two dots");

  const open = bob.page.getByRole("button", { name: /^Open the photo dot\./ });
  await open.click();
  const viewer = bob.page.getByRole("dialog", { name: /^dot\..*, full screen/ });
  const image = viewer.getByRole("img");
  await image.waitFor();
  const scale = () => image.evaluate((element) => new DOMMatrix(element.style.transform).a);
  await bob.page.keyboard.press("+");
  expect(await scale()).toBeCloseTo(1.5);
  await bob.picture("viewer-picture");
  await bob.page.keyboard.press("0");
  expect(await scale()).toBe(1);
  await bob.page.keyboard.press("ArrowRight");
  await bob.page.getByRole("dialog", { name: /^dash\..*, full screen/ }).waitFor();
  // Back beyond the message that it was opened from, to the oldest of the chat.
  await bob.page.keyboard.press("ArrowLeft");
  await bob.page.keyboard.press("ArrowLeft");
  const oldest = bob.page.getByRole("dialog", { name: /^comma\..*, full screen/ });
  await oldest.getByText(/\d:\d\d/).waitFor();
  expect(await oldest.getByText(aliceLogin).count()).toBe(1);
  expect(await oldest.getByRole("button", { name: "Previous" }).count()).toBe(0);
  await bob.page.keyboard.press("Escape");
  await bob.page.getByRole("dialog").waitFor({ state: "detached" });
  // Where one came from.
  expect(await open.evaluate((element) => element === document.activeElement)).toBe(true);
});

/** Of the film: three chunks, of which the player wants the last one late. */
const SECONDS = 30;
const TRUNCATED = "the server keeps less of it than was sent";
/** A sealed chunk that is not the last one, with its tag. Bytes. */
const SEALED = 8_388_624;

/** The range that a request to the store asks for: first and last byte. */
function asked(route: Route): readonly [number, number] {
  const range = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers().range ?? "");
  return [Number(range?.[1]), Number(range?.[2])];
}

test.skipIf(ffmpeg === undefined)(
  "a film whose store gives other bytes is stopped with a sentence, and shows no later frame",
  async () => {
    const film = await makeFilm(ffmpeg ?? "", SECONDS);
    await alice.page
      .locator(".composer input[type=file]")
      .setInputFiles({ name: "pier.mp4", mimeType: "video/mp4", buffer: film });
    await alice.page.getByRole("list", { name: "Files to send" }).getByText("pier.mp4").waitFor();
    await alice.write("the pier");
    await bob.sees("the pier");

    const last = Math.floor(film.length / (SEALED - 16)) * SEALED;
    const tampering = {
      "a changed bit": async (route: Route) => {
        const response = await route.fetch();
        const body = await response.body();
        body.writeUInt8(body.readUInt8(100) ^ 1, 100);
        await route.fulfill({ response, body });
      },
      "another chunk in its place": async (route: Route) => {
        const [from, to] = asked(route);
        const range = `bytes=${from - SEALED}-${to - SEALED}`;
        const elsewhere = await route.fetch({ headers: { ...route.request().headers(), range } });
        await route.fulfill({ response: elsewhere });
      },
      "a lost end": (route: Route) => route.fulfill({ status: 416 }),
    };
    for (const [how, tamper] of Object.entries(tampering)) {
      let tampered = 0;
      const answer = async (route: Route) => {
        if (asked(route)[0] !== last) return route.fallback();
        tampered += 1;
        await tamper(route);
      };
      await bob.context.route("**/s3/**", answer);
      await bob.page.getByRole("button", { name: "Play the film pier.mp4" }).click();
      const viewer = bob.page.getByRole("dialog", { name: "pier.mp4, full screen" });
      const player = viewer.locator("video");
      // What was not touched plays.
      await expect
        .poll(() => player.evaluate(({ currentTime }: HTMLVideoElement) => currentTime))
        .toBeGreaterThan(0.1);
      await player.evaluate((element: HTMLVideoElement) => {
        element.currentTime = element.duration - 1;
      });
      const sentence = how === "a lost end" ? TRUNCATED : "it was changed on the server";
      await viewer.getByRole("alert").getByText(sentence).waitFor();
      expect(await player.count(), how).toBe(0);
      expect(tampered, how).toBeGreaterThan(0);
      await bob.page.keyboard.press("Escape");
      await bob.page.getByRole("dialog").waitFor({ state: "detached" });
      await bob.context.unroute("**/s3/**", answer);
    }
  },
);

test.skipIf(ffmpeg === undefined)(
  "the same film plays in the viewer once nobody touches it, seeks by keys, and outlives the service worker",
  async () => {
    await bob.page.getByRole("button", { name: "Play the film pier.mp4" }).click();
    const player = bob.page.getByRole("dialog", { name: "pier.mp4, full screen" }).locator("video");
    const at = () => player.evaluate((element: HTMLVideoElement) => element.currentTime);
    await expect.poll(at).toBeGreaterThan(0.3);
    await bob.picture("viewer-film");
    await bob.page.keyboard.press(" ");
    const paused = await at();
    await bob.page.keyboard.press("ArrowRight");
    expect(await at()).toBeCloseTo(paused + 5, 0);
    // Browsers end a service worker whenever they like: the next one is told again what was lent.
    await stopServiceWorkers(bob);
    await bob.page.keyboard.press(" ");
    await player.evaluate((element: HTMLVideoElement) => {
      element.currentTime = element.duration - 2;
    });
    await expect.poll(at).toBeGreaterThan(SECONDS - 1);
    expect(await bob.page.getByRole("dialog").getByRole("alert").count()).toBe(0);
    await bob.page.keyboard.press("Escape");
    await bob.page.getByRole("dialog").waitFor({ state: "detached" });
  },
);

/** Ends the service workers of a browser, and waits until they are. */
async function stopServiceWorkers({ context, page }: Person): Promise<void> {
  const session = await context.newCDPSession(page);
  const running = new Map<string, boolean>();
  const stopped = new Promise<void>((resolve) => {
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { versionId, runningStatus } of versions)
        running.set(versionId, runningStatus !== "stopped");
      if (running.size > 0 && [...running.values()].every((one) => !one)) resolve();
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await stopped;
  await session.detach();
}
