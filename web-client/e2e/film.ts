import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** ffmpeg, if there is one: `./ren test` looks for it, and says so if there is none. */
export const ffmpeg = process.env.REN_FFMPEG;

/** Seconds of the film. */
export const FILM_SECONDS = 60;

/** An H.264 film of about 0.75 MB a second whose index comes first; noise keeps it from being compressed. */
export async function makeFilm(program: string, seconds = FILM_SECONDS): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "ren-film-"));
  const path = join(folder, "film.mp4");
  const source = `testsrc2=size=480x270:rate=15:duration=${seconds},noise=alls=60:allf=t`;
  const rate = ["-b:v", "6M", "-minrate", "6M", "-maxrate", "6M", "-bufsize", "6M"];
  const codec = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "15"];
  try {
    await promisify(execFile)(program, [
      ...["-loglevel", "error", "-f", "lavfi", "-i", source],
      ...codec,
      ...rate,
      ...["-movflags", "+faststart", path],
    ]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
