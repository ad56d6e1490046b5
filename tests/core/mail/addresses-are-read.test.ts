import fc from "fast-check";
import {
  addressesFrom,
  comparableAddress,
  decodedWords,
  domainOf,
  parseAddresses,
} from "../../../core/mail/addresses";

const one = (address: string, name: string | null = null) => [{ address, name }];

describe("address headers", () => {
  test.each([
    ["ada@x.test", one("ada@x.test")],
    ["Ada@X.Test", one("ada@x.test")],
    ["Ada Lovelace <ada@x.test>", one("ada@x.test", "Ada Lovelace")],
    ['"Lovelace, Ada" <ada@x.test>', one("ada@x.test", "Lovelace, Ada")],
    ['"a\\"b" <ada@x.test>', one("ada@x.test", 'a"b')],
    ["ada@x.test (Ada Lovelace)", one("ada@x.test", "Ada Lovelace")],
    ["Ada (the first) <ada@x.test>", one("ada@x.test", "Ada")],
    ["<ada@x.test>", one("ada@x.test")],
    ['"ada@x.test" <ada@x.test>', one("ada@x.test")],
    ["'Ada Lovelace' <ada@x.test>", one("ada@x.test", "Ada Lovelace")],
    ["Ada\r\n Lovelace\r\n <ada@x.test>", one("ada@x.test", "Ada Lovelace")],
    ["=?utf-8?Q?Ren=C3=A9e?= <r@x.test>", one("r@x.test", "Renée")],
    ["=?iso-8859-1?Q?M=FCller=2C_J=F6rg?= <m@x.test>", one("m@x.test", "Müller, Jörg")],
    ["=?UTF-8?B?5bGx55Sw?= =?UTF-8?B?5aSq6YOO?= <y@x.test>", one("y@x.test", "山田太郎")],
    ["=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?= <c@x.test>", one("c@x.test", "Café")],
    ["Team: Ada <ada@x.test>, bob@x.test;", [...one("ada@x.test", "Ada"), ...one("bob@x.test")]],
    ["A: a@x.test;, B: b@x.test;, c@x.test", [..."abc"].flatMap((name) => one(`${name}@x.test`))],
    ["undisclosed-recipients:;", []],
    ["a@x.test, A@X.test, Ada <a@x.test>", one("a@x.test", "Ada")],
    ["a@x.test; b@x.test", [...one("a@x.test"), ...one("b@x.test")]],
    ["<ada@x.test", one("ada@x.test")],
    ["nobody at all", []],
    ["@x.test", []],
    ["ada@", []],
    ["", []],
  ])("%j", (header, people) => {
    expect(parseAddresses(header)).toEqual(people);
  });

  test("several headers are one list", () => {
    expect(parseAddresses(["a@x.test", "b@x.test, a@x.test"])).toEqual([
      ...one("a@x.test"),
      ...one("b@x.test"),
    ]);
  });

  test("an address in a quoted name is nobody's address", () => {
    expect(parseAddresses('"boss@bank.test" <mallory@x.test>')).toEqual(
      one("mallory@x.test", "boss@bank.test"),
    );
    expect(parseAddresses("=?utf-8?Q?boss=40bank.test?= <mallory@x.test>")).toEqual(
      one("mallory@x.test", "boss@bank.test"),
    );
  });

  test("a huge header takes no time", () => {
    const many = Array.from({ length: 2000 }, (_, at) => `person${at}@x.test`).join(", ");
    expect(parseAddresses(many).length).toBe(2000);
    const began = performance.now();
    for (const evil of ["(", "<", '"', "a:", "@", " ", "\\", ",", "=?utf-8?Q?"])
      parseAddresses(evil.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("whatever comes, everybody found has one address, in lower case and without spaces", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), headers()), (header) => {
        for (const { address, name } of parseAddresses(header)) {
          expect(address).toBe(address.toLowerCase());
          expect(address).toMatch(/^[^\s<>]+@[^\s<>]+$/u);
          if (name !== null) expect(name).toBe(name.trim());
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a name comes out as it went in, quoted or as encoded words", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).map((text) =>
      text
        .replace(/[\p{C}\s"'\\<>]+/gu, " ")
        .replace(/=\?/g, "")
        .trim(),
    );
    fc.assert(
      fc.property(
        name.filter((text) => text !== ""),
        (text) => {
          const base64 = Buffer.from(text, "utf8").toString("base64");
          const expected = text.normalize("NFC");
          for (const header of [`"${text}" <a@x.test>`, `=?utf-8?B?${base64}?= <a@x.test>`]) {
            const [found] = parseAddresses(header);
            expect(found?.address).toBe("a@x.test");
            expect(found?.name?.normalize("NFC")).toBe(expected);
          }
        },
      ),
    );
  });
});

describe("people as a system tells of them", () => {
  test("values are taken as they come", () => {
    expect(
      addressesFrom([
        { name: "Ada", email: "Ada@X.test" },
        { name: "", email: "bob@x.test" },
        { name: "=?utf-8?Q?Ren=C3=A9e?=", email: "r@x.test" },
        { email: "Carl <carl@x.test>" },
        { name: "Nobody", email: "" },
        { name: "Odd", email: 7 },
        { name: null, email: "dora@x.test" },
        null,
        "eve@x.test",
      ]),
    ).toEqual([
      ...one("ada@x.test", "Ada"),
      ...one("bob@x.test"),
      ...one("r@x.test", "Renée"),
      ...one("carl@x.test", "Carl"),
      ...one("dora@x.test"),
    ]);
    for (const none of [undefined, null, {}, "a@x.test", 7]) expect(addressesFrom(none)).toEqual([]);
  });

  test("any JSON is taken without a word", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        addressesFrom(value);
        addressesFrom([value]);
        addressesFrom([{ email: value, name: value }]);
      }),
    );
  });

  test("one address is compared, two are none", () => {
    expect(comparableAddress(" Ada <ADA@x.test> ")).toBe("ada@x.test");
    expect(comparableAddress("mailto:ada@x.test")).toBe("ada@x.test");
    for (const none of ["a@x.test, b@x.test", "ada", "", null, 7]) expect(comparableAddress(none)).toBeNull();
  });

  test("a domain, and a subject in encoded words", () => {
    expect(domainOf("ada@x.test")).toBe("x.test");
    expect(domainOf("ada")).toBe("");
    expect(decodedWords("=?utf-8?Q?Re:_caf=C3=A9?=\r\n =?utf-8?Q?_today?=")).toBe("Re: café today");
    expect(decodedWords("plain")).toBe("plain");
  });
});

/** Headers made of what headers are made of. */
function headers(): fc.Arbitrary<string> {
  const parts = fc.constantFrom(
    ...["<", ">", "@", "(", ")", ":", ";", ",", '"', "\\", " ", "\r\n ", "a", "B.c", "x.test", "é"],
    ...["=?utf-8?Q?=C3=A9?=", "=?x?B?!!?=", "a@x.test", "\u0000", "\ud800"],
  );
  return fc.array(parts, { maxLength: 24 }).map((all) => all.join(""));
}
