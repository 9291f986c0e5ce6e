import type { Connection } from "../features/presence/model.ts";
import type { AccessToken } from "./http.ts";
import { parseSocketEvent, type SocketEvent } from "./socketEvents.ts";
import { VERSION } from "./version.ts";

/** The socket: a hint that something happened. Whatever it drops is read from the log. */
export interface Socket {
  start(): void;
  stop(): void;
  /** Whether the text could be handed to an open socket. */
  send(message: object): boolean;
}

export interface SocketPorts {
  readonly url: string;
  readonly open: (url: string, protocols: string[]) => WebSocket;
  readonly random: () => number;
  readonly online: () => boolean;
  now(): number;
  token(): Promise<AccessToken>;
}

export interface SocketListener {
  event(event: SocketEvent): void;
  connection(connection: Connection): void;
}

const PING = 4 * 60_000;
/** API Gateway closes after two hours; a reconnect of our own choice comes at a quiet moment. */
const LONGEST = 110 * 60_000;
/** Later than the minute in which {@link SocketPorts.token} trades its token for a new one. */
const RENEW_BEFORE = 45_000;
/** How long a ping may stay without a word from the server before the way counts as broken. */
const SILENCE = 20_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

type Timer = ReturnType<typeof setTimeout>;

export function createSocket(ports: SocketPorts, listener: SocketListener): Socket {
  let socket: WebSocket | undefined;
  let running = false;
  let attempts = 0;
  let heard = false;
  let timers: Timer[] = [];

  function clear(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  }

  function later(delay: number, action: () => void): void {
    timers.push(setTimeout(action, delay));
  }

  async function connect(): Promise<void> {
    if (!running || socket !== undefined) return;
    clear();
    listener.connection({ kind: "connecting" });
    let token: AccessToken;
    try {
      token = await ports.token();
    } catch {
      return again();
    }
    if (!running || socket !== undefined) return;
    const opened = ports.open(ports.url, ["ren.v1", token.value]);
    socket = opened;
    opened.onopen = () => ready(opened, token);
    opened.onmessage = ({ data }) => {
      heard = true;
      const event = typeof data === "string" ? parseSocketEvent(data) : undefined;
      if (event?.type === "error" && event.code === "expired") {
        // Deaf from now on (PROTOCOL.md §14), whatever timer should have renewed it in time.
        opened.close();
        lost(opened);
      } else if (event !== undefined) {
        listener.event(event);
      }
    };
    opened.onclose = () => lost(opened);
  }

  function lost(closed: WebSocket): void {
    if (socket !== closed) return;
    socket = undefined;
    again();
  }

  function ready(opened: WebSocket, token: AccessToken): void {
    if (socket !== opened) return;
    attempts = 0;
    send({ type: "register", version: VERSION });
    listener.connection({ kind: "online" });
    later(LONGEST, () => opened.close());
    ping(opened);
    renewAt(opened, token.expiresAt);
  }

  // A way that broke without a word (a lost network, a laptop that slept) fires no event for many
  // minutes: a ping without any answer is how it shows.
  function ping(opened: WebSocket): void {
    later(PING, () => {
      heard = false;
      send({ type: "ping" });
      later(SILENCE, () => {
        if (heard) return;
        opened.close();
        lost(opened);
      });
      ping(opened);
    });
  }

  // The connection outlives its token only if it is told of the next one (PROTOCOL.md §14).
  function renewAt(opened: WebSocket, expiresAt: number): void {
    later(Math.max(1_000, expiresAt - ports.now() - RENEW_BEFORE), () => {
      ports.token().then(
        (token) => {
          if (socket !== opened) return;
          send({ type: "register", version: VERSION, token: token.value });
          renewAt(opened, token.expiresAt);
        },
        () => opened.close(),
      );
    });
  }

  // Full jitter: many clients that lost one server do not come back in step.
  function again(): void {
    clear();
    if (!running) return;
    const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempts);
    attempts += 1;
    const pause = 100 + ports.random() * ceiling;
    listener.connection(
      ports.online() ? { kind: "reconnecting", retryAt: ports.now() + pause } : { kind: "offline" },
    );
    later(pause, () => void connect());
  }

  function send(message: object): boolean {
    if (socket?.readyState !== 1) return false;
    // As with REST: by it what is said here is found in the functions' log.
    socket.send(JSON.stringify({ ...message, correlation_id: crypto.randomUUID() }));
    return true;
  }

  return {
    start() {
      if (running) {
        attempts = 0;
        if (socket === undefined) void connect();
        return;
      }
      running = true;
      void connect();
    },
    stop() {
      running = false;
      clear();
      const open = socket;
      socket = undefined;
      open?.close();
    },
    send,
  };
}
