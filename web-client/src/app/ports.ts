import { type PutBlob, putBlob } from "../api/putBlob.ts";
import type { ChunkWork } from "../features/file/chunkWork.ts";
import { type Disk, opfsDisk } from "../features/file/disk.ts";
import { type MediaWorker, mediaWorker } from "../features/file/mediaWorker.ts";
import { browserSaver, type Saver } from "../features/file/saver.ts";
import { chunkWorkers } from "../features/file/workers.ts";
import { type Argon2id, argon2idInWorker, type Random, secureRandom } from "../protocol/index.ts";
import { type Database, openDatabase } from "../vault/database.ts";

/** What the logic needs of a browser; tests bring their own. */
export interface Ports {
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly openSocket: (url: string, protocols: string[]) => WebSocket;
  readonly locks: Pick<LockManager, "request">;
  readonly random: Random;
  /** For pauses only, never for secrets. */
  readonly chance: () => number;
  readonly argon2id: Argon2id;
  readonly device: string;
  readonly now: () => number;
  readonly online: () => boolean;
  readonly database: () => Promise<Database>;
  readonly tabs: Tabs;
  readonly onNetwork: (online: () => void, offline: () => void) => () => void;
  readonly files: FilePorts;
}

/** What files need of a browser beside that. */
export interface FilePorts {
  readonly put: PutBlob;
  readonly disk: Disk;
  readonly work: ChunkWork;
  readonly saver: Saver;
  readonly mediaWorker: MediaWorker;
}

/** `closed`: the account was closed here; `changed`: it has other keys, or is another one. */
export type TabEvent = "closed" | "changed";

/** The other tabs of this browser. */
export interface Tabs {
  say(event: TabEvent): void;
  hear(listener: (event: TabEvent) => void): void;
}

/** The ports of this page. */
export function browserPorts(): Ports {
  const channel = new BroadcastChannel("ren");
  return {
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url, protocols) => new WebSocket(url, protocols),
    locks: navigator.locks,
    random: secureRandom,
    chance: Math.random,
    argon2id: argon2idInWorker,
    device: deviceName(navigator.userAgent),
    now: () => Date.now(),
    online: () => navigator.onLine,
    database: openDatabase,
    tabs: {
      say: (event) => channel.postMessage(event),
      hear: (listener) => {
        channel.onmessage = ({ data }) => {
          if (data === "closed" || data === "changed") listener(data);
        };
      },
    },
    files: {
      put: putBlob,
      disk: opfsDisk(),
      work: chunkWorkers(),
      saver: browserSaver(),
      mediaWorker: mediaWorker(),
    },
    onNetwork(online, offline) {
      addEventListener("online", online);
      addEventListener("offline", offline);
      return () => {
        removeEventListener("online", online);
        removeEventListener("offline", offline);
      };
    },
  };
}

/** Browser and system in words, such as Firefox on Linux. */
export function deviceName(userAgent: string): string {
  const browsers: readonly (readonly [RegExp, string])[] = [
    [/Firefox\//, "Firefox"],
    [/Edg\//, "Edge"],
    [/Chrome\/|Chromium\//, "Chrome"],
    [/Safari\//, "Safari"],
  ];
  const systems: readonly (readonly [RegExp, string])[] = [
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux|X11/, "Linux"],
  ];
  const nameIn = (list: typeof browsers): string | undefined =>
    list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [nameIn(browsers) ?? "Browser", nameIn(systems)]
    .filter((part) => part !== undefined)
    .join(" · ");
}
