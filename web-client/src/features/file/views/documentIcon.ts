import type { FileDetails } from "../../../protocol/index.ts";
import type { IconName } from "../../../ui/Icon.tsx";
import { endingOf } from "./fileWords.ts";

const TABLES = new Set(["CSV", "TSV", "XLS", "XLSX", "ODS"]);
const TEXTS = new Set(["PDF", "TXT", "MD", "RTF", "DOC", "DOCX", "ODT", "EPUB", "HTML", "JSON"]);
const ARCHIVES = new Set(["ZIP", "GZ", "TAR", "7Z", "RAR", "XZ", "BZ2", "ISO", "DMG"]);

/** What stands for a document: by its media type, and by its ending where that says more. */
export function documentIcon({ type, name }: Pick<FileDetails, "type" | "name">): IconName {
  const ending = endingOf(name) ?? "";
  if (type.startsWith("image/")) return "photo";
  if (type.startsWith("video/")) return "film";
  if (type.startsWith("audio/")) return "music";
  if (TABLES.has(ending)) return "table";
  if (ARCHIVES.has(ending)) return "archive";
  return TEXTS.has(ending) || type.startsWith("text/") ? "textFile" : "file";
}
