/** Entries of a page of a log. */
export const PAGE = 50;
