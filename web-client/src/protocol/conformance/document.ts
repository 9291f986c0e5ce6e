import type { Step } from "./make/example.ts";

const WIDTH = 64;
const BEGIN = "<!-- examples: made by conformance/document.ts -->\n";
const END = "<!-- end of examples -->\n";

/** PROTOCOL.md with the worked example of §17 as the vectors have it. */
export function withExamples(document: string, steps: readonly Step[]): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error("PROTOCOL.md has no place for the examples");
  }
  const text = steps.map((step, i) => render(i + 1, step)).join("\n");
  return `${document.slice(0, begin + BEGIN.length)}\n${text}\n${document.slice(end)}`;
}

function render(number: number, { file, title, one }: Step): string {
  const lines = Object.entries(one)
    .filter(([field]) => field !== "name" && field !== "op")
    .flatMap(([field, value]) => linesOf(field, value));
  return `**${number}.** ${title} (\`${file}\`)\n\n\`\`\`\n${lines.join("\n")}\n\`\`\`\n`;
}

function linesOf(field: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "object")) {
    return value.flatMap((item, i) => linesOf(`${field}[${i}]`, item));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const fields = Object.entries(value);
    const isFlat = fields.every(([, inner]) => String(inner).length < WIDTH / 2);
    if (!isFlat) {
      return fields.flatMap(([name, inner]) => linesOf(`${field}.${name}`, inner));
    }
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const first = `${field} =`;
  const chunks = /^[0-9a-f]+$/.test(text) ? (text.match(/.{1,64}/g) ?? []) : [text];
  return chunks.length === 1
    ? [`${first} ${chunks[0]}`]
    : [first, ...chunks.map((chunk) => `  ${chunk}`)];
}
