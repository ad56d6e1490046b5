import { isKeyable, keyPath, rowPath } from "../../../core/odata/key";
import { dateLiteral, encodeQuery, guidLiteral, literal, stringLiteral } from "../../../core/odata/literal";

const GUID = "0f7c1c1e-0000-4000-8000-00000000000a";

describe("literals", () => {
  test.each([
    ["O'Neil", "'O''Neil'"],
    ["'' or 1 eq 1 --", "''''' or 1 eq 1 --'"],
    ["", "''"],
  ])("the text %s", (text, expected) => {
    expect(stringLiteral(text)).toBe(expected);
  });

  test("numbers, booleans and null stand bare", () => {
    expect([literal(1.5), literal(true), literal(null), literal("x")]).toEqual([
      "1.5",
      "true",
      "null",
      "'x'",
    ]);
  });

  test("only a GUID becomes a GUID", () => {
    expect(guidLiteral(`{${GUID.toUpperCase()}}`)).toBe(GUID);
    expect(() => guidLiteral("1) or (1 eq 1")).toThrow(RangeError);
  });

  test("dates are UTC, expressions percent-encoded", () => {
    expect(dateLiteral(new Date("2026-09-21T12:00:00+02:00"))).toBe("2026-09-21T10:00:00.000Z");
    expect(encodeQuery("name eq 'A&B'")).toBe("name%20eq%20'A%26B'");
  });
});

describe("rows in a URL", () => {
  test("by primary key", () => {
    expect(rowPath("contacts", GUID)).toBe(`contacts(${GUID})`);
    expect(() => rowPath("contacts", "x)/accounts(1")).toThrow(RangeError);
  });

  test("by alternate key, lookups by their value column", () => {
    const path = keyPath("wave_links", {
      _wave_connection_value: { guid: GUID },
      wave_systemobject: "contact",
      wave_externalid: "é'1",
    });
    expect(path).toBe(
      `wave_links(_wave_connection_value=${GUID},wave_systemobject='contact',wave_externalid='%C3%A9''1')`,
    );
  });

  test.each(["a+b@c.example", "50%", "a/b", "a?b", "a:b", "a\\b", "<b>", "a*", "a&b", ""])(
    "a key Dataverse cannot read is refused: %s",
    (value) => {
      expect(isKeyable(value)).toBe(false);
      expect(() => keyPath("contacts", { externaluseridentifier: value })).toThrow(RangeError);
    },
  );
});
