import { expect, test } from "vitest";
import type { ClientId, FileId } from "../../protocol/index.ts";
import type { UploadRecord } from "../../vault/database.ts";
import { FileChanged, fileOf, NeedsFile, NeedsLeave } from "./fileSource.ts";

const file = new File(["orders"], "orders.txt", { lastModified: 7 });

/** A handle as it is after a reload: the browser asks again whether it may be read. */
function handle(answer: PermissionState, getFile = async () => file): FileSystemFileHandle {
  const asked = {
    queryPermission: async (): Promise<PermissionState> => "prompt",
    requestPermission: async () => answer,
    getFile,
  };
  return asked as unknown as FileSystemFileHandle;
}

function record(given: Partial<UploadRecord>): UploadRecord {
  const ids = { fileId: "f" as FileId, clientId: "c" as ClientId };
  return { ...ids, lastModified: 7, digests: [], complete: false, paused: false, ...given };
}

test("a file that may not be read yet waits for a click and need not be chosen again", async () => {
  const kept = record({ handle: handle("granted") });
  await expect(fileOf(kept, file.size, false)).rejects.toBeInstanceOf(NeedsLeave);
  expect(await fileOf(kept, file.size, true)).toBe(file);
  await expect(fileOf(record({ handle: handle("denied") }), file.size, true)).rejects.toThrow(
    NeedsLeave,
  );
});

test("a file without a handle, or that is gone, is chosen again", async () => {
  const gone = record({
    handle: handle("granted", async () => {
      throw new DOMException("gone", "NotFoundError");
    }),
  });
  for (const one of [record({}), gone]) {
    const refused = fileOf(one, file.size, true);
    await expect(refused).rejects.toBeInstanceOf(NeedsFile);
    await expect(refused).rejects.not.toBeInstanceOf(NeedsLeave);
  }
});

test("a file that was changed is found out", async () => {
  const changed = record({ handle: handle("granted"), lastModified: 8 });
  await expect(fileOf(changed, file.size, true)).rejects.toBeInstanceOf(FileChanged);
});
