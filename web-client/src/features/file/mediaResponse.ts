import { toClientError } from "../../api/problem.ts";
import type { ClientErrorCode } from "../../app/result.ts";
import { type Bytes, chunkSlices, ProtocolError } from "../../protocol/index.ts";
import type { MediaRecord } from "../../vault/database.ts";
import type { FileReader } from "./fileReader.ts";
import { shownType } from "./mediaTypes.ts";

/** What answering a player works with. */
export interface MediaPorts {
  record(id: string): Promise<MediaRecord | undefined>;
  reader(record: MediaRecord): FileReader;
  /** The file is not what was sent: no request for it is answered any more. */
  refuse(record: MediaRecord, code: ClientErrorCode): Promise<void>;
  progress(record: MediaRecord, bytes: number): void;
}

/** Bytes of the file, the second of them not included. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Answers a request for a media address, with a Range or without (RFC 9110 §14). The body opens one
 * chunk after the other, and only as far as the player reads.
 */
export async function mediaResponse(
  ports: MediaPorts,
  id: string,
  range: string | null,
): Promise<Response> {
  const record = await ports.record(id);
  if (record === undefined) return new Response(null, { status: 404 });
  // A player that is refused asks again and again, without a word to the person.
  if (record.refused !== undefined) return new Response(null, { status: 410 });
  const { size } = record.cipher.layout;
  const span = spanOf(range, size);
  if (span === undefined) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  }
  const headers = new Headers({
    "content-type": shownType(record.type),
    "content-length": `${span.end - span.start}`,
    "accept-ranges": "bytes",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  });
  if (record.saveAs !== undefined) {
    const name = encodeURIComponent(record.saveAs).replace(/['()*]/g, percent);
    headers.set("content-disposition", `attachment; filename*=UTF-8''${name}`);
    headers.set("content-type", "application/octet-stream");
  }
  if (range !== null) headers.set("content-range", `bytes ${span.start}-${span.end - 1}/${size}`);
  return new Response(bodyOf(ports, record, span), { status: range === null ? 200 : 206, headers });
}

/** One range, as players ask; several at once get the whole file, which RFC 9110 §14.2 allows. */
function spanOf(range: string | null, size: number): Span | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) {
    return range === null ? { start: 0, end: size } : undefined;
  }
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : undefined;
}

function bodyOf(
  ports: MediaPorts,
  record: MediaRecord,
  { start, end }: Span,
): ReadableStream<Bytes> {
  const slices = chunkSlices(record.cipher.layout, start, end);
  const reader = ports.reader(record);
  const ended = new AbortController();
  let next = 0;
  let given = 0;
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const slice = slices[next++];
        if (slice === undefined) {
          controller.close();
          return;
        }
        try {
          // Gone with a log-out, or with the page that lent it.
          if ((await ports.record(record.id)) === undefined) throw new Error("not lent any more");
          const chunk = await reader.chunk(slice.index, ended.signal);
          controller.enqueue(chunk.subarray(slice.start, slice.end));
          given += slice.end - slice.start;
          ports.progress(record, given);
        } catch (error) {
          if (error instanceof ProtocolError) await ports.refuse(record, toClientError(error).code);
          controller.error(error);
        }
      },
      cancel() {
        ended.abort(new DOMException("the player went away", "AbortError"));
      },
    },
    // Nothing is opened before it is asked for.
    { highWaterMark: 0 },
  );
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
