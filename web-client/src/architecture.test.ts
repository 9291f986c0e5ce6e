import { expect, test } from "vitest";

const sources = import.meta.glob<string>(
  ["./**/*.{ts,tsx}", "!./protocol/**", "!./**/*.test.{ts,tsx}"],
  { query: "?raw", import: "default", eager: true },
);

/** WebCrypto reached by any spelling: `crypto.subtle`, `{ subtle }`, `["subtle"]`, or the type. */
const touchesCiphers = /\bsubtle\b|\bSubtleCrypto\b/;

test("ciphers are touched in src/protocol only", () => {
  expect(Object.keys(sources)).toContain("./main.tsx");
  const offenders = Object.entries(sources)
    .filter(([, source]) => touchesCiphers.test(source))
    .map(([path]) => path);
  expect(offenders).toEqual([]);
});
