import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { launchProfile } from "../e2e/browser.ts";
import { introduced, isSent, make, type Pair, receiveAndSave, send } from "../e2e/filesScene.ts";
import { HARNESS_FLAGS, type HarnessSite } from "../e2e/harnessSite.ts";
import { bareGet, barePut, callHeaders, objectUrls } from "./bareTransfers.ts";
import { atLeast, atMost, type Figure, median, told } from "./report.ts";

const MB = 1_000_000;

interface Round {
  readonly up: number;
  readonly down: number;
  readonly barePut: number;
  readonly bareGet: number;
  readonly callsUp: number;
  readonly callsDown: number;
}

/** A file up and down through the product, beside the same chunks without encryption, turn by turn. */
export async function transfers(
  site: HarnessSite,
  megabytes: number,
  rounds: number,
): Promise<readonly Figure[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push(await withProfiles(site, (people) => oneRound(people, megabytes * MB)));
  }
  const of = (value: (round: Round) => number) => median(measured.map(value));
  const size = `${megabytes / 1000} GB`;
  return [
    told(
      `upload of ${size}`,
      of(({ up }) => megabytes / up),
      "MB/s",
    ),
    told(
      `download of ${size}`,
      of(({ down }) => megabytes / down),
      "MB/s",
    ),
    told(
      "presigned PUT of the same chunks, completed",
      of((one) => megabytes / one.barePut),
      "MB/s",
    ),
    told(
      "presigned GET of the same chunks",
      of((one) => megabytes / one.bareGet),
      "MB/s",
    ),
    atLeast(
      "upload to bare PUT",
      of((one) => one.barePut / one.up),
      "ratio",
      0.7,
    ),
    atLeast(
      "download to bare GET",
      of((one) => one.bareGet / one.down),
      "ratio",
      0.7,
    ),
    atMost(
      "API calls per GB up",
      of((one) => (one.callsUp * 1000) / megabytes),
      "calls",
      20,
    ),
    atMost(
      "API calls per GB down",
      of((one) => (one.callsDown * 1000) / megabytes),
      "calls",
      2,
    ),
  ];
}

/** Two people with profiles on the disk, where a person's browser keeps files: in memory they are much slower. */
async function withProfiles(
  site: HarnessSite,
  use: (people: Pair) => Promise<Round>,
): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), "ren-bench-profiles."));
  const contexts = [
    await launchProfile(join(folder, "sender"), ...HARNESS_FLAGS),
    await launchProfile(join(folder, "reader"), ...HARNESS_FLAGS),
  ] as const;
  try {
    return await use(await introduced(contexts, site));
  } finally {
    for (const context of contexts) await context.close();
    await rm(folder, { recursive: true });
  }
}

async function oneRound({ sender, reader }: Pair, size: number): Promise<Round> {
  const headers = callHeaders(sender.context);
  const url = objectUrls(reader.context);
  await make(sender, "small", 100_000);
  await send(sender, "small");
  await receiveAndSave(reader, "small");

  await make(sender, "file", size);
  const bare = await barePut(sender, "file", headers());
  const [up, callsUp] = await counted(sender.context, async () => {
    await send(sender, "file");
    await isSent(sender, "file");
  });
  const [down, callsDown] = await counted(reader.context, () => receiveAndSave(reader, "file"));
  const bareDown = await bareGet(reader.page, url(), size);
  return { up, down, barePut: bare, bareGet: bareDown, callsUp, callsDown };
}

/** Seconds of something, and the calls of files and messages that it took of the API. */
async function counted(context: BrowserContext, work: () => Promise<unknown>) {
  let calls = 0;
  const count = (request: { url(): string }) => {
    if (request.url().includes("/api/chat/")) calls++;
  };
  context.on("request", count);
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  context.off("request", count);
  return [seconds, calls] as const;
}
