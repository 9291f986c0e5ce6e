const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** The only application's block that says how the picture moves. */
const LOOPS = "NETSCAPE2.0";

/**
 * A GIF without what it says beside its pictures: comments, texts, and what programs left in it (GIF89a,
 * sections 23 to 26; XMP lives in an application extension). It is not drawn anew, since it moves.
 *
 * @throws RangeError if it is no GIF
 */
export function withoutNotes(gif: Uint8Array<ArrayBuffer>): Blob {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  const byte = (at: number): number => {
    const value = gif[at];
    if (value === undefined) throw new RangeError("a GIF that ends too early");
    return value;
  };
  const ascii = (from: number, to: number): string =>
    String.fromCharCode(...gif.subarray(from, to));
  /** Where the sub-blocks that begin here end. */
  const skip = (from: number): number => {
    let at = from;
    while (byte(at) !== 0) at += byte(at) + 1;
    return at + 1;
  };
  const colours = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

  if (!/^GIF8[79]a$/.test(ascii(0, 6))) throw new RangeError("no GIF");
  let at = 13 + colours(byte(10));
  kept.push(gif.subarray(0, at));
  while (byte(at) !== TRAILER) {
    const from = at;
    switch (byte(at)) {
      case EXTENSION: {
        const label = byte(at + 1);
        const loops = label === APPLICATION && ascii(at + 3, at + 3 + LOOPS.length) === LOOPS;
        at = skip(at + 2);
        if (label === GRAPHIC_CONTROL || loops) kept.push(gif.subarray(from, at));
        break;
      }
      case IMAGE:
        // Ten bytes of descriptor, its colours, one byte of code size.
        at = skip(at + 10 + colours(byte(at + 9)) + 1);
        kept.push(gif.subarray(from, at));
        break;
      default:
        throw new RangeError("a GIF with a block of no kind");
    }
  }
  return new Blob([...kept, new Uint8Array([TRAILER])], { type: "image/gif" });
}
