import type { Browser } from "playwright-core";
import { twoPeople } from "../e2e/filesScene.ts";
import { FILM_SECONDS, makeFilm } from "../e2e/film.ts";
import type { HarnessSite } from "../e2e/harnessSite.ts";
import { atMost, type Figure, median } from "./report.ts";

const ROUNDS = 5;

/** How long one waits for the first picture of a film, and for another one when seeking to what was not fetched. */
export async function film(
  browser: Browser,
  site: HarnessSite,
  ffmpeg: string,
): Promise<readonly Figure[]> {
  const bytes = await makeFilm(ffmpeg);
  const waits: (readonly [number, number])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Fresh people: nothing of the film is in the browser's cache.
    const { sender, reader } = await twoPeople(browser, site);
    await sender.page.exposeFunction("filmBytes", () => bytes.toString("base64"));
    await sender.page.evaluate(async (chatId) => {
      const read = Reflect.get(globalThis, "filmBytes") as () => Promise<string>;
      const blob = new Blob([Uint8Array.from(atob(await read()), (c) => c.charCodeAt(0))]);
      await ren.send(chatId, [{ blob, name: "film.mp4", type: "video/mp4", as: "video" }]);
    }, sender.chatId);
    waits.push(await reader.page.evaluate(play, [reader.chatId, FILM_SECONDS - 2] as const));
    await sender.context.close();
    await reader.context.close();
  }
  return [
    atMost("first frame of a film", median(waits.map(([first]) => first)), "ms", 500),
    atMost("a seek to what is not fetched", median(waits.map(([, seek]) => seek)), "ms", 500),
  ];
}

/** Milliseconds to the first frame and of a seek. Runs in the page. */
async function play([chatId, to]: readonly [string, number]): Promise<readonly [number, number]> {
  const ref = await ren.received(chatId, "film.mp4");
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const frame = () => new Promise<void>((shown) => video.requestVideoFrameCallback(() => shown()));
  let began = performance.now();
  const firstFrame = frame();
  video.src = await ren.mediaUrl(ref);
  void video.play();
  await firstFrame;
  const first = performance.now() - began;
  video.pause();
  began = performance.now();
  const seeked = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  video.currentTime = to;
  await seeked;
  return [first, performance.now() - began];
}
