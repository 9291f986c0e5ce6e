import { defineConfig } from "vitest/config";
import { PATIENCE } from "./e2e/browser.ts";

/** Browser tests against a running stack, whose address is in the variable REN_TARGET_URL. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    // Each file drives browsers of its own; two at a time are enough for a small machine.
    maxWorkers: 2,
    // How fast a page gets there is for the bench: only what hangs may meet one of these limits.
    testTimeout: 900_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: PATIENCE } },
  },
});
