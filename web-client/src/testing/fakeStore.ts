import type { PutRequest } from "../api/putBlob.ts";
import { type Bytes, fileLayout, objectSize, partLength, toBase64url } from "../protocol/index.ts";
import { sha256 } from "../protocol/primitives.ts";
import { refuse } from "./fakeAnswers.ts";

/** One upload as the server and the store know it together. */
interface FakeUpload {
  readonly owner: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly size: number;
  readonly chunks: number;
  readonly parts: Map<number, Bytes>;
  object?: Bytes;
}

const STORE = "https://store.test";

/** Files on the server: uploads of a contract like the real one's, and the store behind its URLs. */
export class FakeStore {
  readonly byId = new Map<string, FakeUpload>();
  /** Every PUT as `index` of a file, in order, also those that were refused. */
  readonly puts: string[] = [];
  /** Every GET as its range. */
  readonly gets: string[] = [];
  maxFile = 4_294_967_296;
  quota = 21_474_836_480;
  /** What a PUT of a part does: its status, or undefined for a lost answer. */
  weather: (put: string) => number | undefined = () => 200;
  /** What a GET of a range meets: its status, if it is not the usual one. */
  getWeather: (range: string) => number = () => 200;
  /** Addresses that were given up to now have expired. */
  #generation = 0;

  expireUrls(): void {
    this.#generation += 1;
  }

  /** Routes under `/chat` and `/user` that are about files; undefined for all others. */
  route(method: string, path: string, body: unknown, userId: string): unknown {
    const [, , what, chatId = "", messageId = "", fileId = "", index = ""] = path
      .split("/")
      .map(decodeURIComponent);
    switch (`${method} ${what}`) {
      case "POST upload_metadata":
        return this.#open(userId, { chatId, messageId, fileId }, body as FakeUpload);
      case "DELETE upload_metadata":
        this.byId.delete(fileId);
        return {};
      case "POST upload_chunk":
        return this.#urls(fileId, Number(index), (body as { digests: string[] }).digests);
      case "POST upload_complete":
        return this.#complete(fileId);
      case "GET file":
        return this.#objectUrl(fileId);
      case "GET storage":
        return { used: this.#used(userId), quota: this.quota, max_file: this.maxFile };
      default:
        return undefined;
    }
  }

  /** What a browser's PUT meets. */
  async put({ url, headers, body, progress }: PutRequest): Promise<number> {
    const { pathname, searchParams } = new URL(url);
    const [, fileId = "", index = ""] = pathname.split("/");
    const upload = this.byId.get(fileId);
    this.puts.push(index);
    const status = this.weather(index);
    if (status !== 200 && status !== undefined) return status;
    if (upload === undefined) return 404;
    if (searchParams.get("generation") !== `${this.#generation}`) return 403;
    const bytes = new Uint8Array(await body.arrayBuffer());
    progress(bytes.length);
    const checksum = toBase64url(await sha256(bytes));
    const layout = fileLayout(upload.size);
    if (checksum !== headers["x-checksum"]) return 400;
    if (bytes.length !== partLength(layout, Number(index))) return 403;
    upload.parts.set(Number(index), bytes);
    if (status === undefined) throw new TypeError("network");
    return 200;
  }

  /** What a browser's GET of an address meets. */
  get(url: string, range: string | null): Response {
    const { pathname, searchParams } = new URL(url);
    const object = this.byId.get(pathname.split("/")[1] ?? "")?.object;
    this.gets.push(range ?? "all");
    const status = this.getWeather(range ?? "all");
    if (status !== 200) return new Response(null, { status });
    if (searchParams.get("generation") !== `${this.#generation}`) {
      return new Response(null, { status: 403 });
    }
    if (object === undefined) return new Response(null, { status: 404 });
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
    if (Number(from) >= object.length) return new Response(null, { status: 416 });
    const bytes = from === undefined ? object : object.slice(Number(from), Number(to) + 1);
    return new Response(bytes, { status: from === undefined ? 200 : 206 });
  }

  /** Whether an address is one of this store's. */
  has(url: string): boolean {
    return url.startsWith(STORE);
  }

  #open(
    owner: string,
    { chatId, messageId, fileId }: { chatId: string; messageId: string; fileId: string },
    { size, chunks }: Pick<FakeUpload, "size" | "chunks">,
  ): unknown {
    if (size > this.maxFile) refuse(413, "file_too_large");
    const known = this.byId.get(fileId);
    if (known === undefined && this.#used(owner) + size > this.quota) refuse(409, "quota_exceeded");
    if (known !== undefined && known.size !== size) refuse(409, "conflict");
    const upload: FakeUpload = known ?? {
      owner,
      chatId,
      messageId,
      size,
      chunks,
      parts: new Map(),
    };
    this.byId.set(fileId, upload);
    const parts = [...upload.parts].map(([index, bytes]) => ({ index, size: bytes.length }));
    return { state: upload.object === undefined ? "open" : "complete", parts, urls: [] };
  }

  #urls(fileId: string, first: number, digests: readonly string[]): unknown {
    if (!this.byId.has(fileId)) refuse(404, "not_found");
    if (digests.length < 1 || digests.length > 16) refuse(400, "bad_request");
    const urls = digests.map((digest, i) => ({
      index: first + i,
      url: `${STORE}/${fileId}/${first + i}?generation=${this.#generation}`,
      headers: { "x-checksum": digest },
    }));
    return { urls };
  }

  #complete(fileId: string): unknown {
    const upload = this.byId.get(fileId) ?? refuse(404, "not_found");
    const layout = fileLayout(upload.size);
    const parts = Array.from(
      { length: upload.chunks },
      (_, i) => upload.parts.get(i) ?? refuse(409, "file_not_ready"),
    );
    const object = new Uint8Array(objectSize(layout));
    let at = 0;
    for (const part of parts) {
      object.set(part, at);
      at += part.length;
    }
    upload.object = object;
    return { state: "complete", size: upload.size };
  }

  #objectUrl(fileId: string): unknown {
    if (this.byId.get(fileId)?.object === undefined) refuse(404, "not_found");
    const url = `${STORE}/${fileId}?generation=${this.#generation}`;
    return { url, object_size: 0, expires_at: Date.now() + 3_600_000 };
  }

  #used(userId: string): number {
    const own = [...this.byId.values()].filter(({ owner }) => owner === userId);
    return own.reduce((sum, { size }) => sum + size, 0);
  }
}
