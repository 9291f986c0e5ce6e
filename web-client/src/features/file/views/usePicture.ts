import { useEffect, useState } from "react";
import { useClient } from "../../../app/client.ts";
import type { ClientErrorCode } from "../../../app/result.ts";
import type { Bytes } from "../../../protocol/index.ts";
import type { FileItem } from "../model.ts";

/** Pictures up to this size come by themselves; larger ones when they are opened. Bytes. */
const COMES_BY_ITSELF = 12 * 1024 * 1024;
/** Who scrolls past wants nothing of it. Milliseconds. */
const LOOKED_AT = 150;

/** An address of bytes that are here, as long as the component is. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}

/** The thumbnail of a file, which is in its message. */
export function useThumb(thumb: Bytes | undefined): string | undefined {
  const [blob, setBlob] = useState<Blob>();
  // The type is told from the bytes, of which the protocol lets through only JPEG and WebP.
  useEffect(() => setBlob(thumb && new Blob([thumb])), [thumb]);
  return useBlobUrl(blob);
}

export interface Picture {
  readonly url: string | undefined;
  readonly problem: ClientErrorCode | undefined;
  retry(): void;
}

/** The picture itself: of an own upload at once, of others once their row stays on the screen. */
export function usePicture({ blob, ref, details }: FileItem): Picture {
  const { file } = useClient();
  const own = useBlobUrl(blob);
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<ClientErrorCode>();
  const [attempt, setAttempt] = useState(0);
  const wanted = blob === undefined && details.as === "image" && details.size <= COMES_BY_ITSELF;

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again when somebody tries again
  useEffect(() => {
    if (!wanted || ref === undefined) return;
    let release = (): void => undefined;
    let gone = false;
    const timer = setTimeout(async () => {
      const opened = await file.openFile(ref);
      if (opened.ok && !gone) {
        release = () => opened.value.release();
        setUrl(opened.value.url);
      } else if (opened.ok) opened.value.release();
      else if (!gone) setProblem(opened.error.code);
    }, LOOKED_AT);
    return () => {
      gone = true;
      clearTimeout(timer);
      setUrl(undefined);
      setProblem(undefined);
      release();
    };
  }, [file, ref?.file, ref?.messageId, wanted, attempt]);

  return { url: own ?? url, problem, retry: () => setAttempt((now) => now + 1) };
}
