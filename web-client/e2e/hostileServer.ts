import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { rewriteTexts } from "./socketFrames.ts";

export type Json = Record<string, unknown>;

/** A call of the REST API, as the server sees it. */
export interface Call {
  readonly method: string;
  /** Below `/api`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Empty where there is none. */
  readonly body: Json;
  /** User id that the access token names; absent without one. */
  readonly caller?: string;
  /** What the real server answers to the same caller at another path. */
  ask(path: string): Promise<Json>;
}

/** A problem has status 400 or more; its body then has a `code`. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
}

/** What a hostile server does. Each may answer undefined, and then the honest thing happens. */
export interface Lie {
  /** Answers in the real server's place. */
  instead?(call: Call): Reply | undefined;
  /** Changes an answer of the real server. */
  answer?(call: Call, honest: Json): Json | undefined | Promise<Json | undefined>;
  /** Changes an event that the real server pushes through the socket. */
  push?(event: Json): Json | undefined;
}

/** A server that lies: the real stack, with answers and pushes rewritten on their way. */
export interface HostileServer {
  readonly url: string;
  /** From now on this is what it does; without a lie it is honest. */
  lie(lie: Lie | undefined): void;
  /** How often it lied since this lie began. */
  lies(): number;
  close(): Promise<void>;
}

/** Starts one on a free port, in front of the stack at `target`. */
export async function startHostileServer(target: string): Promise<HostileServer> {
  const { hostname, port } = new URL(target);
  let current: Lie | undefined;
  let lies = 0;
  const sockets = new Set<Duplex>();

  const headersFor = (incoming: IncomingMessage): IncomingMessage["headers"] => {
    const { origin, ...headers } = incoming.headers;
    return {
      ...headers,
      host: `${hostname}:${port}`,
      "accept-encoding": "identity",
      ...(origin === undefined ? {} : { origin: target }),
    };
  };

  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const call = callOf(incoming, body);
    const instead = call && current?.instead?.(call);
    if (instead !== undefined) {
      lies += 1;
      outgoing.writeHead(instead.status, {
        "content-type": instead.status < 400 ? "application/json" : "application/problem+json",
      });
      outgoing.end(instead.status === 204 ? undefined : JSON.stringify(instead.body));
      return;
    }
    const answer = await forward(incoming, body);
    const honest = await bytesOf(answer);
    const lie = call && (await changed(call, answer, honest));
    const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, headers);
    outgoing.end(lie ?? honest);
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { method, url: path } = incoming;
    return new Promise((resolve, reject) => {
      const onward = { hostname, port, method, path, headers: headersFor(incoming) };
      request(onward, resolve).on("error", reject).end(body);
    });
  }

  function callOf(incoming: IncomingMessage, body: Buffer): Call | undefined {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", target);
    if (current === undefined || !pathname.startsWith("/api/")) return undefined;
    const { authorization } = incoming.headers;
    const caller = callerOf(authorization);
    return {
      method: incoming.method ?? "GET",
      path: pathname.slice("/api".length),
      query: searchParams,
      body: body.length === 0 ? {} : (JSON.parse(body.toString()) as Json),
      ...(caller === undefined ? {} : { caller }),
      async ask(path) {
        const headers = authorization === undefined ? {} : { authorization };
        return (await (await fetch(`${target}/api${path}`, { headers })).json()) as Json;
      },
    };
  }

  async function changed(
    call: Call,
    answer: IncomingMessage,
    honest: Buffer,
  ): Promise<Buffer | undefined> {
    const isJson = answer.headers["content-type"]?.includes("json") ?? false;
    if (answer.statusCode !== 200 || !isJson) return undefined;
    const lie = await current?.answer?.(call, JSON.parse(honest.toString()) as Json);
    if (lie === undefined) return undefined;
    lies += 1;
    return Buffer.from(JSON.stringify(lie));
  }

  function pushed(text: string): string {
    const lie = current?.push?.(JSON.parse(text) as Json);
    if (lie === undefined) return text;
    lies += 1;
    return JSON.stringify(lie);
  }

  server.on("upgrade", (incoming, socket, head) => {
    sockets.add(socket);
    const onward = connect(Number(port), hostname, () => {
      // Without extensions: compressed texts could not be read on their way.
      const { "sec-websocket-extensions": _, ...headers } = headersFor(incoming);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward);
      onward.pipe(rewriteTexts(pushed)).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      onward.destroy();
    });
  });

  await new Promise<void>((resolve) => {
    server.listen(0, "localhost", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    lie(lie) {
      current = lie;
      lies = 0;
    },
    lies: () => lies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function callerOf(authorization: string | undefined): string | undefined {
  const claims = authorization?.split(".")[1];
  if (claims === undefined) return undefined;
  return String((JSON.parse(Buffer.from(claims, "base64url").toString()) as Json)["sub"]);
}
