import type { FilePath } from "../api/files.ts";
import { ApiError, apiError } from "../api/problem.ts";
import type { MediaAnswer, MediaMessage } from "../features/file/mediaMessages.ts";
import type { WorkerClient, WorkerClients } from "./scope.ts";

/** How long a page may take to get an address. */
const PATIENCE = 20_000;

/** The pages of this browser: they have the account's token, and this worker never has it. */
export interface Pages {
  say(message: MediaMessage): Promise<void>;
  /** An object's presigned address from whichever page has the account open. */
  urlOf(path: FilePath, renew: boolean): Promise<string>;
}

export function createPages(clients: WorkerClients): Pages {
  function all(): Promise<readonly WorkerClient[]> {
    return clients.matchAll({ type: "window", includeUncontrolled: true });
  }

  return {
    async say(message) {
      for (const page of await all()) page.postMessage(message);
    },
    async urlOf(path, renew) {
      const question: MediaMessage = { type: "media_url", path, renew };
      const answers = (await all()).map((page) => ask(page, question));
      const answer = await firstOf(answers);
      if (!answer.ok) throw apiError(answer.code);
      return answer.url;
    },
  };
}

function ask(page: WorkerClient, question: MediaMessage): Promise<MediaAnswer> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => {
      port1.close();
      reject(new ApiError("unavailable"));
    }, PATIENCE);
    port1.onmessage = ({ data }: MessageEvent<MediaAnswer>) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    page.postMessage(question, [port2]);
  });
}

/** The first answer; a page whose account is not open stays silent. */
async function firstOf(answers: readonly Promise<MediaAnswer>[]): Promise<MediaAnswer> {
  try {
    return await Promise.any(answers);
  } catch {
    throw new ApiError("unavailable");
  }
}
