import { createContext, useContext } from "react";
import type { FileItem } from "../model.ts";

/** A picture or film as the viewer shows it: who sent it, and when in words. */
export interface Shot {
  readonly item: FileItem;
  /** Its message's number; absent until the server stored it. */
  readonly id?: number;
  readonly sender: string;
  /** Milliseconds since 1970; shots stand in its order. */
  readonly at: number;
  readonly time: string;
}

/** Whether the viewer has anything to show of a file: it is here, or can be fetched. */
export function isShot({ details: { as }, blob, ref }: FileItem): boolean {
  return (as === "image" || as === "video") && (blob !== undefined || ref !== undefined);
}

const OpenViewer = createContext<(key: string) => void>(() => undefined);

/** Who shows the viewer for the files in the bubbles below: of the whole conversation, not of one message. */
export const ViewerProvider = OpenViewer.Provider;

/** Opens the viewer at the file with this key. */
export function useOpenViewer(): (key: string) => void {
  return useContext(OpenViewer);
}

/**
 * Which of two neighbours a step leads to; absent at the end of what is here.
 *
 * @param from what was shown: it may have gone from `shots` meanwhile, far from it
 */
export function neighbourOf(shots: readonly Shot[], from: Shot, by: 1 | -1): Shot | undefined {
  const at = shots.findIndex(({ item }) => item.key === from.item.key);
  if (at >= 0) return shots[at + by];
  return by < 0
    ? shots.findLast((shot) => shot.at < from.at)
    : shots.find((shot) => shot.at > from.at);
}
