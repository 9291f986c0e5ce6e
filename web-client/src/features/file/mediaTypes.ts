/**
 * The media type under which a file of somebody else's may be shown in this origin. What a browser
 * would run (HTML, SVG, XML) or guess about is octets, which it only saves.
 */
export function shownType(type: string): string {
  const picture = /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(type);
  const playable = /^(video|audio)\/[a-z0-9.+-]+$/.test(type) && !/[+]xml$/.test(type);
  return picture || playable || type === "application/pdf" ? type : "application/octet-stream";
}
