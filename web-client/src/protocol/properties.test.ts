import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CROCKFORD, fromBase32, RFC_4648_LOWER, toBase32 } from "./base32.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { encodeBody, MAX_TEXT, parseBody } from "./body.ts";
import type { Bytes } from "./bytes.ts";
import { encodeEpoch, parseEpoch } from "./epoch.ts";
import { encodeIdentity, parseIdentity } from "./identity.ts";
import {
  directChatId,
  fingerprintOf,
  hashOf,
  parseClientId,
  parseEpochNumber,
  parseLogin,
  parseLogNumber,
  parseUserId,
} from "./ids.ts";
import { generateKeyPair } from "./keyPair.ts";
import { pad, paddedLength, unpad } from "./padding.ts";
import { parseRecoveryKey, recoveryKeyText } from "./recoveryKey.ts";
import { encodeVaultBody, parseVaultBody } from "./vault.ts";

const bytesOf = (length: number): fc.Arbitrary<Bytes> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes): Bytes => Uint8Array.from(bytes));
const anyBytes = fc.uint8Array({ maxLength: 700 }).map((bytes): Bytes => Uint8Array.from(bytes));
const userId = bytesOf(16).map((bytes) => parseUserId(toBase32(bytes, RFC_4648_LOWER)));
const login = fc.stringMatching(/^[a-z0-9_]{3,32}$/).map(parseLogin);
const hash = bytesOf(32).map(hashOf);
const fingerprint = bytesOf(32).map(fingerprintOf);
const number = fc.nat().map(parseLogNumber);
const epochNumber = fc.nat().map(parseEpochNumber);
const time = fc.maxSafeNat();

const members = fc
  .uniqueArray(fc.record({ userId, fingerprint, role: fc.constantFrom("admin", "member") }), {
    minLength: 2,
    maxLength: 5,
    selector: (member) => member.userId,
  })
  .map((list) => list.toSorted((one, other) => (one.userId < other.userId ? -1 : 1)));

const epochFields = fc.record({
  chatId: fc
    .tuple(userId, userId)
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => directChatId(one, other)),
  number: epochNumber,
  previous: hash,
  at: time,
  ttlSeconds: fc.nat(),
  seen: fc.record({ number, hash }),
  commitment: hash,
  maker: userId,
  members,
});

describe("what is built is what is parsed", () => {
  test("base64url and base32, in one spelling only", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
        expect(fromBase32(toBase32(bytes, RFC_4648_LOWER), RFC_4648_LOWER)).toEqual(bytes);
        expect(fromBase32(toBase32(bytes, CROCKFORD), CROCKFORD)).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,12}$/), (text) => {
        let bytes: Bytes;
        try {
          bytes = fromBase64url(text);
        } catch {
          return;
        }
        expect(toBase64url(bytes)).toBe(text);
      }),
    );
  });

  test("epoch records", async () => {
    await fc.assert(
      fc.asyncProperty(epochFields, async (fields) => {
        expect(await parseEpoch(encodeEpoch(fields))).toMatchObject(fields);
      }),
    );
  });

  test("identity records", async () => {
    const { point } = await generateKeyPair();
    await fc.assert(
      fc.asyncProperty(userId, login, fc.integer({ min: 1 }), fingerprint, async (...parts) => {
        const [user, name, generation, previous] = parts;
        const fields = {
          userId: user,
          login: name,
          generation,
          previous,
          encryptionPoint: point,
          signingPoint: point,
        };
        expect(await parseIdentity(encodeIdentity(fields))).toMatchObject(fields);
      }),
    );
  });

  test("vault bodies", () => {
    const earlier = fc.array(fc.record({ scalar: bytesOf(32), record: anyBytes }), {
      maxLength: 3,
    });
    const signed = fc.record(
      { record: anyBytes, signature: bytesOf(64), predecessorSignature: bytesOf(64) },
      { requiredKeys: ["record", "signature"] },
    );
    fc.assert(
      fc.property(bytesOf(32), bytesOf(32), signed, earlier, (one, other, identity, keys) => {
        const body = {
          encryptionScalar: one,
          signingScalar: other,
          identity,
          earlier: keys,
        };
        expect(parseVaultBody(encodeVaultBody(body))).toEqual(body);
      }),
    );
  });

  test("message bodies", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
    const reply = fc.record({
      id: number,
      clientId: bytesOf(16).map((bytes) => parseClientId(toBase64url(bytes))),
    });
    fc.assert(
      fc.property(text, fc.option(reply, { nil: undefined }), (content, answered) => {
        const body = { t: "text", text: content } as const;
        const whole = answered === undefined ? body : { ...body, reply: answered };
        expect(parseBody(encodeBody(whole))).toEqual(whole);
      }),
    );
  });

  test("recovery keys, however they are typed", async () => {
    await fc.assert(
      fc.asyncProperty(bytesOf(10), bytesOf(16), fc.boolean(), async (server, client, lower) => {
        const text = await recoveryKeyText({ server, client });
        const typed = lower ? text.toLowerCase().replaceAll("-", " ") : text;
        expect(await parseRecoveryKey(typed)).toEqual({ server, client });
      }),
    );
  });
});

test("a text of 16,000 code points of two code units fits, one more does not", () => {
  const body = encodeBody({ t: "text", text: "🦔".repeat(MAX_TEXT) });
  expect(parseBody(body)).toMatchObject({ t: "text" });
  const over = "🦔".repeat(MAX_TEXT + 1);
  expect(() => encodeBody({ t: "text", text: over })).toThrowError(/16,000/);
});

test("a mistyped character of a recovery key is noticed", async () => {
  const key = { server: new Uint8Array(10).fill(7), client: new Uint8Array(16).fill(9) };
  const text = (await recoveryKeyText(key)).replaceAll("-", "");
  const at = fc.nat({ max: text.length - 1 });
  await fc.assert(
    fc.asyncProperty(at, fc.constantFrom(...CROCKFORD), async (position, character) => {
      fc.pre(text.charAt(position) !== character);
      const typed = text.slice(0, position) + character + text.slice(position + 1);
      await expect(parseRecoveryKey(typed)).rejects.toMatchObject({ code: "malformed" });
    }),
  );
});

describe("Padmé", () => {
  const length = fc.nat({ max: 1_000_000 });

  test("never shortens, and repeated changes nothing", () => {
    fc.assert(
      fc.property(length, (l) => {
        expect(paddedLength(l)).toBeGreaterThanOrEqual(Math.max(l, 256));
        expect(paddedLength(paddedLength(l))).toBe(paddedLength(l));
      }),
    );
  });

  test("keeps the order of lengths and adds at most 12 %", () => {
    fc.assert(
      fc.property(length, length, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(paddedLength(less)).toBeLessThanOrEqual(paddedLength(more));
        expect(paddedLength(more)).toBeLessThanOrEqual(Math.max(256, more * 1.12));
      }),
    );
  });

  test("hides a length among few: under 200 classes up to 64 KiB", () => {
    const classes = new Set(Array.from({ length: 65_536 }, (_, l) => paddedLength(l)));
    expect(classes.size).toBeLessThan(200);
  });

  test("what was padded is unpadded", () => {
    fc.assert(
      fc.property(anyBytes, (content) => {
        expect(unpad(pad(content))).toEqual(content);
      }),
    );
  });
});
