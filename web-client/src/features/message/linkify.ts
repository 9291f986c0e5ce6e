/** `at` is the place of the part's first character in the text. */
type TextPart =
  | { kind: "text"; at: number; text: string }
  | { kind: "link"; at: number; text: string; href: string };

// A mail address is looked for from the start of a word only, or a long word would be searched once per letter.
const address =
  /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"'.]+\.[^\s<>"']+|(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu;

/**
 * Splits a message into plain text, web and mail addresses. Only http, https and mailto become links, so no script
 * can hide in one; the shown text is exactly what was written, so no link can claim to lead elsewhere.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trimTail(match[0]);
    const href = hrefOf(found);
    if (!URL.canParse(href)) continue;
    if (match.index > end)
      parts.push({ kind: "text", at: end, text: text.slice(end, match.index) });
    parts.push({ kind: "link", at: match.index, text: found, href: new URL(href).href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", at: end, text: text.slice(end) });
  return parts;
}

function hrefOf(found: string): string {
  if (/^https?:/i.test(found)) return found;
  return /^www\./i.test(found) ? `https://${found}` : `mailto:${found}`;
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
