import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type CookieJar, FakeServer } from "../src/testing/fakeServer.ts";

export const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The client as it was built, and a server in memory behind it, on one free port. */
export interface BenchSite {
  readonly url: string;
  readonly server: FakeServer;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const COMPRESSED = new Set([".html", ".js", ".css", ".svg"]);
// RFC 6455 §1.3
const SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export async function startSite(): Promise<BenchSite> {
  const server = new FakeServer(() => Date.now());
  /** One browser at a time asks here. */
  const jar: CookieJar = {};
  const sockets = new Set<Duplex>();

  const http = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const answered = path.startsWith("/api/") ? api(request, response) : file(path, response);
    void answered.catch(() => response.destroy());
  });

  async function api(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const { method = "GET", headers, url } = incoming;
    const authorization = headers.authorization;
    const request = new Request(new URL(url ?? "/", "http://localhost"), {
      method,
      ...(authorization === undefined ? {} : { headers: { authorization } }),
      ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
    });
    const answer = await server.fetch(request, jar);
    const type = answer.headers.get("content-type") ?? "application/json";
    outgoing.writeHead(answer.status, { "content-type": type });
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }

  // A socket on which nothing ever happens: whoever listens is online.
  http.on("upgrade", (request, socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.resume();
    const key = `${request.headers["sec-websocket-key"]}${SOCKET_GUID}`;
    const accept = createHash("sha1").update(key).digest("base64");
    const lines = [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${accept}`,
      "Sec-WebSocket-Protocol: ren.v1",
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });

  await new Promise<void>((listening) => {
    http.listen(0, "localhost", listening);
  });
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    server,
    close() {
      for (const socket of sockets) socket.destroy();
      http.closeAllConnections();
      http.close();
    },
  };
}

/** As CloudFront serves it: compressed; names with a hash for a year; places of the client by its entry page. */
async function file(path: string, response: ServerResponse): Promise<void> {
  const name = extname(path) === "" ? "/index.html" : path;
  const type = extname(name);
  const bytes = await readFile(join(DIST, name)).catch(() => undefined);
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  const compressed = COMPRESSED.has(type);
  response.writeHead(200, {
    "content-type": TYPES[type] ?? "application/octet-stream",
    "cache-control": name.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache",
    ...(compressed ? { "content-encoding": "gzip" } : {}),
  });
  response.end(compressed ? gzipSync(bytes, { level: 9 }) : bytes);
}
