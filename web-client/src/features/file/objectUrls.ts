import type { FileApi, FilePath, ObjectUrl } from "../../api/files.ts";

/** Presigned addresses of objects, asked for once a file and hour. */
export interface ObjectUrls {
  of(path: FilePath, renew: boolean): Promise<string>;
}

/** One that ends so soon would end in the middle of a chunk. */
const MARGIN = 60_000;

export function createObjectUrls(api: FileApi, now: () => number): ObjectUrls {
  const known = new Map<string, Promise<ObjectUrl>>();

  function ask(path: FilePath): Promise<ObjectUrl> {
    const asked = api.objectUrl(path);
    known.set(path.fileId, asked);
    asked.catch(() => known.delete(path.fileId));
    return asked;
  }

  return {
    async of(path, renew) {
      const before = await known.get(path.fileId)?.catch(() => undefined);
      const good = before !== undefined && before.expiresAt > now() + MARGIN && !renew;
      return (good ? before : await ask(path)).url;
    },
  };
}
