import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import type { FileItem } from "../model.ts";
import { lendMedia } from "./lendMedia.ts";

/** An address that a player or a picture is shown from, while the component is there. */
export interface Playable {
  readonly url: string | undefined;
  /** Why there is none, or why the one there was stopped. */
  readonly problem: ClientErrorCode | undefined;
  retry(): void;
}

/** Borrows a file's address and gives it back. */
export function usePlayable(item: FileItem): Playable {
  const { file, files } = useClient();
  const [url, setUrl] = useState<string>();
  const [refused, setRefused] = useState<ClientErrorCode>();
  const [attempt, setAttempt] = useState(0);
  const stopped = useStore(files, ({ mediaProblems }) =>
    url === undefined ? undefined : mediaProblems[url],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: an item is drawn anew at every change of its chat; its key says whether it is another file
  useEffect(() => {
    let release = (): void => undefined;
    let gone = false;
    void lendMedia(file, item).then((lent) => {
      if (lent.ok && gone) lent.value.release();
      else if (lent.ok) {
        release = lent.value.release;
        setUrl(lent.value.url);
      } else if (!gone) setRefused(lent.error.code);
    });
    return () => {
      gone = true;
      setUrl(undefined);
      setRefused(undefined);
      release();
    };
  }, [file, item.key, item.blob, attempt]);

  return { url, problem: refused ?? stopped, retry: () => setAttempt((now) => now + 1) };
}
