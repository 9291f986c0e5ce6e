import type { ChatRow } from "./model.ts";

/** The chats whose name, username or shown text contains every word of the query; ё is found by е, and the reverse. */
export function matchingRows(
  rows: readonly ChatRow[],
  query: string,
  unreadOnly: boolean,
): readonly ChatRow[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  return rows.filter((row) => {
    if (unreadOnly && row.unread === 0) return false;
    const text = fold(`${row.companion.userName} ${row.companion.login} ${previewText(row)}`);
    return words.every((word) => text.includes(word));
  });
}

function previewText(row: ChatRow): string {
  const { preview } = row;
  return preview.kind === "text" || preview.kind === "sending" || preview.kind === "failed"
    ? preview.text
    : "";
}

/** Without case and accents, so that "tomas" finds Tomás and "лева" finds Лёва. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
