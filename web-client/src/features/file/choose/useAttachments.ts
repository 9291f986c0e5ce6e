import { type ClipboardEvent, type DragEvent, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useClient } from "../../../app/client.ts";
import { carriesFiles, droppedFiles } from "./droppedFiles.ts";
import { NOTHING_WAITS, type Waiting, type WaitingFiles, waitingFiles } from "./waitingFiles.ts";

/** The files that wait in the composer, and the ways to it. */
export interface Attachments extends Waiting {
  /** Files are held over the conversation. */
  readonly over: boolean;
  readonly files: WaitingFiles;
  /** For the element over which files can be dropped and pasted. */
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
    onPaste(event: ClipboardEvent): void;
  };
}

/** @param open whether anything can be sent now */
export function useAttachments(chatId: string, open: boolean): Attachments {
  const { file, waiting } = useClient();
  const state = useStore(waiting, (all) => all[chatId]) ?? NOTHING_WAITS;
  const files = useMemo(
    () => waitingFiles(waiting, chatId, file.serverStorage),
    [waiting, chatId, file],
  );
  const [over, setOver] = useState(false);
  useNoStrayDrops();
  const takes = open && !state.preparing;

  const addFrom = (transfer: DataTransfer) =>
    void droppedFiles(transfer).then((dropped) => files.add(dropped.files, dropped.folders));

  return {
    ...state,
    over: over && takes,
    files,
    handlers: {
      onDragOver(event) {
        if (!takes || !carriesFiles(event.dataTransfer)) return;
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
        if (!takes || !carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        addFrom(event.dataTransfer);
      },
      onPaste(event) {
        const { clipboardData } = event;
        // Programs put a picture beside the words that one copied there: the words are meant.
        if (
          !takes ||
          clipboardData.files.length === 0 ||
          clipboardData.types.includes("text/plain")
        )
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
