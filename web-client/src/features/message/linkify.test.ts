import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkify } from "./linkify.ts";

describe("web addresses in a message", () => {
  it("become links, without the punctuation of the sentence", () => {
    expect(linkify("See https://ren.example/a_(b), please.")).toEqual([
      { kind: "text", at: 0, text: "See " },
      { kind: "link", at: 4, text: "https://ren.example/a_(b)", href: "https://ren.example/a_(b)" },
      { kind: "text", at: 29, text: ", please." },
    ]);
    expect(linkify("(https://ren.example/x)")[1]).toMatchObject({ text: "https://ren.example/x" });
  });

  it("are also those that people write without a scheme", () => {
    expect(linkify("www.ren.example/a, or nora@ren.example.")).toEqual([
      { kind: "link", at: 0, text: "www.ren.example/a", href: "https://www.ren.example/a" },
      { kind: "text", at: 17, text: ", or " },
      { kind: "link", at: 22, text: "nora@ren.example", href: "mailto:nora@ren.example" },
      { kind: "text", at: 38, text: "." },
    ]);
    for (const text of ["@nora_ek", "a@b", "www.", "12.9 V"]) {
      expect(linkify(text)).toEqual([{ kind: "text", at: 0, text }]);
    }
  });

  it("of other schemes stay text", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]) {
      expect(linkify(text)).toEqual([{ kind: "text", at: 0, text }]);
    }
  });

  it("never change what is shown", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(" "))), (pieces) => {
        const text = pieces.join("");
        expect(
          linkify(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
