import type { Value } from "../../../core/records";
import { sameValue, type Comparable } from "../../../core/values/same";

const text: Comparable = { type: "string" };
const memo: Comparable = { type: "memo" };
const email: Comparable = { type: "string", format: "email" };
const money: Comparable = { type: "money", precision: 2 };
const choice: Comparable = { type: "choice" };
const multi: Comparable = { type: "multiChoice" };
const day: Comparable = { type: "dateTime", dateOnly: true };
const moment: Comparable = { type: "dateTime" };
const lookup: Comparable = { type: "lookup" };

describe("two values that mean the same need no writing", () => {
  test.each<[string, Value, Value, Comparable | undefined]>([
    ["nothing and an empty text", null, "", text],
    ["nothing and spaces", null, "   ", text],
    ["nothing and no choice", null, [], multi],
    ["spaces at the end", "Acme ", "Acme", text],
    ["line breaks of two systems", "a\r\nb\rc", "a\nb\nc", memo],
    ["an accent composed or not", "É", "E\u0301", text],
    ["the case of an email address", "Ines@Acme.example", "ines@acme.example", email],
    ["a number and its text", 12, "12", money],
    ["decimals beyond the precision", 12.504, 12.5, money],
    ["zero and minus zero", 0, -0, money],
    ["a choice as text", "2", 2, choice],
    ["choices in another order", [3, 1], [1, 3], multi],
    ["a choice named twice", [1, 1, 3], [1, 3], multi],
    ["a day and a moment of it", "2026-09-21", "2026-09-21T00:00:00Z", day],
    ["parts of a second", "2026-09-21T10:00:00.400Z", "2026-09-21T10:00:00Z", moment],
    ["one moment in two zones", "2026-09-21T12:00:00+02:00", "2026-09-21T10:00:00Z", moment],
    ["Unix seconds and the date", 1_790_000_000, "2026-09-21T14:13:20Z", moment],
    [
      "the case and braces of an id",
      "{0F7C1C1E-0000-4000-8000-000000000002}",
      "0f7c1c1e-0000-4000-8000-000000000002",
      lookup,
    ],
    ["control characters no row can hold", "a\u0001b", "ab", text],
  ])("%s", (_name, a, b, column) => {
    expect(sameValue(a, b, column)).toBe(true);
    expect(sameValue(b, a, column)).toBe(true);
  });
});

describe("a difference a person would see is a change", () => {
  test.each<[string, Value, Value, Comparable | undefined]>([
    ["another letter", "Acme", "Acne", text],
    ["the case of a name", "ines", "Ines", text],
    ["a space at the start", " Acme", "Acme", text],
    ["an accent", "Ines", "Inés", text],
    ["something and nothing", "x", null, text],
    ["no and nothing", false, null, { type: "boolean" }],
    ["zero and nothing", 0, null, money],
    ["a cent", 12.5, 12.51, money],
    ["a day", "2026-09-21", "2026-09-22", day],
    ["a second", "2026-09-21T10:00:00Z", "2026-09-21T10:00:01Z", moment],
    ["a line break", "a\nb", "ab", memo],
    ["a further choice", [1], [1, 3], multi],
    ["two texts that are no dates", "soon", "later", moment],
  ])("%s", (_name, a, b, column) => {
    expect(sameValue(a, b, column)).toBe(false);
  });
});
