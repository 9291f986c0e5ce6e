import type { JSHandle } from "playwright-core";

/** The bytes of a blob that a page has made. As text they come over: Playwright would write out an array number by number. */
export async function bytesOf(blob: JSHandle<Blob>): Promise<Buffer> {
  const base64 = await blob.evaluate(async (made) => {
    const reader = new FileReader();
    const read = new Promise((done) => reader.addEventListener("load", done));
    reader.readAsDataURL(made);
    await read;
    return String(reader.result).split(",").at(-1) ?? "";
  });
  await blob.dispose();
  return Buffer.from(base64, "base64");
}
