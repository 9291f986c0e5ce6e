import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";

type Json = Record<string, unknown>;

/** Changes an answer of the real server, or answers undefined to leave it. */
export type Attack = (path: string, answer: Json, query: URLSearchParams) => Json | undefined;

/** A server that lies: the real stack, with answers rewritten on their way. */
export interface HostileServer {
  readonly url: string;
  /** From now on this is done to every answer; without one the server is honest. */
  attack(attack: Attack | undefined): void;
  /** How many answers were changed since the attack began. */
  changed(): number;
  /** Whether sockets are let through. */
  sockets(open: boolean): void;
  close(): Promise<void>;
}

/** Starts one on a free port, in front of the stack at `target`. */
export async function startHostileServer(target: string): Promise<HostileServer> {
  const { hostname, port } = new URL(target);
  let current: Attack | undefined;
  let changed = 0;
  let open = true;

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
    const { method, url: path } = incoming;
    const forwarded = request(
      { hostname, port, method, path, headers: headersFor(incoming) },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => reply(outgoing, path ?? "/", answer, Buffer.concat(parts)));
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });

  function reply(
    outgoing: ServerResponse,
    path: string,
    answer: IncomingMessage,
    body: Buffer,
  ): void {
    const rewritten = answer.statusCode === 200 ? rewrite(path, answer, body) : undefined;
    const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, headers);
    outgoing.end(rewritten ?? body);
  }

  function rewrite(path: string, answer: IncomingMessage, body: Buffer): Buffer | undefined {
    const isJson = answer.headers["content-type"]?.includes("json") ?? false;
    if (current === undefined || !isJson || !path.startsWith("/api/")) return undefined;
    const { pathname, searchParams } = new URL(path, target);
    const json = JSON.parse(body.toString()) as Json;
    const lie = current(pathname.slice("/api".length), json, searchParams);
    if (lie === undefined) return undefined;
    changed += 1;
    return Buffer.from(JSON.stringify(lie));
  }

  server.on("upgrade", (incoming, socket, head) => {
    if (!open) {
      socket.destroy();
      return;
    }
    const onward = connect(Number(port), hostname, () => {
      const lines = Object.entries(headersFor(incoming)).map(
        ([name, value]) => `${name}: ${value}`,
      );
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });

  await new Promise<void>((resolve) => {
    server.listen(0, "localhost", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    attack(attack) {
      current = attack;
      changed = 0;
    },
    changed: () => changed,
    sockets(through) {
      open = through;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
