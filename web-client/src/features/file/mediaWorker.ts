import type { MediaAnswer, MediaMessage, PageMessage } from "./mediaMessages.ts";

/** The service worker as a page sees it. */
export interface MediaWorker {
  /** Whether one answers this page's media addresses; a first one is waited for. */
  ready(): Promise<boolean>;
  /** Hears what it says; `answer` is there for questions. Answers how to stop. */
  hear(
    listener: (message: MediaMessage, answer: (answer: MediaAnswer) => void) => void,
  ): () => void;
  /** Keeps it alive while it streams a file to the disk. */
  ping(): void;
}

const ADDRESS = "/sw.js";
/** Milliseconds for the first start; a browser that has none goes without. */
const START = 10_000;

export function mediaWorker(): MediaWorker {
  // Missing in insecure contexts and in some private windows.
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  let started: Promise<boolean> | undefined;

  function say(message: PageMessage): void {
    container?.controller?.postMessage(message);
  }

  async function start(): Promise<boolean> {
    if (container === undefined) return false;
    try {
      const controlled = new Promise<void>((resolve) => {
        container.addEventListener("controllerchange", () => resolve(), { once: true });
      });
      await container.register(ADDRESS, { scope: "/" });
      if (container.controller !== null) return true;
      const { active } = await container.ready;
      active?.postMessage({ type: "claim" } satisfies PageMessage);
      const late = new Promise<void>((resolve) => setTimeout(resolve, START));
      await Promise.race([controlled, late]);
      return container.controller !== null;
    } catch {
      return false;
    }
  }

  return {
    async ready() {
      started ??= start();
      const there = await started;
      if (!there) started = undefined;
      return there;
    },
    hear(listener) {
      const onMessage = ({ data, ports: [port] }: MessageEvent<MediaMessage>): void =>
        listener(data, (answer) => port?.postMessage(answer));
      container?.addEventListener("message", onMessage);
      container?.startMessages();
      return () => container?.removeEventListener("message", onMessage);
    },
    ping: () => say({ type: "ping" }),
  };
}
