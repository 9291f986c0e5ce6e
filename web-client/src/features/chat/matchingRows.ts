import type { ChatRow } from "./model.ts";

/** The chats whose name and username contain every word of the query; ё is found by е, and the reverse. */
export function matchingRows(
  rows: readonly ChatRow[],
  query: string,
  unreadOnly: boolean,
): readonly ChatRow[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  return rows.filter((row) => {
    if (unreadOnly && row.unread === 0) return false;
    const text = fold(`${row.companion.userName} @${row.companion.login}`);
    return words.every((word) => text.includes(word));
  });
}

/** What a query would be as a username, if it can be the beginning of one. */
export function asLogin(query: string): string | undefined {
  const text = query.trim().replace(/^@/, "").toLowerCase();
  return /^[a-z0-9_]{2,32}$/.test(text) ? text : undefined;
}

/** Without case and accents, so that "tomas" finds Tomás and "лева" finds Лёва. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
