import type { BrowserContext, Page } from "playwright-core";
import type { Someone } from "../e2e/filesScene.ts";

/** Plaintext bytes of a chunk, and what its sealed form has more. */
const CHUNK = 8_388_608;
const TAG = 16;
/** PUTs and GETs at once, as many as the product's. */
const AT_ONCE = 4;

/** The headers by which the client's calls are its own, as it sends them. */
export function callHeaders(context: BrowserContext): () => Readonly<Record<string, string>> {
  let newest: Readonly<Record<string, string>> = {};
  context.on("request", (request) => {
    const { authorization } = request.headers();
    if (request.url().includes("/api/") && authorization !== undefined) newest = { authorization };
  });
  return () => newest;
}

/** The addresses of objects that the client was given. */
export function objectUrls(context: BrowserContext): () => string {
  let newest = "";
  context.on("response", async (response) => {
    if (!response.url().includes("/api/chat/file/")) return;
    newest = ((await response.json()) as { url: string }).url;
  });
  return () => newest;
}

/**
 * Seconds of putting a file's bytes, not encrypted, to presigned addresses, and of making one object of them, which
 * copies all of it on the local store: neither the other calls nor the digests count.
 */
export function barePut(
  { page, chatId }: Someone,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return page.evaluate(
    async ([chat, fileName, authorization, chunk, tag, atOnce]) => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle(fileName)).getFile();
      const count = Math.ceil(file.size / chunk);
      const base64url = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>) =>
        btoa(String.fromCharCode(...new Uint8Array(bytes)))
          .replaceAll("+", "-")
          .replaceAll("/", "_")
          .replaceAll("=", "");
      const newId = () => base64url(crypto.getRandomValues(new Uint8Array(16)));
      const path = `${chat}/${newId()}/${newId()}`;
      async function call(what: string, body?: object): Promise<Response> {
        const answer = await fetch(`/api/chat/${what}`, {
          method: "POST",
          headers: { ...authorization, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
        return answer;
      }

      // As long as the sealed parts: the last one carries the list of digests.
      const bodies = Array.from({ length: count }, (_, index) => {
        const more = tag + (index === count - 1 ? 32 * count : 0);
        return new Blob([file.slice(index * chunk, (index + 1) * chunk), new Uint8Array(more)]);
      });
      const digests: string[] = [];
      for (const body of bodies) {
        digests.push(base64url(await crypto.subtle.digest("SHA-256", await body.arrayBuffer())));
      }
      await call(`upload_metadata/${path}`, { size: file.size, chunks: count });
      const urls: { url: string; headers: Record<string, string> }[] = [];
      for (let at = 0; at < count; at += 16) {
        const answer = await call(`upload_chunk/${path}/${at}`, {
          digests: digests.slice(at, at + 16),
        });
        urls.push(...(await answer.json()).urls);
      }
      const began = performance.now();
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let index = next++; index < count; index = next++) {
          const { url = "", headers: signed = {} } = urls[index] ?? {};
          const body = bodies[index] ?? null;
          const { status } = await fetch(url, { method: "PUT", headers: signed, body });
          if (status !== 200) throw new Error(`PUT ${status}`);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      await call(`upload_complete/${path}`);
      return (performance.now() - began) / 1000;
    },
    [chatId, name, headers, CHUNK, TAG, AT_ONCE] as const,
  );
}

/** Seconds of getting an object chunk by chunk, without opening any; its bytes are summed up as those of a saved file. */
export function bareGet(page: Page, url: string, size: number): Promise<number> {
  return page.evaluate(
    async ([address, plain, chunk, tag, atOnce]) => {
      const count = Math.ceil(plain / chunk);
      const end = plain + count * tag;
      const sum = ren.createSum();
      const began = performance.now();
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let index = next++; index < count; index = next++) {
          const from = index * (chunk + tag);
          const range = `bytes=${from}-${Math.min(from + chunk + tag, end) - 1}`;
          const answer = await fetch(address, { headers: { range }, cache: "no-store" });
          if (answer.status !== 206) throw new Error(`GET ${answer.status}`);
          sum.add(new Uint8Array(await answer.arrayBuffer()));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      return (performance.now() - began) / 1000;
    },
    [url, size, CHUNK, TAG, AT_ONCE] as const,
  );
}
