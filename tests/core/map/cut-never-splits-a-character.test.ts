import fc from "fast-check";
import { cut } from "../../../core/map/transformations/cut";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const split = (text: string): string[] => [...graphemes.segment(text)].map((part) => part.segment);

describe("cutting a text", () => {
  test.each([
    ["fits already", "Acme", 4, "Acme"],
    ["one too many", "Acme!", 4, "Acme"],
    ["no space is left at the end", "Acme Corporation", 5, "Acme"],
    ["an emoji counts as two and is kept whole", "ab😀", 3, "ab"],
    ["an emoji that just fits", "ab😀c", 4, "ab😀"],
    ["an accent stays with its letter", "ab e\u0301", 4, "ab"],
    ["a family stays together", "x👩‍👩‍👧‍👦y", 5, "x"],
    ["a flag is not halved", "🇫🇷🇩🇪", 6, "🇫🇷"],
    ["Devanagari syllables stay whole", "क्षि", 2, ""],
    ["Windows' line break is one character", "ab\r\ncd", 3, "ab"],
    ["not even one character fits", "👩‍👩‍👧‍👦", 5, ""],
  ])("%s", (_name, text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected);
  });

  test("Wave's limit: a company of 60 letters keeps 49", () => {
    expect(cut("a".repeat(60), 49)).toBe("a".repeat(49));
  });

  test("never exceeds the limit, never splits a character, never cuts more than needed", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 80 }),
      fc
        .array(fc.constantFrom("a", " ", "é", "e\u0301", "😀", "👩‍👩‍👧‍👦", "🇫🇷", "क्षि", "한", "\r\n"), {
          maxLength: 40,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (given, limit) => {
        const got = cut(given, limit);
        expect(got.length).toBeLessThanOrEqual(limit);
        const whole = split(given);
        let kept = 0;
        let length = 0;
        while (kept < whole.length && length + whole[kept]!.length <= limit) length += whole[kept++]!.length;
        const expected = whole.slice(0, kept).join("");
        expect(got).toBe(kept === whole.length ? given : expected.trimEnd());
      }),
      { numRuns: 500 },
    );
  });
});
