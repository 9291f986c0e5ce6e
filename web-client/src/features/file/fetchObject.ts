import { ApiError } from "../../api/problem.ts";
import { type ByteRange, type Bytes, ProtocolError } from "../../protocol/index.ts";

/** What getting bytes of stored objects needs. */
export interface ObjectPorts {
  readonly fetch: typeof fetch;
  /** The presigned address of an object; a new one if the last was refused. */
  url(renew: boolean): Promise<string>;
}

/**
 * Bytes of a stored object. What passes is thrown as such (`offline`, `unavailable`); `not_found` if
 * the object is gone, `file_truncated` if it ends before the range does.
 */
export async function fetchObject(
  ports: ObjectPorts,
  { offset, length }: ByteRange,
  signal: AbortSignal,
): Promise<Bytes> {
  let response = await get(ports, await ports.url(false), offset, length, signal);
  // Presigned addresses end with their hour, or with the role that signed them.
  if (response.status === 403) {
    response = await get(ports, await ports.url(true), offset, length, signal);
  }
  switch (response.status) {
    case 206:
      return bodyOf(response, signal);
    case 403:
    case 404:
      throw new ApiError("not_found");
    case 416:
      throw new ProtocolError("file_truncated", "the object ends before the range does");
    default:
      throw new ApiError("unavailable");
  }
}

function get(
  ports: ObjectPorts,
  url: string,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { range: `bytes=${offset}-${offset + length - 1}` };
  // Nothing of it belongs into the browser's own cache: the chunk store keeps what is worth it.
  const request = new Request(url, { headers, cache: "no-store", credentials: "omit", signal });
  return orOffline(signal, () => ports.fetch(request));
}

function bodyOf(response: Response, signal: AbortSignal): Promise<Bytes> {
  return orOffline(signal, async () => new Uint8Array(await response.arrayBuffer()));
}

async function orOffline<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    signal.throwIfAborted();
    throw new ApiError("offline");
  }
}
