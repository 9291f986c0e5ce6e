import type { ChatId, ClientId, FileReference } from "../../protocol/index.ts";
import type { FileInLine, FileItem } from "./model.ts";

/** The files of a message as its row shows them. */
export function fileItems(
  chatId: ChatId,
  messageId: ClientId,
  files: readonly FileReference[],
  attached = true,
): readonly FileItem[] {
  return files.map((file, place) => {
    if (file.kind === "inline") {
      const { kind: _, data: __, ...details } = file;
      return { key: `${messageId}.${place}`, details, ref: { chatId, messageId, file } };
    }
    const { kind: _, key: __, prefix: ___, manifest: ____, fileId, ...details } = file;
    return attached
      ? { key: fileId, details, ref: { chatId, messageId, file } }
      : { key: fileId, details, refused: true };
  });
}

/** What a list in one line needs of files: no thumbnails, no keys. */
export function filesInLine(files: readonly FileReference[]): readonly FileInLine[] {
  return files.map(({ name, as, duration }) => ({
    name,
    as,
    ...(duration === undefined ? {} : { duration }),
  }));
}
