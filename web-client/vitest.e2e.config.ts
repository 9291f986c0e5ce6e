import { defineConfig } from "vitest/config";

/** Browser tests against a running stack, whose address is in the variable REN_TARGET_URL. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    // Each file drives browsers of its own; two at a time are enough for a small machine.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // How fast a page gets there is for the bench: its default of one second would assert on time.
    expect: { poll: { timeout: 60_000 } },
  },
});
