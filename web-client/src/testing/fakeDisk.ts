import type { Disk } from "../features/file/disk.ts";
import type { Bytes } from "../protocol/index.ts";

/** A browser's disk in memory. */
export class FakeDisk implements Disk {
  readonly files = new Map<string, Bytes>();

  async write(area: string, fileId: string, name: string, bytes: Bytes): Promise<void> {
    this.files.set(`${area}/${fileId}/${name}`, bytes.slice());
  }

  async read(area: string, fileId: string, name: string): Promise<Blob | undefined> {
    const bytes = this.files.get(`${area}/${fileId}/${name}`);
    return bytes === undefined ? undefined : new Blob([bytes]);
  }

  async remove(area: string, fileId: string, name?: string): Promise<void> {
    for (const path of [...this.files.keys()]) {
      const whole = name === undefined && path.startsWith(`${area}/${fileId}/`);
      if (whole || path === `${area}/${fileId}/${name}`) this.files.delete(path);
    }
  }

  async fileIds(area: string): Promise<readonly string[]> {
    const ids = [...this.files.keys()].map((path) => path.split("/"));
    return [...new Set(ids.filter(([top]) => top === area).map(([, id = ""]) => id))];
  }

  async clear(area = ""): Promise<void> {
    for (const path of [...this.files.keys()]) if (path.startsWith(area)) this.files.delete(path);
  }
}
