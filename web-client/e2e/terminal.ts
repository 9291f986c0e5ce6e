import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const REN = join(import.meta.dirname, "..", "..", "ren");

/** What a command of the Java client ended with. Exit code 4 is tampering. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** A command that goes on until it is stopped. */
export interface Running {
  /** Waits until it has printed this. */
  prints(text: string): Promise<void>;
  out(): string;
  stop(): Promise<void>;
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
    return this.run(url, {}, [command, ...parameters]);
  }

  /** Sets the password anew with the recovery key. */
  recover(url: string, login: string, recoveryKey: string): Promise<Ended> {
    return this.run(url, { REN_RECOVERY_KEY: recoveryKey }, ["recover", login]);
  }

  private run(
    url: string,
    secrets: Readonly<Record<string, string>>,
    [command = "", ...parameters]: readonly string[],
  ): Promise<Ended> {
    const line = ["chat", command, `--profile=${this.profile}`, ...parameters];
    if (["register", "login", "recover"].includes(command)) line.push(`--url=${url}`);
    const env = { ...process.env, REN_PASSWORD: this.password, ...secrets };
    return new Promise((resolve) => {
      execFile(REN, line, { env }, (error, out, errors) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, errors });
      });
    });
  }

  /** Follows all chats. */
  async watch(): Promise<Running> {
    const child = spawn(REN, ["chat", "watch", `--profile=${this.profile}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const running = follow(child);
    await running.prints("-- connected --");
    return running;
  }

  async close(): Promise<void> {
    await rm(this.profile, { recursive: true });
  }
}

function follow(child: ChildProcess): Running {
  let printed = "";
  let ended = false;
  let look = (): void => undefined;
  child.stdout?.on("data", (part: Buffer) => {
    printed += part.toString();
    look();
  });
  const exit = new Promise<void>((resolve) => {
    child.on("exit", () => {
      ended = true;
      look();
      resolve();
    });
  });
  return {
    out: () => printed,
    prints: (text) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (printed.includes(text)) resolve();
          else if (ended) reject(new Error(`ended without ${text}: ${printed}`));
        };
        look();
      }),
    async stop() {
      child.kill();
      await exit;
    },
  };
}
