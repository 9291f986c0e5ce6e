import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** What must be found nowhere, under a name for the failure's message. */
export interface Secret {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A text as a secret. */
export function secretText(name: string, text: string): Secret {
  return { name, bytes: Buffer.from(text, "utf8") };
}

/**
 * Searches bytes for secrets: as they are, as hex of both cases, and as base64 and base64url at each
 * of the three alignments that a secret can have inside a longer text. Answers what was found.
 */
export function findSecrets(
  secrets: readonly Secret[],
  places: readonly (readonly [string, Buffer])[],
): readonly string[] {
  const found: string[] = [];
  for (const { name, bytes } of secrets) {
    for (const [form, needle] of formsOf(bytes)) {
      for (const [place, content] of places) {
        if (content.includes(needle)) found.push(`${name} as ${form} in ${place}`);
      }
    }
  }
  return found;
}

function formsOf(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const ascii = (text: string): Buffer => Buffer.from(text, "ascii");
  const hex = bytes.toString("hex");
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // The characters at either end also hold bits of the neighbours.
    const end = encoded.replaceAll("=", "").length - ((bytes.length + shift) % 3 === 0 ? 0 : 1);
    return encoded.slice(shift === 0 ? 0 : shift + 1, end);
  });
  return [
    ["bytes", bytes],
    ["hex", ascii(hex)],
    ["HEX", ascii(hex.toUpperCase())],
    ...base64.map((text) => ["base64", ascii(text)] as const),
    ...base64.map(
      (text) => ["base64url", ascii(text.replaceAll("+", "-").replaceAll("/", "_"))] as const,
    ),
  ];
}

/** Every file below a folder, but what goes while it is read: the stack and other tests take files and folders back. */
export async function filesBelow(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  const files: (readonly [string, Buffer])[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      files.push(...((await unlessGone(filesBelow(path))) ?? []));
    } else if (entry.isFile()) {
      const bytes = await unlessGone(readFile(path));
      if (bytes !== undefined) files.push([path, bytes]);
    }
  }
  return files;
}

async function unlessGone<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

/** What a page has sent, got and known since it was opened. */
export interface Recording {
  /** Everything that went over the network, under where it was found. */
  readonly network: [string, Buffer][];
  readonly privateKeys: Buffer[];
}

/** Records what a fresh page does, which leads all that it fetches through this process. */
export async function record(page: Page): Promise<Recording> {
  const recording: Recording = { network: [], privateKeys: [] };
  recordNetwork(page, recording.network);
  await recordPrivateKeys(page, recording.privateKeys);
  return recording;
}

/**
 * Keeps everything that a page and the service worker behind it send or get: addresses, headers, bodies, socket texts.
 * Playwright tells of a service worker's requests since `launchBrowser` wants it to.
 */
function recordNetwork(page: Page, kept: [string, Buffer][]): void {
  page.context().on("request", (request) => {
    const who = request.serviceWorker() === null ? "" : "service worker's ";
    const { method, url } = { method: who + request.method(), url: request.url() };
    const headers = JSON.stringify(request.headers());
    kept.push([`${method} ${url}`, Buffer.from(`${url}\n${headers}\n`)]);
    const body = request.postDataBuffer();
    if (body !== null) kept.push([`body of ${method} ${url}`, body]);
  });
  page.context().on("response", async (response) => {
    kept.push([
      `headers of the answer of ${response.url()}`,
      Buffer.from(JSON.stringify(response.headers())),
    ]);
    // A redirect and an answer that was broken off have none.
    const body = await response.body().catch(() => Buffer.alloc(0));
    kept.push([`answer of ${response.url()}`, body]);
  });
  page.on("websocket", (socket) => {
    const keep = ({ payload }: { payload: string | Buffer }): void => {
      kept.push(["socket", Buffer.from(payload)]);
    };
    socket.on("framesent", keep);
    socket.on("framereceived", keep);
  });
}

/** Keeps every private key that the page's WebCrypto exports or imports: 32-byte scalars. */
async function recordPrivateKeys(page: Page, kept: Buffer[]): Promise<void> {
  await page.exposeFunction("keepPrivateKey", (scalar: string) => {
    kept.push(Buffer.from(scalar, "base64url"));
  });
  await page.addInitScript(() => {
    const { subtle } = crypto;
    const keep = (key: unknown): void => {
      const scalar = (key as { d?: unknown } | null)?.d;
      const keeper = (globalThis as { keepPrivateKey?: (scalar: string) => void }).keepPrivateKey;
      if (typeof scalar === "string") keeper?.(scalar);
    };
    const { exportKey, importKey } = subtle;
    Object.defineProperty(subtle, "exportKey", {
      value: async (...parameters: Parameters<typeof exportKey>) => {
        const exported = await exportKey.apply(subtle, parameters);
        keep(exported);
        return exported;
      },
    });
    Object.defineProperty(subtle, "importKey", {
      value: (...parameters: Parameters<typeof importKey>) => {
        keep(parameters[1]);
        return importKey.apply(subtle, parameters);
      },
    });
  });
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The browser's half of a recovery key: bytes 11 to 26 of its 30 (PROTOCOL.md §6). */
export function browsersHalf(recoveryKey: string): Buffer {
  const bits = [...recoveryKey]
    .map((character) => CROCKFORD.indexOf(character).toString(2).padStart(5, "0"))
    .join("");
  const bytes = bits.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? [];
  return Buffer.from(bytes.slice(11, 27));
}
