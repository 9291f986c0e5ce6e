import { createContext, useContext } from "react";

/**
 * Only one message of the log is a tab stop (arrows move between them), and only what is in it can be
 * reached by Tab: its controls take this `tabIndex`.
 */
export const RowTab = createContext<0 | -1>(-1);

export function useRowTab(): 0 | -1 {
  return useContext(RowTab);
}
