import type { FileItem } from "../model.ts";
import { DocumentRow } from "./DocumentRow.tsx";

/** Something to hear in a bubble. */
export function AudioRow({ item }: { item: FileItem; mine: boolean }) {
  return <DocumentRow item={item} />;
}
