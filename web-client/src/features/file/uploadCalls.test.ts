import { expect, test } from "vitest";
import baseline from "../../../../infra/bench/baselines/files.json";
import type { FileApi, PartUrl } from "../../api/files.ts";
import {
  type ChatId,
  type ClientId,
  fileCipher,
  fileLayout,
  type Hash,
  newFileSecret,
  secureRandom,
} from "../../protocol/index.ts";
import { FakeDisk } from "../../testing/fakeDisk.ts";
import { type UploadJob, type UploadServices, uploadParts } from "./uploadParts.ts";

const GB = 1_000_000_000;

/** An upload's services that move no byte, so that a GB takes no time, and note every call. */
function countingServices(): { readonly services: UploadServices; readonly calls: string[] } {
  const calls: string[] = [];
  const noted = <T>(name: string, answer: T): Promise<T> => {
    calls.push(name);
    return Promise.resolve(answer);
  };
  const api: FileApi = {
    open: () => noted("open", { state: "open", parts: [] }),
    partUrls: (_path, first, checksums) =>
      noted(
        "partUrls",
        checksums.map((_, i): PartUrl => ({ index: first + i, url: "", headers: {} })),
      ),
    complete: () => noted("complete", undefined),
    cancel: () => noted("cancel", undefined),
    objectUrl: () => noted("objectUrl", { url: "", expiresAt: 0 }),
    storage: () => noted("storage", { used: 0, quota: 0, maxFile: 0 }),
  };
  const digest = "digest" as Hash;
  const disk = new FakeDisk();
  const services: UploadServices = {
    api,
    disk,
    work: {
      async stage({ fileId }, _source, index) {
        await disk.write("staged", fileId, `${index}`, new Uint8Array());
        return { index, digest, checksum: digest };
      },
      open: () => Promise.reject(new Error("an upload opens nothing")),
    },
    put: async () => 200,
    patience: { again: (_signal, work) => work() },
  };
  return { services, calls };
}

test("an upload of 1 GB calls the API no more often than the baseline says", async () => {
  const { services, calls } = countingServices();
  const secret = newFileSecret(secureRandom);
  const job: UploadJob = {
    path: { chatId: "c" as ChatId, messageId: "m" as ClientId, fileId: secret.fileId },
    cipher: await fileCipher(secret, fileLayout(GB)),
    digests: [],
    lastChecksum: undefined,
    source: async () => new Blob(),
    record: async () => {},
    progress: () => {},
    waits: () => {},
  };
  await uploadParts(services, job, new AbortController().signal);
  const most = baseline.find(({ name }) => name === "upload of 1 GB: API calls")?.value;
  expect(job.digests.length).toBe(job.cipher.layout.count);
  expect(calls.length).toBeLessThanOrEqual(most ?? 0);
});
