import { beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES } from "../../protocol/index.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import { bytesOf, documentOf, isSame, shownRef, showsFiles } from "../../testing/files.ts";
import {
  done,
  eventually,
  openChat,
  openConversation,
  type Person,
  register,
} from "../../testing/talk.ts";
import { shownType } from "./mediaTypes.ts";

const SIZE = 3 * CHUNK_BYTES + 9;

describe("the service worker", () => {
  let server: FakeServer;
  let maya: Person;
  let url: string;
  let release: () => void;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    const nora = await register(server, "nora");
    maya = await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await openConversation(maya.page, chatId);
    const film = { ...documentOf(SIZE, "film.mp4"), type: "video/mp4", as: "video" } as const;
    await done(nora.page.client.file.sendFiles(chatId, { files: [film] }));
    await showsFiles(maya.page, chatId, ["film.mp4 (received)"]);
    ({ url, release } = await done(maya.page.client.file.mediaUrl(shownRef(maya.page, chatId))));
    server.store.gets.length = 0;
  });

  const get = (range?: string) => maya.browser.mediaWorker.get(url, range);
  const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const part = (start: number, end: number) => bytesOf(SIZE).subarray(start, end);
  const problem = () => maya.page.client.files.getState().mediaProblems[url];

  function breakChunk(index: number): void {
    const [upload] = server.store.byId.values();
    const at = index * (CHUNK_BYTES + 16) + 5;
    if (upload?.object !== undefined) upload.object[at] = (upload.object[at] ?? 0) ^ 1;
  }

  it("answers a range over two chunks, and fetches no other", async () => {
    const [start, end] = [CHUNK_BYTES - 10, CHUNK_BYTES + 10];
    const response = await get(`bytes=${start}-${end - 1}`);
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/${SIZE}`);
    expect(response.headers.get("content-type")).toBe("video/mp4");
    expect(isSame(await bytes(response), part(start, end))).toBe(true);
    expect(server.store.gets.length).toBe(3);
  });

  it("answers what players ask: from a place on, the end, everything, and too far", async () => {
    expect(isSame(await bytes(await get(`bytes=${SIZE - 3}-`)), part(SIZE - 3, SIZE))).toBe(true);
    expect(isSame(await bytes(await get("bytes=-4")), part(SIZE - 4, SIZE))).toBe(true);
    const whole = await get();
    expect([whole.status, whole.headers.get("content-length")]).toEqual([200, `${SIZE}`]);
    expect(isSame(await bytes(whole), bytesOf(SIZE))).toBe(true);
    expect((await get(`bytes=${SIZE}-`)).status).toBe(416);
  });

  it("opens nothing before the player reads, and stops when it goes away", async () => {
    const response = await get("bytes=0-");
    expect(server.store.gets.length).toBe(0);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    // The digests, and the first chunk.
    expect(server.store.gets.length).toBe(2);
  });

  it("goes on after it was killed, with what the disk has", async () => {
    await bytes(await get("bytes=0-9"));
    maya.browser.mediaWorker.kill();
    expect(isSame(await bytes(await get("bytes=5-9")), part(5, 10))).toBe(true);
    // Its address is asked for anew, its chunk is not.
    expect(server.store.gets.length).toBe(2);
  });

  it("renews an address that ends in the middle of playing", async () => {
    await bytes(await get("bytes=0-9"));
    server.store.expireUrls();
    const start = 2 * CHUNK_BYTES;
    expect(isSame(await bytes(await get(`bytes=${start}-${start}`)), part(start, start + 1))).toBe(
      true,
    );
  });

  it("stops at a changed chunk with a problem that the page shows, also for a new worker", async () => {
    breakChunk(1);
    expect(isSame(await bytes(await get("bytes=0-9")), part(0, 10))).toBe(true);
    await expect(bytes(await get(`bytes=${CHUNK_BYTES}-`))).rejects.toThrow();
    await eventually(() => expect(problem()).toBe("file_tampered"));
    maya.browser.mediaWorker.kill();
    expect((await get("bytes=0-9")).status).toBe(410);
  });

  it("answers nothing once the address is given back, or after a log-out", async () => {
    const reading = (await get()).body?.getReader();
    await reading?.read();
    release();
    await eventually(async () => expect((await get("bytes=0-9")).status).toBe(404));
    await expect(reading?.read()).rejects.toThrow();
  });

  it("holds keys that nobody can read out, and none of a page that is gone", async () => {
    const [record] = await maya.page.database.getAll("media");
    expect(record?.cipher.key.extractable).toBe(false);
    maya.page.kill();
    const page = await maya.browser.openPage();
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    await eventually(async () => expect(await page.database.count("media")).toBe(0));
  });

  it("saves through the browser's own downloads where pages cannot write files", async () => {
    const { client } = maya.page;
    maya.browser.saver.picks = false;
    const [chatId = ""] = Object.keys(client.conversations.getState());
    await done(client.file.saveFile(shownRef(maya.page, chatId)));
    const [address = ""] = maya.browser.saver.downloads;
    const response = await maya.browser.mediaWorker.get(address);
    const disposition = response.headers.get("content-disposition");
    expect(disposition).toBe("attachment; filename*=UTF-8''film.mp4");
    expect(isSame(await bytes(response), bytesOf(SIZE))).toBe(true);
    await eventually(() =>
      expect(Object.values(client.files.getState().transfers)[0]?.state).toBe("done"),
    );
  });
});

describe("a media type of somebody else's", () => {
  it("is kept where browsers only show or play it", () => {
    const shown = ["image/png", "video/mp4", "audio/ogg", "application/pdf"];
    expect(shown.map(shownType)).toEqual(shown);
  });

  it("is octets where a browser would run it in this origin", () => {
    const run = ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "video/x+xml"];
    expect(new Set(run.map(shownType))).toEqual(new Set(["application/octet-stream"]));
  });
});
