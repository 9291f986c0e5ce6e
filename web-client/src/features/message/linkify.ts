/** `at` is the place of the part's first character in the text. */
type TextPart =
  | { kind: "text"; at: number; text: string }
  | { kind: "link"; at: number; text: string; href: string };

const address = /\bhttps?:\/\/[^\s<>"']+/gi;

/**
 * Splits a message into plain text and web addresses. Only http and https become links, so no script can hide in
 * one; the shown text is exactly what was written, so no link can claim to lead elsewhere.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trimTail(match[0]);
    if (!URL.canParse(found)) continue;
    if (match.index > end)
      parts.push({ kind: "text", at: end, text: text.slice(end, match.index) });
    parts.push({ kind: "link", at: match.index, text: found, href: new URL(found).href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", at: end, text: text.slice(end) });
  return parts;
}

/** A sentence's full stop is not part of the address, nor is a closing bracket that was not opened in it. */
function trimTail(found: string): string {
  let kept = found.replace(/[.,;:!?…»”’]+$/u, "");
  while (kept.endsWith(")") && count(kept, ")") > count(kept, "(")) kept = kept.slice(0, -1);
  return kept;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
