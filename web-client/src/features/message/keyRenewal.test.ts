import { beforeEach, describe, expect, it } from "vitest";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  openChat,
  openConversation,
  PASSWORD,
  type Person,
  register,
  rows,
} from "../../testing/talk.ts";

describe("after a change of keys", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let withMaya: string;
  let withMallory: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    const mallory = await register(server, "mallory");
    maya = await register(server, "maya");
    withMallory = await openChat(mallory.page, "nora");
    withMaya = await openChat(nora.page, "maya");
  });

  const epochsOf = (chatId: string) =>
    server.chats.byId.get(chatId)?.entries.filter(({ kind }) => kind === "epoch").length;
  const replaceKeys = () =>
    done(nora.page.client.account.replaceKeys({ currentPassword: PASSWORD }));

  it("every chat gets an epoch, though nobody writes", async () => {
    await replaceKeys();
    await eventually(() => expect([epochsOf(withMaya), epochsOf(withMallory)]).toEqual([2, 2]));
  });

  it("the companion hears whose keys are others now", async () => {
    await openConversation(maya.page, withMaya);
    const [withNora] = maya.page.client.chats.getState().rows;
    await replaceKeys();
    await eventually(() =>
      expect(rows(maya.page, withMaya).filter(({ kind }) => kind === "epoch")).toMatchObject([
        { change: "created", changedIds: [] },
        { change: "keys_changed", changedIds: [withNora?.companion.userId] },
      ]),
    );
  });

  it("a chat that a companion has broken keeps neither the recovery key nor the others back", async () => {
    const wraps = server.chats.byId.get(withMallory)?.wraps[0] as Map<string, string>;
    for (const [user, wrap] of wraps) wraps.set(user, `${wrap.slice(0, -4)}AAAA`);
    expect(await replaceKeys()).toMatch(/^[0-9A-Z -]+$/);
    await eventually(() => expect(epochsOf(withMaya)).toBe(2));
  });

  it("what a killed tab left over is done the next time, and then not again", async () => {
    server.weather = (request) => (request.endsWith("/epochs") ? "request_lost" : "fine");
    await replaceKeys();
    nora.page.kill();
    server.weather = () => "fine";
    await nora.browser.openPage();
    await eventually(() => expect([epochsOf(withMaya), epochsOf(withMallory)]).toEqual([2, 2]));
    const page = await nora.browser.openPage();
    await eventually(() => expect(page.client.chats.getState().status).toBe("ready"));
    expect([epochsOf(withMaya), epochsOf(withMallory)]).toEqual([2, 2]);
  });
});
