import type { MediaAnswer, MediaMessage } from "../features/file/mediaMessages.ts";
import type { MediaWorker } from "../features/file/mediaWorker.ts";
import { type AnswerMedia, type AnswerPorts, answerMedia } from "../serviceWorker/answerMedia.ts";

type Listener = (message: MediaMessage, answer: (answer: MediaAnswer) => void) => void;

/** The service worker of one browser: the real one's logic, called instead of asked by fetch. */
export class FakeMediaWorker {
  /** Whether this browser has service workers. */
  there = true;
  readonly #listeners = new Set<Listener>();
  readonly #ports: Omit<AnswerPorts, "clients">;
  #answer: AnswerMedia;

  constructor(ports: Omit<AnswerPorts, "clients">) {
    this.#ports = ports;
    this.#answer = this.#begin();
  }

  /** What a page sees of it. */
  ofPage(): MediaWorker {
    return {
      ready: async () => this.there,
      hear: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      ping: () => undefined,
    };
  }

  /** What a player's request for an address gets. */
  get(url: string, range?: string): Promise<Response> {
    const headers = range === undefined ? {} : { range };
    return this.#answer(
      url.replace("/media/", ""),
      new Request(`http://ren.test${url}`, { headers }),
    );
  }

  /** Kills it: the next request finds nothing of it but the disk. */
  kill(): void {
    this.#answer = this.#begin();
  }

  #begin(): AnswerMedia {
    const page = (listener: Listener) => ({
      postMessage: (message: unknown, [port]: Transferable[] = []) =>
        listener(message as MediaMessage, (answer) => (port as MessagePort).postMessage(answer)),
    });
    return answerMedia({
      ...this.#ports,
      clients: {
        claim: async () => undefined,
        matchAll: async () => [...this.#listeners].map(page),
      },
    });
  }
}
