import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REN = join(import.meta.dirname, "..", "..", "ren");

/** What a command of the Java client ended with. Exit code 4 is tampering. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** The Java client in a terminal, with a profile of its own. */
export class Terminal {
  private readonly profile: string;
  private readonly password: string;

  private constructor(profile: string, password: string) {
    this.profile = profile;
    this.password = password;
  }

  static async open(password: string): Promise<Terminal> {
    return new Terminal(await mkdtemp(join(tmpdir(), "ren-cli-")), password);
  }

  chat(url: string, command: string, ...parameters: readonly string[]): Promise<Ended> {
    const line = ["chat", command, `--profile=${this.profile}`, ...parameters];
    if (["register", "login", "recover"].includes(command)) line.push(`--url=${url}`);
    const env = { ...process.env, REN_PASSWORD: this.password };
    return new Promise((resolve) => {
      execFile(REN, line, { env }, (error, out, errors) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, errors });
      });
    });
  }

  async close(): Promise<void> {
    await rm(this.profile, { recursive: true });
  }
}
