import { addPrefix, stripPrefix } from "../../../core/map/transformations/prefix";
import { fromChoice, toChoice } from "../../../core/map/transformations/choice";
import { date } from "../../../core/map/transformations/date";
import { letterCase } from "../../../core/map/transformations/letter-case";
import { phone } from "../../../core/map/transformations/phone";
import { readDate } from "../../../core/values/date";

describe("letter case", () => {
  test.each([
    ["upper", "straße", "STRASSE"],
    ["upper", "istanbul", "ISTANBUL"],
    ["lower", "ÉLODIE", "élodie"],
    ["title", "JEAN-LUC o'brien", "Jean-Luc O'Brien"],
    ["title", "élodie de la tour", "Élodie De La Tour"],
    ["title", "王 小明", "王 小明"],
  ] as const)("%s: %s -> %s", (to, text, expected) => {
    expect(letterCase(text, to)).toBe(expected);
  });
});

describe("phone numbers to E.164", () => {
  test.each([
    ["+33 1 23 45 67 89", undefined, "+33123456789"],
    ["01 23 45 67 89", "FR", "+33123456789"],
    ["(030) 1234567", "DE", "+49301234567"],
    ["+1 (212) 555-0100 ext. 12", undefined, "+12125550100;ext=12"],
    ["01 23 45 67 89", undefined, "01 23 45 67 89"],
    ["call reception", "FR", "call reception"],
    ["12", "FR", "12"],
  ])("%s in %s -> %s", (text, country, expected) => {
    expect(phone(text, country)).toBe(expected);
  });

  test("a number already in E.164 stays, however often the rule is applied", () => {
    const once = phone("01 23 45 67 89", "FR");
    expect(phone(once, "DE")).toBe(once);
  });
});

describe("dates", () => {
  test.each([
    ["2026-09-21", "date", "2026-09-21"],
    ["2026-09-21T23:30:00-04:00", "date", "2026-09-22"],
    ["2026-09-21T14:13:20.999Z", "dateTime", "2026-09-21T14:13:20Z"],
    [1_790_000_000, "dateTime", "2026-09-21T14:13:20Z"],
    [1_790_000_000_000, "dateTime", "2026-09-21T14:13:20Z"],
    ["2026-09-21", "dateTime", "2026-09-21T00:00:00Z"],
  ] as const)("%s as %s -> %s", (value, to, expected) => {
    expect(date(value, to)).toBe(expected);
  });

  test.each([
    "03/04/2026",
    "2026-02-30",
    "2026-13-01",
    "2026-09-21T14:13:20",
    "tomorrow",
    "",
    true,
    null,
    Infinity,
  ])("%s is no date anybody can be sure of", (value) => {
    expect(readDate(value)).toBeNull();
  });
});

describe("choices", () => {
  const choices = [
    { value: 1, label: "Any" },
    { value: 2, label: "E-mail" },
  ];

  test.each([
    ["by label", { kind: "choice", by: "label" } as const, "e-mail", 2],
    ["by label, whatever the case", { kind: "choice", by: "label" } as const, " ANY ", 1],
    ["by value", { kind: "choice", by: "value" } as const, "2", 2],
    ["by the rule's own map", { kind: "choice", by: "label", map: { mail: 2 } } as const, "Mail", 2],
    ["a word that is none", { kind: "choice", by: "label" } as const, "Fax", null],
    ["a number that is none", { kind: "choice", by: "value" } as const, 7, null],
    ["a map that points nowhere", { kind: "choice", by: "label", map: { fax: 7 } } as const, "fax", null],
  ])("%s", (_name, rule, value, expected) => {
    expect(toChoice(value, rule, choices)).toBe(expected);
  });

  test.each([
    ["its label", { kind: "choice", by: "label" } as const, 2, "E-mail"],
    ["its number", { kind: "choice", by: "value" } as const, 2, 2],
    ["the map backwards", { kind: "choice", by: "label", map: { mail: 2 } } as const, 2, "mail"],
    ["a choice that is gone", { kind: "choice", by: "label" } as const, 9, null],
  ])("back to the system: %s", (_name, rule, value, expected) => {
    expect(fromChoice(value, rule, choices)).toBe(expected);
  });
});

describe("a prefix", () => {
  test("is put before a text once and taken off again", () => {
    expect(addPrefix("42", "wave_")).toBe("wave_42");
    expect(addPrefix("wave_42", "wave_")).toBe("wave_42");
    expect(stripPrefix("wave_42", "wave_")).toBe("42");
    expect(stripPrefix("42", "wave_")).toBe("42");
  });
});
