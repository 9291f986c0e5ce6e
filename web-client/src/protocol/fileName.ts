import { refuse } from "./errors.ts";

/** Most code points of a file's name. */
export const MAX_FILE_NAME = 255;
const MAX_MEDIA_TYPE = 127;

// Separators of paths; control characters, line and paragraph separators; marks and overrides of
// direction, which make "gpj.exe" read as "exe.jpg"; halves of surrogate pairs.
const FORBIDDEN = /[/\\\u2028\u2029\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
// `type "/" subtype` of RFC 6838 §4.2 in lower case, without parameters.
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/**
 * A file's name that somebody else wrote, or `malformed`: 1 to 255 code points, none of them
 * forbidden, neither `.` nor `..` (PROTOCOL.md §15). It is safe to show and to offer as the name to
 * save under, never a path.
 */
export function requireFileName(name: string): string {
  const length = Array.from(name).length;
  return length >= 1 && length <= MAX_FILE_NAME && !isReserved(name) && !name.match(FORBIDDEN)
    ? name
    : refuse("malformed", "not a file's name");
}

/** The nearest name that {@link requireFileName} takes: for a file that a person chose. */
export function fileNameFrom(chosen: string): string {
  const clean = Array.from(chosen.replace(FORBIDDEN, "_"));
  if (clean.length <= MAX_FILE_NAME) {
    const name = clean.join("");
    return name === "" || isReserved(name) ? "file" : name;
  }
  // What follows the last dot tells the person and the system what it is, so the middle goes.
  const dot = clean.lastIndexOf(".");
  const extension = dot < 0 || clean.length - dot > 16 ? [] : clean.slice(dot);
  return [...clean.slice(0, MAX_FILE_NAME - extension.length), ...extension].join("");
}

/** A media type that somebody else wrote, or `malformed`. */
export function requireMediaType(type: string): string {
  return type.length <= MAX_MEDIA_TYPE && MEDIA_TYPE.test(type)
    ? type
    : refuse("malformed", "not a media type");
}

/** The media type that a platform gave for a file, without parameters; unknown ones are octets. */
export function mediaTypeFrom(given: string): string {
  const type = (given.split(";")[0] ?? "").trim().toLowerCase();
  return type.length <= MAX_MEDIA_TYPE && MEDIA_TYPE.test(type) ? type : "application/octet-stream";
}

function isReserved(name: string): boolean {
  return name === "." || name === "..";
}
