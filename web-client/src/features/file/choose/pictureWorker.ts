import type { Drawn, Wish } from "./drawPicture.ts";

export interface PictureRequest {
  readonly id: number;
  readonly file: Blob;
  readonly wish: Wish;
}

export interface PictureAnswer {
  readonly id: number;
  /** Absent if the browser cannot draw it. */
  readonly drawn?: Drawn;
}

/** Pictures are drawn beside the page, one after the other: each takes many times its file's size. */
export interface PictureWorker {
  draw(file: Blob, wish: Wish): Promise<Drawn | undefined>;
  close(): void;
}

export function startPictureWorker(): PictureWorker {
  const worker = new Worker(new URL("./picture.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (drawn: Drawn | undefined) => void>();
  let ids = 0;
  let last: Promise<unknown> = Promise.resolve();
  worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
    waiting.get(data.id)?.(data.drawn);
    waiting.delete(data.id);
  };
  worker.onerror = () => {
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  };

  function ask(file: Blob, wish: Wish): Promise<Drawn | undefined> {
    const id = ids++;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, file, wish } satisfies PictureRequest);
    });
  }

  return {
    draw(file, wish) {
      const drawn = last.then(() => ask(file, wish));
      last = drawn;
      return drawn;
    },
    close: () => worker.terminate(),
  };
}
