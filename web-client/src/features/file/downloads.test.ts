import { beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES } from "../../protocol/index.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  bytesOf,
  documentOf,
  isSame,
  shownRef,
  showsFiles,
  transferIs,
} from "../../testing/files.ts";
import { done, eventually, noraAndMaya, type Person, refusal } from "../../testing/talk.ts";

const SIZE = 2 * CHUNK_BYTES + 9;
/** The tail of the object: the digests of three chunks. */
const DIGESTS = 96;

describe("a stored file", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    ({ nora, maya, chatId } = await noraAndMaya(server));
  });

  const files = () => maya.page.client.file;
  const saved = () => maya.browser.saver.saved.get("plan.pdf");
  const object = () => [...server.store.byId.values()][0]?.object ?? new Uint8Array();

  async function receive(size = SIZE) {
    await done(nora.page.client.file.sendFiles(chatId, { files: [documentOf(size)] }));
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
    return shownRef(maya.page, chatId);
  }

  async function contentOf(url: string): Promise<Uint8Array> {
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  }

  async function reopen(): Promise<void> {
    maya.page.kill();
    maya = { ...maya, page: await maya.browser.openPage() };
    await eventually(() => expect(maya.page.client.session.getState().kind).toBe("open"));
  }

  it("opens as it was sent, and the second time without the network", async () => {
    const ref = await receive();
    const first = await done(files().openFile(ref));
    expect(isSame(await contentOf(first.url), bytesOf(SIZE))).toBe(true);
    first.release();
    await expect(contentOf(first.url)).rejects.toThrow();
    const gets = server.store.gets.length;
    await reopen();
    const second = await done(files().openFile(ref));
    expect(isSame(await contentOf(second.url), bytesOf(SIZE))).toBe(true);
    expect(server.store.gets.length).toBe(gets);
  });

  it("is saved where the person picks, byte for byte, by one call of the API", async () => {
    const ref = await receive();
    const before = server.requests.length;
    await done(files().saveFile(ref));
    await transferIs(maya.page, "done");
    expect(isSame(saved(), bytesOf(SIZE))).toBe(true);
    const calls = server.requests.slice(before).filter((one) => one.includes("/chat/"));
    expect(calls.length).toBe(1);
    expect(await maya.page.database.count("downloads")).toBe(0);
  });

  it("is not saved if the person thinks better of it", async () => {
    const ref = await receive();
    maya.browser.saver.agrees = false;
    await done(files().saveFile(ref));
    expect(Object.keys(maya.page.client.files.getState().transfers)).toEqual([]);
  });

  it("goes on after a reload with what is there, and fetches no chunk twice", async () => {
    const ref = await receive();
    server.store.getWeather = (range) =>
      range.startsWith(`bytes=${CHUNK_BYTES + 16}`) ? 503 : 200;
    await done(files().saveFile(ref));
    await eventually(() => expect(maya.page.client.files.getState().transfers).not.toEqual({}));
    await transferIs(maya.page, "waiting");
    await reopen();
    const { key } = await transferIs(maya.page, "paused");
    server.store.getWeather = () => 200;
    const before = server.store.gets.length;
    files().resume(key);
    await transferIs(maya.page, "done");
    expect(isSame(saved(), bytesOf(SIZE))).toBe(true);
    expect(server.store.gets.slice(before).length).toBe(1);
  });

  it("is renewed when its address has expired, and waits while the store is away", async () => {
    const ref = await receive();
    let away = 2;
    server.store.getWeather = () => {
      if (away === 1) server.store.expireUrls();
      return away-- > 0 ? 503 : 200;
    };
    const { url } = await done(files().openFile(ref));
    expect(isSame(await contentOf(url), bytesOf(SIZE))).toBe(true);
  });

  const attacks: readonly (readonly [string, string, (bytes: Uint8Array) => Uint8Array])[] = [
    ["a changed bit", "file_tampered", (bytes) => flipped(bytes, CHUNK_BYTES + 100)],
    ["a changed digest", "file_tampered", (bytes) => flipped(bytes, bytes.length - 1)],
    ["a lost tail", "file_truncated", (bytes) => bytes.slice(0, bytes.length - DIGESTS)],
    ["chunks that changed places", "file_tampered", swapped],
  ];
  for (const [name, code, attack] of attacks) {
    it(`with ${name} is refused: nothing of it is shown or saved`, async () => {
      const ref = await receive();
      const upload = [...server.store.byId.values()][0];
      if (upload !== undefined) upload.object = new Uint8Array(attack(object()));
      expect(await refusal(files().openFile(ref))).toBe(code);
      await done(files().saveFile(ref));
      expect((await transferIs(maya.page, "failed")).problem).toBe(code);
      expect(saved()).toBeUndefined();
      expect(maya.browser.saver.open).toBe(0);
    });
  }

  it("leaves nothing of it in the browser when the account logs out", async () => {
    const ref = await receive();
    await done(files().openFile(ref));
    expect(maya.browser.files.files.size).toBeGreaterThan(0);
    await done(maya.page.client.account.logOut());
    expect(maya.browser.files.files.size).toBe(0);
  });

  it("is kept sealed: no byte run of it is on the disk", async () => {
    const ref = await receive();
    await done(files().openFile(ref));
    const run = String(bytesOf(SIZE).slice(0, 16));
    const kept = [...maya.browser.files.files.values()];
    expect(kept.length).toBe(4);
    for (const bytes of kept) expect(String(bytes.slice(0, 4096))).not.toContain(run);
  });

  it("shows what the cache takes, and lets the person limit and clear it", async () => {
    const ref = await receive();
    await done(files().openFile(ref));
    const { used, files: count } = await done(files().cacheUsage());
    expect([used, count]).toEqual([SIZE + 3 * 16 + DIGESTS, 1]);
    await done(files().setCacheLimit(CHUNK_BYTES));
    expect((await done(files().cacheUsage())).used).toBeLessThanOrEqual(CHUNK_BYTES);
    await done(files().clearCache());
    expect(await done(files().cacheUsage())).toEqual({ used: 0, limit: CHUNK_BYTES, files: 0 });
    expect(maya.browser.files.files.size).toBe(0);
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const length = CHUNK_BYTES + 16;
  copy.set(bytes.subarray(length, 2 * length), 0);
  copy.set(bytes.subarray(0, length), length);
  return copy;
}
