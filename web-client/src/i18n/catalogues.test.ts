import { describe, expect, it } from "vitest";
import en from "./en.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const catalogues = { en: flatten(en), ru: flatten(ru) };
const pluralForm = /_(zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(pluralForm, "");
const bases = (catalogue: Map<string, string>) =>
  [...new Set([...catalogue.keys()].map(base))].sort();
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}|<\/?\w+>/g))].sort();

const sources = Object.entries(
  import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!../protocol/**"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

describe("the two catalogues", () => {
  it("have the same keys", () => {
    expect(bases(catalogues.ru)).toEqual(bases(catalogues.en));
  });

  it("have every plural form that their language needs, and no other", () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
      const counted = new Set(
        [...catalogue.keys()].filter((key) => pluralForm.test(key)).map(base),
      );
      for (const key of counted) {
        const forms = [...catalogue.keys()]
          .filter((one) => base(one) === key)
          .map((one) => one.slice(key.length + 1));
        expect([key, forms.sort()]).toEqual([key, needed]);
      }
    }
  });

  it("name the same values and mark the same words in both languages", () => {
    for (const key of bases(catalogues.en)) {
      const of = (catalogue: Map<string, string>) =>
        placeholders(
          [...catalogue]
            .filter(([one]) => base(one) === key)
            .map(([, text]) => text)
            .join(" "),
        );
      expect([key, of(catalogues.ru)]).toEqual([key, of(catalogues.en)]);
    }
  });

  it("have no empty text, no exclamation mark, and in Russian «ё» where it is due", () => {
    const withoutYo =
      /\b(еще|ее|все прочитано|прочтен|темная|мое|твое|черновик[^:]|найден[ао]?т|ждет)\b/iu;
    for (const catalogue of Object.values(catalogues)) {
      for (const [key, text] of catalogue)
        expect([key, text]).toEqual([key, expect.stringMatching(/^[^!]+$/)]);
    }
    for (const [key, text] of catalogues.ru)
      expect([key, withoutYo.test(` ${text} `)]).toEqual([key, false]);
  });
});

describe("keys in the code", () => {
  /** `t("a.b")`, `i18nKey="a.b"`, and the beginning of t(`a.${…}`), whose rest the type checker knows. */
  const literal = /(?:["'`])([a-z]\w*\.[\w.]+)(?:["'`])/gi;
  const family = /`([a-z]\w*\.(?:\w+\.)*)\$\{/gi;
  const known = new Set(bases(catalogues.en));
  const groups = new Set([...known].map((key) => key.split(".")[0]));
  const code = sources.map(([, source]) => source).join("\n");
  const used = new Set([...code.matchAll(literal)].map((match) => match[1] ?? ""));
  const families = [...code.matchAll(family)].map((match) => match[1] ?? "");

  it("are all in the catalogues", () => {
    const called = [...code.matchAll(/\bt\(\s*"([\w.]+)"|i18nKey="([\w.]+)"/g)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
    expect(called.length).toBeGreaterThan(100);
    expect(called.filter((key) => !known.has(key))).toEqual([]);
  });

  it("are all that the catalogues have", () => {
    const orphans = [...known].filter(
      (key) => !used.has(key) && !families.some((one) => key.startsWith(one)),
    );
    expect(groups.size).toBeGreaterThan(10);
    expect(orphans).toEqual([]);
  });
});
