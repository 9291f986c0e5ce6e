import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REN } from "./terminal.ts";

/** A stack that a test may kill: its own port, its own data. */
export class OwnStack {
  readonly url: string;
  private readonly data: string;
  private process: ChildProcess;

  private constructor(url: string, data: string, process: ChildProcess) {
    this.url = url;
    this.data = data;
    this.process = process;
  }

  static async start(): Promise<OwnStack> {
    const data = await mkdtemp(join(tmpdir(), "ren-own-"));
    const { url, process } = await up("0", data);
    return new OwnStack(url, data, process);
  }

  /** Kills every process of it at once, as a power cut does (SIGKILL). */
  async kill(): Promise<void> {
    const ended = once(this.process, "exit");
    process.kill(-(this.process.pid ?? 0), "SIGKILL");
    await ended;
  }

  /** Starts it again on the same port and data. */
  async restart(): Promise<void> {
    const { process } = await up(new URL(this.url).port, this.data);
    this.process = process;
  }

  async remove(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }
}

/** In a process group of its own, so that a kill reaches all of it. */
function up(port: string, data: string): Promise<{ url: string; process: ChildProcess }> {
  const parameters = ["--port", port, "--data", data, "--parameter", "RateLimitFactor=100000"];
  const started = spawn(REN, ["up", ...parameters], { detached: true });
  return new Promise((resolve, reject) => {
    let said = "";
    const heard = (text: Buffer): void => {
      said += text.toString();
      const url = /^Ready: (\S+)/m.exec(said)?.[1];
      if (url !== undefined) resolve({ url, process: started });
    };
    started.stdout.on("data", heard);
    started.stderr.on("data", heard);
    started.once("exit", () => reject(new Error(`the stack does not start:\n${said}`)));
  });
}
