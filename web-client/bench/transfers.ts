import type { Browser, BrowserContext } from "playwright-core";
import { isSent, make, receiveAndSave, send, twoPeople } from "../e2e/filesScene.ts";
import type { HarnessSite } from "../e2e/harnessSite.ts";
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
  browser: Browser,
  site: HarnessSite,
  megabytes: number,
  rounds: number,
): Promise<readonly Figure[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push(await oneRound(browser, site, megabytes * MB));
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
      "presigned PUT of the same chunks",
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

async function oneRound(browser: Browser, site: HarnessSite, size: number): Promise<Round> {
  const { sender, reader } = await twoPeople(browser, site);
  try {
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
  } finally {
    await sender.context.close();
    await reader.context.close();
  }
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
