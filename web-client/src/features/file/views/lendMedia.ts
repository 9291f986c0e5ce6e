import type { Result } from "../../../app/result.ts";
import type { FileActions, FileItem, Lent } from "../model.ts";

/**
 * An address of a file for `<img>`, `<video>` and `<audio>`: of an own upload from its bytes, of small
 * files whole, of large ones so that only what is looked at is fetched.
 */
export async function lendMedia(
  file: Pick<FileActions, "openFile" | "mediaUrl">,
  { blob, ref, details }: FileItem,
): Promise<Result<Lent>> {
  if (blob !== undefined) {
    const url = URL.createObjectURL(blob);
    return { ok: true, value: { url, release: () => URL.revokeObjectURL(url) } };
  }
  if (ref === undefined) return { ok: false, error: { code: "file_not_ready" } };
  const whole = ref.file.kind === "inline" || details.as === "image";
  return whole ? file.openFile(ref) : file.mediaUrl(ref);
}
