const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What was typed as a recovery key, as Crockford base32 reads it: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function normaliseKeyText(typed: string): string {
  return [...typed.toUpperCase()]
    .map((character) =>
      character === "O" ? "0" : character === "I" || character === "L" ? "1" : character,
    )
    .filter((character) => alphabet.includes(character))
    .join("");
}

/** The text in groups of four, as it is shown and printed. */
export function keyGroups(text: string): string[] {
  return normaliseKeyText(text).match(/.{1,4}/g) ?? [];
}

/** Three different places of twelve, in order, to be typed from the person's copy. `random` answers 0 ≤ x < 1. */
export function groupsToCheck(random: () => number): number[] {
  const places = Array.from({ length: 12 }, (_, place) => place);
  for (let at = places.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = places[at] as number;
    places[at] = places[other] as number;
    places[other] = kept;
  }
  return places.slice(0, 3).sort((one, two) => one - two);
}
