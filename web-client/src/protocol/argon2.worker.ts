import type { Argon2Answer, Argon2Request } from "./argon2.ts";
import { argon2idHere } from "./argon2Here.ts";

self.onmessage = async ({ data }: MessageEvent<Argon2Request>) => {
  let answer: Argon2Answer;
  try {
    answer = { ok: true, master: await argon2idHere(data.password, data.kdf) };
  } catch (error) {
    answer = { ok: false, reason: error instanceof Error ? error.name : "unknown" };
  }
  self.postMessage(answer);
};
