/** One PUT of a sealed part. */
export interface PutRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  readonly signal: AbortSignal;
  /** Bytes that have left so far. */
  progress(bytes: number): void;
}

/**
 * Puts a part into the store and answers the HTTP status. No answer at all is a `TypeError`, as with
 * `fetch`; an abort is the signal's reason.
 */
export type PutBlob = (request: PutRequest) => Promise<number>;

/** By XMLHttpRequest, since `fetch` does not tell how much of a body has left. */
export const putBlob: PutBlob = ({ url, headers, body, signal, progress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.send(body);
  });
