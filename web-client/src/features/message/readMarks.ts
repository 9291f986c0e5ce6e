import { type Api, unwrap } from "../../api/http.ts";

/** Tells the server how far this person has read: late, but at least once. */
export interface ReadMarks {
  /** Scrolling reads many: the highest number says it all. */
  mark(chatId: string, id: number): void;
  /** Says again what could not be said; called when the way is open again. */
  flush(): void;
  close(): void;
}

const PAUSE = 400;

export function createReadMarks(api: Api): ReadMarks {
  const unsaid = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  async function say(chatId: string): Promise<void> {
    timers.delete(chatId);
    const id = unsaid.get(chatId);
    if (id === undefined) return;
    try {
      const path = { chatId };
      await unwrap(api.calls.POST("/chat/{chatId}/read", { params: { path }, body: { id } }));
    } catch {
      return; // stays unsaid until the next mark or the next connection
    }
    if (unsaid.get(chatId) === id) unsaid.delete(chatId);
  }

  return {
    mark(chatId, id) {
      unsaid.set(chatId, Math.max(id, unsaid.get(chatId) ?? -1));
      if (!timers.has(chatId)) {
        timers.set(
          chatId,
          setTimeout(() => void say(chatId), PAUSE),
        );
      }
    },
    flush() {
      for (const chatId of unsaid.keys()) void say(chatId);
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      unsaid.clear();
    },
  };
}
