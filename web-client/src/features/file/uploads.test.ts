import { beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES } from "../../protocol/index.ts";
import { FakeBrowser } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import { documentOf, showsFiles, transferIs, transfers } from "../../testing/files.ts";
import {
  done,
  eventually,
  noraAndMaya,
  openConversation,
  PASSWORD,
  type Person,
  refusal,
} from "../../testing/talk.ts";

const signIn = (login: string) => ({ login, password: PASSWORD });
const BIG = 3 * CHUNK_BYTES + 5;
/** More parts than are sealed before anything else is done. */
const HUGE = 9 * CHUNK_BYTES + 5;

describe("an upload", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    ({ nora, maya, chatId } = await noraAndMaya(server));
  });

  const send = (size: number) =>
    done(nora.page.client.file.sendFiles(chatId, { files: [documentOf(size)] }));
  const calls = (name: string) => server.requests.filter((one) => one.includes(name)).length;
  const object = () => [...server.store.byId.values()][0]?.object;

  /** A new page of the same browser after the first one was killed. */
  async function reopen(meanwhile = async () => {}): Promise<void> {
    nora.page.kill();
    await meanwhile();
    const page = await nora.browser.openPage();
    nora = { ...nora, page };
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    await openConversation(page, chatId);
  }

  it("of a small file travels inside the message", async () => {
    await send(20_000);
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
    expect(server.store.byId.size).toBe(0);
    expect(transfers(nora.page)).toEqual([]);
  });

  it("goes part by part to the store, and the message follows", async () => {
    await send(BIG);
    await showsFiles(nora.page, chatId, ["plan.pdf (sent)"]);
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
    expect(server.store.puts.toSorted()).toEqual(["0", "1", "2", "3"]);
    expect(object()?.length).toBe(BIG + 4 * 16 + 4 * 32);
    expect(calls("upload_")).toBe(3);
    expect(nora.browser.files.files.size).toBe(0);
    expect(await nora.page.database.count("uploads")).toBe(0);
    expect(await nora.page.database.count("sendings")).toBe(0);
  });

  it("sends a caption and several files, small and large, in one message", async () => {
    const files = [documentOf(CHUNK_BYTES, "large.bin"), documentOf(10, "small.txt")];
    await done(nora.page.client.file.sendFiles(chatId, { files, text: "both" }));
    await showsFiles(maya.page, chatId, ["large.bin (received)", "small.txt (received)"]);
    expect(server.store.byId.size).toBe(1);
  });

  it("goes on where it was after the browser is killed, and sends no part twice", async () => {
    server.store.weather = (index) => (index === "2" ? 503 : 200);
    await send(BIG);
    await eventually(() => expect(server.store.puts).toContain("2"));
    await eventually(() => expect(object() ?? server.store.puts.length).toBeGreaterThan(3));
    await reopen();
    server.store.weather = () => 200;
    const before = server.store.puts.length;
    await showsFiles(nora.page, chatId, ["plan.pdf (sent)"]);
    expect(server.store.puts.slice(before).filter((index) => index !== "2")).toEqual([]);
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
  });

  it("asks for a large file again that the browser could not keep, and takes no other", async () => {
    server.store.weather = (index) => (index === "1" ? 503 : 200);
    await send(HUGE);
    await eventually(() => expect(server.store.puts.length).toBeGreaterThan(4));
    await reopen(() => nora.browser.files.clear());
    const { key } = await transferIs(nora.page, "needs_file");
    const provide = (size: number, seed: number, lastModified: number) => {
      const { blob } = documentOf(size, "plan.pdf", seed);
      const file = new File([blob], "copy.pdf", { lastModified });
      return nora.page.client.file.provideFile(key, file);
    };
    expect(await refusal(provide(HUGE - 1, 1, 1))).toBe("file_changed");
    expect(await refusal(provide(HUGE, 2, 1))).toBe("file_changed");
    server.store.weather = () => 200;
    await done(provide(HUGE, 1, 1));
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
  });

  it("waits while there is no network, and goes on by itself", async () => {
    server.store.weather = () => {
      nora.page.setOnline(false);
      return undefined;
    };
    await send(BIG);
    await eventually(() => expect(transfers(nora.page)[0]?.problem).toBe("offline"));
    server.store.weather = () => 200;
    nora.page.setOnline(true);
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
  });

  it("renews addresses that have expired", async () => {
    let expired = false;
    server.store.weather = () => {
      if (!expired) server.store.expireUrls();
      expired = true;
      return 200;
    };
    await send(BIG);
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
    expect(calls("upload_chunk")).toBeGreaterThan(1);
  });

  it("pauses, goes on, and can be taken back", async () => {
    server.store.weather = () => 503;
    await send(BIG);
    const { key } = await transferIs(nora.page, "waiting");
    nora.page.client.file.pause(key);
    await transferIs(nora.page, "paused");
    await reopen();
    await transferIs(nora.page, "paused");
    nora.page.client.file.resume(key);
    await transferIs(nora.page, "waiting");
    nora.page.client.file.cancel(key);
    await showsFiles(nora.page, chatId, []);
    await eventually(() => expect(server.store.byId.size).toBe(0));
    expect(nora.browser.files.files.size).toBe(0);
    expect(await nora.page.database.count("uploads")).toBe(0);
  });

  it("is refused before a byte when the file or all files are too large", async () => {
    server.store.maxFile = 1_000_000;
    await send(BIG);
    expect((await transferIs(nora.page, "failed")).problem).toBe("file_too_large");
    expect(server.store.puts).toEqual([]);
    await showsFiles(nora.page, chatId, ["plan.pdf (failed)"]);
  });

  it("runs in one tab at a time, and the message is sent once", async () => {
    server.store.weather = (index) => (index === "2" ? 503 : 200);
    await send(BIG);
    await eventually(() => expect(server.store.puts).toContain("2"));
    const tab = await nora.browser.openPage();
    await eventually(() => expect(tab.client.session.getState().kind).toBe("open"));
    await openConversation(tab, chatId);
    await transferIs(tab, "waiting");
    server.store.weather = () => 200;
    await showsFiles(nora.page, chatId, ["plan.pdf (sent)"]);
    await showsFiles(tab, chatId, ["plan.pdf (sent)"]);
    expect(calls("chat/massage")).toBe(1);
    await eventually(() => expect(transfers(tab)).toEqual([]));
  });

  it("is not lost when the session is ended elsewhere: it goes on after the next log-in", async () => {
    server.store.weather = (index) => (index === "2" ? 503 : 200);
    await send(BIG);
    await eventually(() => expect(server.store.puts).toContain("2"));
    const elsewhere = await new FakeBrowser(server).openPage();
    await done(elsewhere.client.account.logIn({ ...signIn("nora"), keepUnlocked: false }));
    await done(elsewhere.client.account.logOutEverywhere());
    const { client } = nora.page;
    await eventually(() => expect(client.session.getState().kind).toBe("signed_out"));
    server.store.weather = () => 200;
    await done(client.account.logIn({ ...signIn("nora"), keepUnlocked: false }));
    await showsFiles(maya.page, chatId, ["plan.pdf (received)"]);
  });

  it("keeps neither the file's name nor its key in clear on the disk", async () => {
    server.store.weather = () => 503;
    await send(BIG);
    await transferIs(nora.page, "waiting");
    const { database } = nora.page;
    const kept = JSON.stringify([
      await database.getAll("sendings"),
      await database.getAll("uploads"),
    ]);
    expect(kept).toContain("sealedBody");
    expect(kept).not.toContain("plan.pdf");
    expect(kept).not.toContain("prefix");
  });
});
