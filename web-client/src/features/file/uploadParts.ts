import { type FileApi, type FilePath, type PartUrl, URL_BATCH } from "../../api/files.ts";
import { ApiError } from "../../api/problem.ts";
import type { PutBlob } from "../../api/putBlob.ts";
import type { ClientErrorCode } from "../../app/result.ts";
import { type FileCipher, type Hash, isLast, partLength } from "../../protocol/index.ts";
import type { ChunkWork, StagedPart } from "./chunkWork.ts";
import type { Disk } from "./disk.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import type { Patience } from "./patience.ts";

/** What an upload works with. */
export interface UploadServices {
  readonly api: FileApi;
  readonly work: ChunkWork;
  readonly disk: Disk;
  readonly put: PutBlob;
  readonly patience: Patience;
}

/** One file to upload. */
export interface UploadJob {
  readonly path: FilePath;
  readonly cipher: FileCipher;
  /** Digests that were recorded before, by index; the upload fills it. */
  readonly digests: (Hash | undefined)[];
  /** The last part's, which is not its chunk's digest; there once it is staged. */
  lastChecksum: Hash | undefined;
  /** The file's bytes; `needs_file` where they are needed and not there. */
  source(): Promise<Blob>;
  /** Puts the digests on the disk. Nothing leaves the browser before it has. */
  record(): Promise<void>;
  /** Bytes that the store has or that are on their way to it. */
  progress(bytes: number): void;
  waits(problem: ClientErrorCode | undefined): void;
}

/** Parts that lie sealed on the disk at most: 256 MiB there, and next to nothing in memory. */
const STAGED = 32;
/** PUTs at once. */
const PUTS = 4;
/** Parts of the first batch: few, so that it starts soon; the next ones have twice as many each. */
const FIRST_BATCH = 4;
/** How often a part is put again that the store refuses, and an upload opened again. */
const TRIES = 5;

/** The store does not know this upload any more, or not all of it: it is to be looked at anew. */
class Reopen extends Error {}

/** Uploads what the store does not have, and completes. Fails with the signal's reason if it ends. */
export async function uploadParts(
  services: UploadServices,
  job: UploadJob,
  signal: AbortSignal,
): Promise<void> {
  const { api, patience } = services;
  for (let tries = 0; ; tries++) {
    try {
      const { layout } = job.cipher;
      const again = <T>(work: () => Promise<T>): Promise<T> =>
        patience.again(signal, work, job.waits);
      const status = await again(() => api.open(job.path, layout.size, layout.count));
      if (status.state === "complete") return;
      const stored = new Set(
        status.parts
          // Without a digest of ours it is none of ours, whatever the server says.
          .filter(({ index }) => job.digests[index] !== undefined)
          .filter(({ index, size }) => size === partLength(layout, index))
          .map(({ index }) => index),
      );
      await uploadMissing(services, job, stored, signal);
      await again(() => api.complete(job.path));
      return;
    } catch (error) {
      signal.throwIfAborted();
      const reopen = error instanceof Reopen || isIncomplete(error);
      if (!reopen || tries >= TRIES)
        throw error instanceof Reopen ? new ApiError("internal") : error;
    }
  }
}

function isIncomplete(error: unknown): boolean {
  return error instanceof ApiError && error.code === "file_not_ready";
}

async function uploadMissing(
  services: UploadServices,
  job: UploadJob,
  stored: ReadonlySet<number>,
  outer: AbortSignal,
): Promise<void> {
  const { layout } = job.cipher;
  // One part that fails for good ends the others.
  const failure = new AbortController();
  const signal = AbortSignal.any([outer, failure.signal]);
  const staged = createLimiter(STAGED);
  const puts = createLimiter(PUTS);
  const sent = sentBytes(job, stored);
  const running: Promise<void>[] = [];
  let failed: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failed ??= { error };
    failure.abort(error);
  };
  try {
    for (const batch of batches(layout.count, stored, job.digests)) {
      const parts = await stageBatch(services, job, batch, staged, signal);
      await job.record();
      const urls = await services.patience.again(
        signal,
        () => urlsOf(services.api, job.path, parts),
        job.waits,
      );
      for (const part of parts) {
        const url = urls.find(({ index }) => index === part.index);
        const one = putPart(services, job, part, url, { puts, sent, signal })
          .then(() => services.disk.remove("staged", job.cipher.fileId, `${part.index}`))
          .catch(fail)
          .finally(staged.give);
        running.push(one);
      }
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(running);
  if (failed !== undefined) throw failed.error;
}

/** Consecutive parts that the store does not have, as many as one call gives addresses for. */
function* batches(
  count: number,
  stored: ReadonlySet<number>,
  digests: readonly unknown[],
): Generator<readonly number[]> {
  let most = digests.some((digest) => digest !== undefined) ? URL_BATCH : FIRST_BATCH;
  let batch: number[] = [];
  for (let index = 0; index < count; index++) {
    if (!stored.has(index)) batch.push(index);
    const ends = batch.length === most || stored.has(index) || index === count - 1;
    if (ends && batch.length > 0) {
      yield batch;
      batch = [];
      most = Math.min(URL_BATCH, 2 * most);
    }
  }
}

async function stageBatch(
  services: UploadServices,
  job: UploadJob,
  batch: readonly number[],
  staged: Limiter,
  signal: AbortSignal,
): Promise<readonly StagedPart[]> {
  const { layout } = job.cipher;
  const one = async (index: number): Promise<StagedPart> => {
    await staged.take(signal);
    try {
      return await stagePart(services, job, index);
    } catch (error) {
      staged.give();
      throw error;
    }
  };
  // The last part carries the digests of all others, so it comes after them.
  const others = batch.filter((index) => !isLast(layout, index));
  const parts = await Promise.all(others.map(one));
  for (const index of batch) if (isLast(layout, index)) parts.push(await one(index));
  return parts;
}

/** Seals a part onto the disk, unless it lies there from before. */
export async function stagePart(
  { work, disk }: Pick<UploadServices, "work" | "disk">,
  job: Pick<UploadJob, "cipher" | "digests" | "lastChecksum" | "source">,
  index: number,
): Promise<StagedPart> {
  const { layout, fileId } = job.cipher;
  const digest = job.digests[index];
  const last = isLast(layout, index);
  const checksum = last ? job.lastChecksum : digest;
  if (digest !== undefined && checksum !== undefined) {
    const there = await disk.read("staged", fileId, `${index}`);
    if (there?.size === partLength(layout, index)) return { index, digest, checksum };
  }
  const recorded: (Hash | undefined)[] = last ? job.digests : [];
  recorded[index] = digest;
  const part = await work.stage(job.cipher, await job.source(), index, recorded);
  job.digests[index] = part.digest;
  if (last) job.lastChecksum = part.checksum;
  return part;
}

function urlsOf(
  api: FileApi,
  path: FilePath,
  parts: readonly StagedPart[],
): Promise<readonly PartUrl[]> {
  const checksums = parts.map(({ checksum }) => checksum);
  return api.partUrls(path, parts[0]?.index ?? 0, checksums);
}

interface Lanes {
  readonly puts: Limiter;
  readonly sent: (index: number, bytes: number) => void;
  readonly signal: AbortSignal;
}

async function putPart(
  services: UploadServices,
  job: UploadJob,
  part: StagedPart,
  first: PartUrl | undefined,
  { puts, sent, signal }: Lanes,
): Promise<void> {
  const { index } = part;
  await puts.take(signal);
  try {
    let url = first;
    for (let refusals = 0; ; refusals++) {
      const status = await services.patience.again(
        signal,
        () => putOnce(services, job, index, url, (bytes) => sent(index, bytes), signal),
        job.waits,
      );
      if (status >= 200 && status < 300) break;
      if (status === 404) throw new Reopen();
      if (refusals >= TRIES) throw new ApiError("internal");
      sent(index, 0);
      // An address that has expired, or a part that the disk gave back otherwise than it took it.
      if (status !== 403) await stageAgain(services, job, index);
      url = await services.patience.again(
        signal,
        async () => (await urlsOf(services.api, job.path, [part]))[0],
        job.waits,
      );
    }
    sent(index, partLength(job.cipher.layout, index));
  } finally {
    puts.give();
  }
}

/** The status of one PUT; what is the store's passing trouble is thrown, to be tried again. */
async function putOnce(
  { disk, put }: UploadServices,
  job: UploadJob,
  index: number,
  url: PartUrl | undefined,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const body = await disk.read("staged", job.cipher.fileId, `${index}`);
  if (body === undefined || url === undefined) throw new Reopen();
  const status = await put({ url: url.url, headers: url.headers, body, signal, progress });
  if (status >= 500 || status === 429) throw new ApiError("unavailable");
  return status;
}

async function stageAgain(services: UploadServices, job: UploadJob, index: number): Promise<void> {
  await services.disk.remove("staged", job.cipher.fileId, `${index}`);
  await stagePart(services, job, index);
}

/** Adds up what is over: parts of before, parts of now, and what of a part has left. */
function sentBytes(
  { cipher: { layout }, progress }: UploadJob,
  stored: ReadonlySet<number>,
): (index: number, bytes: number) => void {
  const each = new Map<number, number>();
  let total = 0;
  for (const index of stored) total += partLength(layout, index);
  progress(total);
  return (index, bytes) => {
    total += bytes - (each.get(index) ?? 0);
    each.set(index, bytes);
    progress(total);
  };
}
