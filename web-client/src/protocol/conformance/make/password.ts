import { CROCKFORD, toBase32 } from "../../base32.ts";
import { recoveryKeyText } from "../../recoveryKey.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { repeatable } from "./people.ts";

const KDF = { algorithm: "argon2id", memory_kib: 65_536, iterations: 3, parallelism: 1 };

export function password(): VectorFile {
  const salt = hex(repeatable("salt")(16));
  const derive = (name: string, text: string, more: object = {}): Case => ({
    name,
    op: "derive",
    login: "ann",
    password: text,
    kdf: KDF,
    salt,
    ...more,
  });
  const costs = (name: string, kdf: object, more: object = {}): Case => ({
    name,
    op: "parameters",
    kdf: { ...KDF, ...kdf },
    salt,
    ...more,
  });
  const refused = (name: string, kdf: object, more: object = {}): Case =>
    costs(name, kdf, { ...more, error: "kdf_refused" });
  return {
    description: "the password's derivation: floors, ceilings, Argon2id and both keys",
    cases: [
      costs("what new accounts use", {}),
      costs("the ceiling", { memory_kib: 1_048_576, iterations: 16, parallelism: 4 }),
      refused("less memory", { memory_kib: 65_535 }),
      refused("more memory", { memory_kib: 1_048_577 }),
      refused("fewer iterations", { iterations: 2 }),
      refused("more iterations", { iterations: 17 }),
      refused("no lane", { parallelism: 0 }),
      refused("more lanes", { parallelism: 5 }),
      refused("lanes that wrap around a byte", { parallelism: 257 }),
      refused("another algorithm", { algorithm: "argon2i" }),
      refused("PBKDF2", { algorithm: "pbkdf2-sha256" }),
      refused("a short salt", {}, { salt: salt.slice(2) }),
      refused("a long salt", {}, { salt: `${salt}00` }),
      derive("real costs", "correct horse battery staple"),
      derive("another login", "correct horse battery staple", { login: "bob" }),
      derive("composed letters", "cafe\u0301 \u212bngstr\u00f6m"),
      derive("8 characters of two code units", "🦔".repeat(8)),
      derive("7 characters", "1234567", { error: "malformed" }),
      derive("257 characters", "a".repeat(257), { error: "malformed" }),
    ],
  };
}

export async function recoveryKey(): Promise<VectorFile> {
  const random = repeatable("recovery");
  const key = { server: random(10), client: random(16) };
  const text = await recoveryKeyText(key);
  const format = (name: string, server: Uint8Array, client: Uint8Array, login: string): Case => ({
    name,
    op: "format",
    login,
    server: hex(server),
    client: hex(client),
  });
  const parse = (name: string, typed: string): Case => ({ name, op: "parse", typed });
  const bad = (name: string, typed: string): Case => ({
    ...parse(name, typed),
    error: "malformed",
  });
  const plain = text.replaceAll("-", "");
  const zeros = await recoveryKeyText({ server: new Uint8Array(10), client: new Uint8Array(16) });
  const swapped = plain.slice(0, 20) + plain.charAt(21) + plain.charAt(20) + plain.slice(22);
  return {
    description: "the recovery key as text, what the server keeps of it, and the key of slot 2",
    cases: [
      format("a key", key.server, key.client, "ann"),
      format("the same of another login", key.server, key.client, "bob"),
      format("zeros", new Uint8Array(10), new Uint8Array(16), "ann"),
      parse("as shown", text),
      parse("without hyphens", plain),
      parse("lower case with spaces", text.toLowerCase().replaceAll("-", " ")),
      parse("a line break and spaces around", `  ${text.slice(0, 29)}\n${text.slice(30)}\t`),
      parse("O for 0, I and L for 1", zeros.replaceAll("0", "o").replaceAll("1", "l")),
      parse("i for 1", zeros.replaceAll("1", "i")),
      bad("two characters exchanged", swapped),
      bad("one character short", plain.slice(0, -1)),
      bad("one character more", `${plain}0`),
      bad("a U", `U${plain.slice(1)}`),
      bad("another version", toBase32(Uint8Array.of(2, ...random(29)), CROCKFORD)),
      bad("empty", ""),
      bad("a wrong last character", plain.slice(0, -1) + (plain.endsWith("0") ? "2" : "0")),
    ],
  };
}
