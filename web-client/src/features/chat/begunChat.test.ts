import { beforeEach, describe, expect, it } from "vitest";
import type { FakePage } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  beginChat,
  done,
  eventually,
  openConversation,
  type Person,
  refusal,
  register,
  rows,
  shows,
  texts,
} from "../../testing/talk.ts";

describe("a chat that was opened from the search", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    maya = await register(server, "maya");
  });

  const list = ({ client }: FakePage) => client.chats.getState().rows;
  const send = ({ client }: FakePage, chatId: string, text: string) =>
    client.message.sendText(chatId, text);

  it("is there for nobody else until something is written", async () => {
    await beginChat(nora.page, "maya");
    await done(nora.page.client.chat.reloadChats());
    await done(maya.page.client.chat.reloadChats());
    expect(server.chats.byId.size).toBe(0);
    expect(list(maya.page)).toEqual([]);
    expect(list(nora.page)).toMatchObject([{ begun: true, companion: { login: "maya" } }]);
  });

  it("leaves nothing behind if nothing was written", async () => {
    await beginChat(nora.page, "maya");
    nora.page.kill();
    const page = await nora.browser.openPage();
    await eventually(() => expect(page.client.chats.getState().status).toBe("ready"));
    expect(list(page)).toEqual([]);
  });

  it("is made by its first message", async () => {
    const chatId = await beginChat(nora.page, "maya");
    await done(send(nora.page, chatId, "hello"));
    await eventually(() => expect(list(maya.page)).toHaveLength(1));
    await openConversation(maya.page, chatId);
    await shows(maya.page, chatId, ["hello"]);
    expect(list(nora.page)[0]?.begun).toBeUndefined();
  });

  it("is made by its first file", async () => {
    const chatId = await beginChat(nora.page, "maya");
    const blob = new Blob(["12.9 V"]);
    const note = { name: "note.txt", blob, type: "text/plain", as: "file" } as const;
    await done(nora.page.client.file.sendFiles(chatId, { files: [note] }));
    await eventually(() => expect(list(maya.page)).toHaveLength(1));
    await openConversation(maya.page, chatId);
    await eventually(() =>
      expect(rows(maya.page, chatId).map(({ kind }) => kind)).toContain("files"),
    );
  });

  it("is one chat if both begin it and write at the same moment", async () => {
    const chatId = await beginChat(nora.page, "maya");
    expect(await beginChat(maya.page, "nora")).toBe(chatId);
    await Promise.all([
      done(send(nora.page, chatId, "from nora")),
      done(send(maya.page, chatId, "from maya")),
    ]);
    const both = ["from maya", "from nora"];
    for (const { page } of [nora, maya]) {
      await eventually(() => {
        const said = texts(page, chatId).map((text) => text.replace(/ \(.*\)$/, ""));
        expect(said.sort()).toEqual(both);
      });
    }
  });

  it("shows what the other side wrote first", async () => {
    const chatId = await beginChat(nora.page, "maya");
    await beginChat(maya.page, "nora");
    await done(send(maya.page, chatId, "was faster"));
    await shows(nora.page, chatId, ["was faster"]);
    expect(list(nora.page)[0]?.begun).toBeUndefined();
  });

  it("keeps the words if there is no way to the server, and is made at the next try", async () => {
    const chatId = await beginChat(nora.page, "maya");
    nora.page.setOnline(false);
    expect(await refusal(send(nora.page, chatId, "hello"))).toBe("offline");
    expect(server.chats.byId.size).toBe(0);
    nora.page.setOnline(true);
    await done(send(nora.page, chatId, "hello"));
    await eventually(() => expect(list(maya.page)).toHaveLength(1));
  });
});
