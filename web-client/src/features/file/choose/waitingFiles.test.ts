import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createStores, emptyStores } from "../../../app/stores.ts";
import type { ServerStorage } from "../model.ts";
import { NOTHING_WAITS, type WaitingState, waitingFiles } from "./waitingFiles.ts";

const roomy: ServerStorage = { used: 0, quota: 1_000, maxFile: 100 };
const picture = (name: string) => ({ file: new File(["pixels"], name, { type: "image/png" }) });

function composers(storage = roomy) {
  const store = createStore<WaitingState>(() => ({}));
  return {
    store,
    of: (chatId: string) => waitingFiles(store, chatId, async () => ({ ok: true, value: storage })),
    names: (chatId: string) => store.getState()[chatId]?.chosen.map(({ file }) => file.name),
  };
}

describe("files that wait in a composer", () => {
  it("are there again when one comes back from another chat", async () => {
    const { of, names } = composers();
    await of("anna").add([picture("boat.png"), picture("pier.png")]);
    await of("boris").add([picture("cat.png")]);
    of("anna").remove("no such file");
    expect(names("anna")).toEqual(["boat.png", "pier.png"]);
    expect(names("boris")).toEqual(["cat.png"]);
  });

  it("stay in the chat that they were chosen for, though another one is shown by then", async () => {
    const { store, of, names } = composers();
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = waitingFiles(store, "anna", async () => {
      await asked;
      return { ok: true, value: roomy };
    });
    const adding = slow.add([picture("boat.png")]);
    await of("anna").add([picture("pier.png")]);
    answer();
    await adding;
    expect(names("anna")).toEqual(["pier.png", "boat.png"]);
  });

  it("stand before what was chosen meanwhile if they could not be sent", async () => {
    const { store, of, names } = composers();
    const files = of("anna");
    await files.add([picture("boat.png")]);
    const sent = store.getState()["anna"]?.chosen ?? [];
    files.clear();
    await files.add([picture("pier.png")]);
    files.putBack(sent, "full");
    expect(names("anna")).toEqual(["boat.png", "pier.png"]);
  });

  it("are decided upon anew with each message, unless the last one could not be sent", async () => {
    const { store, of } = composers();
    const files = of("anna");
    await files.add([picture("boat.png")]);
    files.setQuality("file");
    const sent = store.getState()["anna"]?.chosen ?? [];
    files.clear();
    expect(store.getState()["anna"]).toEqual(NOTHING_WAITS);
    files.putBack(sent, "file");
    expect(store.getState()["anna"]).toEqual({ ...NOTHING_WAITS, chosen: sent, quality: "file" });
  });

  it("say why one was not taken up, until the next change", async () => {
    const { store, of } = composers({ ...roomy, maxFile: 1 });
    const files = of("anna");
    await files.add([picture("boat.png")]);
    expect(store.getState()["anna"]?.refusal).toEqual({
      kind: "tooLarge",
      name: "boat.png",
      limit: 1,
    });
    files.clear();
    expect(store.getState()["anna"]).toEqual(NOTHING_WAITS);
  });

  it("are gone with the account, also those that come back from a sending that failed", async () => {
    const stores = createStores();
    const files = waitingFiles(stores.waiting, "anna", async () => ({ ok: true, value: roomy }));
    await files.add([picture("boat.png")]);
    const sent = stores.waiting.getState()["anna"]?.chosen ?? [];
    files.setPreparing(true);
    emptyStores(stores);
    files.clear();
    files.putBack(sent, "full");
    files.setPreparing(false);
    expect(stores.waiting.getState()).toEqual({});
  });
});
