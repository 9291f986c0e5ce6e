import { expect, test } from "vitest";
import { contentSecurityPolicy } from "../contentSecurityPolicy.config.ts";

/** Where the header is written: for one machine, and for AWS. */
const headers = import.meta.glob<string>(
  ["../../infra/local/src/main/java/dev/ren/local/gateway/Security.java", "../../infra/edge.yaml"],
  { query: "?raw", import: "default", eager: true },
);

test("the page's own policy is part of every header's", () => {
  expect(Object.keys(headers).length).toBeGreaterThan(0);
  for (const [file, source] of Object.entries(headers)) {
    const words = source.replace(/"\s*\+\s*"/g, "").replace(/\s+/g, " ");
    expect(words, file).toContain("default-src 'none';");
    for (const directive of contentSecurityPolicy) {
      // What allows nothing, the header's default says too.
      if (!directive.endsWith("'none'")) expect(words, file).toContain(directive);
    }
  }
});

test("the page's own policy leaves to the header where files go", () => {
  expect(contentSecurityPolicy.join()).not.toMatch(/connect-src|default-src/);
});
