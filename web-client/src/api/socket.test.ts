import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../features/presence/model.ts";
import { createSocket, type Socket } from "./socket.ts";
import type { SocketEvent } from "./socketEvents.ts";

const MINUTE = 60_000;

/** The browser's end of a socket, driven by the test. */
class ManualSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  readonly protocols: string[];
  /** Whether pings are answered; a way that broke answers nothing and says nothing. */
  answers = true;

  constructor(protocols: string[]) {
    this.protocols = protocols;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  send(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(message);
    if (message["type"] === "ping" && this.answers) this.onmessage?.({ data: '{"type":"pong"}' });
  }

  close(): void {
    this.readyState = 3;
    if (this.answers) this.onclose?.();
  }
}

describe("the socket", () => {
  let opened: ManualSocket[];
  let events: SocketEvent[];
  let connections: Connection["kind"][];
  let tokens: number;
  let socket: Socket;

  /** As the API gives them: the same token until a minute before its end. */
  let token: { value: string; sessionId: string; expiresAt: number };
  const freshToken = async () => {
    if (token.expiresAt <= Date.now() + MINUTE) {
      tokens += 1;
      const expiresAt = Date.now() + 30 * MINUTE;
      token = { value: `token-${tokens}`, sessionId: "s", expiresAt };
    }
    return token;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    opened = [];
    events = [];
    connections = [];
    tokens = 0;
    token = { value: "", sessionId: "s", expiresAt: 0 };
    socket = createSocket(
      {
        url: "ws://ren.test/ws",
        open: (_, protocols) => {
          const one = new ManualSocket(protocols);
          opened.push(one);
          return one as unknown as WebSocket;
        },
        random: () => 1,
        online: () => true,
        now: () => Date.now(),
        token: freshToken,
      },
      {
        event: (event) => events.push(event),
        connection: ({ kind }) => connections.push(kind),
      },
    );
  });

  afterEach(() => {
    socket.stop();
    vi.useRealTimers();
  });

  const pass = (time: number) => vi.advanceTimersByTimeAsync(time);
  const last = () => opened.at(-1) as ManualSocket;
  const connect = async () => {
    socket.start();
    await pass(0);
    last().accept();
  };

  it("names its token beside the protocol, never in the address", async () => {
    await connect();
    expect(last().protocols).toEqual(["ren.v1", "token-1"]);
    expect(connections).toEqual(["connecting", "online"]);
  });

  it("pings more often than ten minutes", async () => {
    await connect();
    await pass(9 * MINUTE);
    expect(last().sent.filter(({ type }) => type === "ping")).toHaveLength(2);
    expect(opened).toHaveLength(1);
  });

  it("renews its token once before each end, and stays open", async () => {
    await connect();
    await pass(61 * MINUTE);
    const renewals = last().sent.filter(({ type }) => type === "register");
    expect(renewals.map(({ version, token: renewed }) => [version, renewed])).toEqual([
      [1, undefined],
      [1, "token-2"],
      [1, "token-3"],
    ]);
    expect(new Set(last().sent.map((one) => one["correlation_id"])).size).toBe(last().sent.length);
    expect(opened).toHaveLength(1);
  });

  it("reconnects by itself before the limit of two hours", async () => {
    await connect();
    await pass(119 * MINUTE);
    expect(opened).toHaveLength(2);
  });

  it("waits longer after each failure, and at once when the network is back", async () => {
    socket.start();
    await pass(0);
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const before = Date.now();
      const count = opened.length;
      last().close();
      while (opened.length === count) await pass(100);
      pauses.push(Date.now() - before);
    }
    expect(pauses).toEqual([600, 1_100, 2_100, 4_100, 8_100, 16_100, 30_100, 30_100]);
    last().close();
    const count = opened.length;
    socket.start();
    await pass(0);
    expect(opened).toHaveLength(count + 1);
  });

  it("notices a way that broke without a word", async () => {
    await connect();
    last().answers = false;
    await pass(5 * MINUTE);
    expect(opened).toHaveLength(2);
    expect(connections).toContain("reconnecting");
  });

  it("connects anew when it is told that its token ran out", async () => {
    await connect();
    token = { ...token, expiresAt: 0 };
    last().onmessage?.({ data: '{"type":"error","code":"expired"}' });
    await pass(MINUTE);
    expect(opened.map(({ protocols }) => protocols[1])).toEqual(["token-1", "token-2"]);
    expect(events).toEqual([]);
  });

  it("hands on the events that it knows, and nothing else", async () => {
    await connect();
    const hear = (data: string) => last().onmessage?.({ data });
    hear('{"type":"typing","chat_id":"c","user_id":"u"}');
    hear('{"type":"typing","chat_id":7}');
    hear('{"type":"of the future"}');
    hear('{"type":"toString"}');
    hear("not JSON");
    hear('{"type":"session_ended"}');
    expect(events.map(({ type }) => type)).toEqual(["typing", "session_ended"]);
  });

  it("stays closed once it is stopped", async () => {
    await connect();
    socket.stop();
    await pass(10 * MINUTE);
    expect(opened).toHaveLength(1);
    expect(socket.send({ type: "ping" })).toBe(false);
  });
});
