/** Characters and lines from which a message begins folded, and how many of them it then shows. */
const FOLDED_FROM = { characters: 2_000, lines: 30 };
const FOLDED_TO = { characters: 1_200, lines: 18 };

/**
 * Without the characters that turn the direction of letters around (U+202A to U+202E), by which "exe.live" can be
 * written to read "evil.exe". Hebrew and Arabic need none of them.
 */
export function withoutOverrides(text: string): string {
  return text.replace(/[\u202A-\u202E]/g, "");
}

/** What a very long text shows while it is folded: whole words and lines. Nothing for a text that is shown whole. */
export function beginning(text: string): string | undefined {
  const lines = text.split("\n");
  if (text.length <= FOLDED_FROM.characters && lines.length <= FOLDED_FROM.lines) return undefined;
  const top = lines.slice(0, FOLDED_TO.lines).join("\n");
  if (top.length <= FOLDED_TO.characters) return top.trimEnd();
  // By code points: half a surrogate pair is no character.
  const cut = [...top.slice(0, FOLDED_TO.characters)].slice(0, -1).join("");
  const space = cut.search(/\s\S*$/u);
  return cut.slice(0, space > FOLDED_TO.characters / 2 ? space : undefined).trimEnd();
}
