import type { ServerStorage } from "../model.ts";
import type { PickedFile } from "./pickFiles.ts";

/** What a chosen file can be sent as, unless it is to go as a file. */
export type ChosenKind = "image" | "video" | "audio" | "file";

/** A file in the composer, before it is sent. */
export interface Chosen extends PickedFile {
  readonly id: string;
  readonly kind: ChosenKind;
}

/**
 * How pictures go: `scaled` down, in `full` size, both drawn anew, which leaves out where and with what
 * they were taken; or as the very `file` that was chosen, with all that is in it.
 */
export type Quality = "scaled" | "full" | "file";

/** Why something was not taken up; the sentence is `choose.<kind>` in the catalogues. */
export type Refusal =
  | { readonly kind: "tooMany" }
  | { readonly kind: "tooLarge"; readonly name: string; readonly limit: number }
  | { readonly kind: "noRoom"; readonly free: number; readonly quota: number }
  | { readonly kind: "folders" };

// A drawing with scripts is a document; so is what few browsers can draw.
const DRAWN = /^image\/(jpeg|png|webp|gif|avif|bmp|heic|heif)$/;

export function kindOf(type: string): ChosenKind {
  if (DRAWN.test(type)) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio" : "file";
}

/**
 * Takes up more files as far as the message and the server have room, before a byte is sent.
 *
 * @param most files of one message
 * @param storage absent while the server cannot be asked: it refuses by itself later
 */
export function takeUp(
  chosen: readonly Chosen[],
  more: readonly Chosen[],
  most: number,
  storage: ServerStorage | undefined,
): { readonly chosen: readonly Chosen[]; readonly refusal?: Refusal } {
  const taken = [...chosen];
  let refusal: Refusal | undefined;
  for (const one of more) {
    const reason: Refusal | undefined =
      taken.length >= most ? { kind: "tooMany" } : refused(taken, one, storage);
    if (reason === undefined) taken.push(one);
    else refusal ??= reason;
  }
  return { chosen: taken, ...(refusal === undefined ? {} : { refusal }) };
}

function refused(
  taken: readonly Chosen[],
  { file }: Chosen,
  storage: ServerStorage | undefined,
): Refusal | undefined {
  if (storage === undefined) return undefined;
  const { used, quota, maxFile } = storage;
  if (file.size > maxFile) return { kind: "tooLarge", name: file.name, limit: maxFile };
  const whole = taken.reduce((sum, one) => sum + one.file.size, file.size);
  const free = Math.max(0, quota - used);
  return whole > free ? { kind: "noRoom", free, quota } : undefined;
}
