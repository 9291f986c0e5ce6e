import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PATIENCE } from "./e2e/browser.ts";

/**
 * The test that searches all that the stack keeps for secrets is first: the others leave gigabytes of files
 * there, which it would search too. Then the long ones, so that none of them is left alone at the end.
 */
const FIRST = ["talk", "screens", "files", "hostile", "hostileAccounts", "killedStack"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = FIRST.findIndex((name) => moduleId.endsWith(`/${name}.e2e.ts`));
      return at < 0 ? FIRST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

/** Browser tests against a running stack, whose address is in the variable REN_TARGET_URL. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    // Each file drives browsers of its own; two at a time are enough for a small machine.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // How fast a page gets there is for the bench: only what hangs may meet one of these limits.
    testTimeout: 900_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: PATIENCE } },
  },
});
