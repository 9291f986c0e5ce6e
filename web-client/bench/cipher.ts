import type { Page } from "playwright-core";
import { atLeast, type Figure, median, told } from "./report.ts";

const ROUNDS = 5;
const CHUNKS = 32;
/** As many as the product has workers; WebCrypto works beside the page's own thread. */
const IN_FLIGHT = 2;
const MB = 1_000_000;

interface Round {
  readonly seal: number;
  readonly open: number;
  readonly bareEncrypt: number;
  readonly bareDecrypt: number;
}

/** Sealing and opening chunks, beside AES-256-GCM alone on the same chunks, turn by turn. */
export async function cipher(page: Page): Promise<readonly Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    rounds.push(await page.evaluate(measure, [CHUNKS, IN_FLIGHT] as const));
  }
  // The first one warms up.
  rounds.shift();
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const bytes = (CHUNKS * 8_388_608) / MB;
  return [
    told(
      "seal",
      of(({ seal }) => bytes / seal),
      "MB/s",
    ),
    told(
      "open",
      of(({ open }) => bytes / open),
      "MB/s",
    ),
    told(
      "AES-GCM alone, encrypt",
      of(({ bareEncrypt }) => bytes / bareEncrypt),
      "MB/s",
    ),
    told(
      "AES-GCM alone, decrypt",
      of(({ bareDecrypt }) => bytes / bareDecrypt),
      "MB/s",
    ),
    atLeast(
      "seal to AES-GCM alone",
      of((one) => one.bareEncrypt / one.seal),
      "ratio",
      0.8,
    ),
    atLeast(
      "open to AES-GCM alone",
      of((one) => one.bareDecrypt / one.open),
      "ratio",
      0.8,
    ),
  ];
}

/** Seconds of each. Runs in the page. */
async function measure([count, inFlight]: readonly [number, number]): Promise<Round> {
  const size = 8_388_608;
  const { protocol } = ren;
  const chunk = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(chunk.subarray(at, at + 65_536));
  const file = await protocol.newCipher(count * size);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const algorithm = (index: number) => ({ name: "AES-GCM", iv: new Uint8Array(12).fill(index) });

  async function seconds(from: number, to: number, work: (index: number) => Promise<void>) {
    const began = performance.now();
    let next = from;
    const lane = async (): Promise<void> => {
      while (next < to) await work(next++);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return (performance.now() - began) / 1000;
  }

  const bare: ArrayBuffer[] = [];
  const bareEncrypt = await seconds(0, count, async (index) => {
    bare[index] = await crypto.subtle.encrypt(algorithm(index), key, chunk);
  });
  const bareDecrypt = await seconds(0, count, async (index) => {
    await crypto.subtle.decrypt(algorithm(index), key, bare[index] ?? new ArrayBuffer(0));
  });
  bare.length = 0;

  const parts: Awaited<ReturnType<typeof protocol.sealPart>>[] = [];
  const one = async (index: number): Promise<void> => {
    const recorded = index === count - 1 ? parts.map(({ digest }) => digest) : [];
    parts[index] = await protocol.sealPart(file, index, chunk, recorded);
  };
  // The last part carries the digests of all others, so it comes after them.
  const seal = (await seconds(0, count - 1, one)) + (await seconds(count - 1, count, one));
  const manifest = await protocol.manifestOf(parts.map(({ digest }) => digest));
  const sealed = (index: number) =>
    (parts[index]?.bytes ?? new Uint8Array()).slice(0, size + 16) as Uint8Array<ArrayBuffer>;
  const list = (parts[count - 1]?.bytes ?? new Uint8Array()).slice(size + 16);
  const digests = await protocol.openDigests(file.layout, manifest, list);
  const chunks = parts.map((_, index) => sealed(index));
  const open = await seconds(0, count, async (index) => {
    await protocol.openChunk(file, digests, index, chunks[index] ?? new Uint8Array());
  });
  return { seal, open, bareEncrypt, bareDecrypt };
}
