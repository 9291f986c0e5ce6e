import { Transform } from "node:stream";

const HEAD_END = "\r\n\r\n";
const FINAL_TEXT = 0x81;

/**
 * What a WebSocket server sends (RFC 6455 §5.2): the head of its answer, then frames without a mask.
 * Texts of one frame go through `rewrite`; everything else is left as it is.
 */
export function rewriteTexts(rewrite: (text: string) => string): Transform {
  let rest = Buffer.alloc(0);
  let headDone = false;
  return new Transform({
    transform(part: Buffer, _, done) {
      rest = Buffer.concat([rest, part]);
      if (!headDone) {
        const end = rest.indexOf(HEAD_END);
        if (end < 0) return done();
        headDone = true;
        this.push(rest.subarray(0, end + HEAD_END.length));
        rest = rest.subarray(end + HEAD_END.length);
      }
      for (let frame = firstFrame(rest); frame !== undefined; frame = firstFrame(rest)) {
        rest = rest.subarray(frame.bytes.length);
        const isText = frame.bytes[0] === FINAL_TEXT;
        this.push(isText ? textFrame(rewrite(frame.payload.toString())) : frame.bytes);
      }
      done();
    },
  });
}

function firstFrame(bytes: Buffer): { bytes: Buffer; payload: Buffer } | undefined {
  const short = bytes[1];
  if (short === undefined) return undefined;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return undefined;
  return {
    bytes: bytes.subarray(0, start + length),
    payload: bytes.subarray(start, start + length),
  };
}

function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([FINAL_TEXT, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = FINAL_TEXT;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
