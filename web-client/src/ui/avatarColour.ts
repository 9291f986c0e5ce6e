/**
 * The avatar colour of an account or a room: 1 to 8, from FNV-1a (32 bit) over the UTF-8 bytes of the id.
 * The id and never the name decides, so that renaming keeps the colour by which people know each other.
 */
export function avatarColour(id: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return ((hash >>> 0) % 8) + 1;
}

/** Up to two initials, by what a person sees as one character, from the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen
    .map((word) => firstCharacter(word ?? ""))
    .join("")
    .toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  const letter = word.match(/[\p{L}\p{N}]\p{M}*/u);
  return letter?.[0] ?? Array.from(word)[0] ?? "";
}
