import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";
import { useClient } from "../../../app/client.ts";
import { MAX_FILES } from "../../../protocol/index.ts";
import type { ServerStorage } from "../model.ts";
import { type Chosen, kindOf, type Quality, type Refusal, takeUp } from "./chosen.ts";
import { carriesFiles, droppedFiles } from "./droppedFiles.ts";
import type { PickedFile } from "./pickFiles.ts";

/** The files that wait in the composer, and the ways to it. */
export interface Attachments {
  readonly chosen: readonly Chosen[];
  readonly quality: Quality;
  /** Why the last ones were not all taken up. */
  readonly refusal: Refusal | undefined;
  /** Files are held over the conversation. */
  readonly over: boolean;
  add(picked: readonly PickedFile[]): void;
  remove(id: string): void;
  setQuality(quality: Quality): void;
  /** Puts others in their place: none once they are sent, the same again if that failed. */
  replace(chosen: readonly Chosen[]): void;
  /** For the element over which files can be dropped and pasted. */
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
    onPaste(event: ClipboardEvent): void;
  };
}

/** @param open whether anything can be sent now */
export function useAttachments(open: boolean): Attachments {
  const { file } = useClient();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [quality, setQuality] = useState<Quality>("scaled");
  const [refusal, setRefusal] = useState<Refusal>();
  const [over, setOver] = useState(false);
  const storage = useRef<ServerStorage>(undefined);
  const latest = useRef(chosen);
  useNoStrayDrops();

  const set = (next: readonly Chosen[]) => {
    latest.current = next;
    setChosen(next);
  };
  const add = async (picked: readonly PickedFile[], folders = false) => {
    if (picked.length === 0 && !folders) return;
    if (storage.current === undefined) {
      const answer = await file.serverStorage();
      if (answer.ok) storage.current = answer.value;
    }
    const more = picked.map((one) => ({
      ...one,
      id: crypto.randomUUID(),
      kind: kindOf(one.file.type),
    }));
    // Not what was there when they were handed over: others may have come while the server was asked.
    const taken = takeUp(latest.current, more, MAX_FILES, storage.current);
    set(taken.chosen);
    setRefusal(taken.refusal ?? (folders ? { kind: "folders" } : undefined));
  };
  const addFrom = (transfer: DataTransfer) =>
    void droppedFiles(transfer).then(({ files, folders }) => add(files, folders));

  return {
    chosen,
    quality,
    refusal,
    over: over && open,
    add: (picked) => void add(picked),
    remove(id) {
      setRefusal(undefined);
      set(latest.current.filter((one) => one.id !== id));
    },
    setQuality,
    replace(next) {
      // What was sent has changed what the server has room for.
      storage.current = undefined;
      setRefusal(undefined);
      set(next);
    },
    handlers: {
      onDragOver(event) {
        if (!open || !carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          setOver(false);
      },
      onDrop(event) {
        setOver(false);
        if (!open || !carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        addFrom(event.dataTransfer);
      },
      onPaste(event) {
        const { clipboardData } = event;
        // Programs put a picture beside the words that one copied there: the words are meant.
        if (!open || clipboardData.files.length === 0 || clipboardData.types.includes("text/plain"))
          return;
        event.preventDefault();
        addFrom(clipboardData);
      },
    },
  };
}

/** Files that fall beside the conversation are not opened in the place of the client. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const stop = (event: globalThis.DragEvent) => {
      const { dataTransfer } = event;
      if (event.defaultPrevented || dataTransfer === null || !carriesFiles(dataTransfer)) return;
      event.preventDefault();
      dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", stop);
    window.addEventListener("drop", stop);
    return () => {
      window.removeEventListener("dragover", stop);
      window.removeEventListener("drop", stop);
    };
  }, []);
}
