import fc from "fast-check";

/** Texts that people, machines and attackers send. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.constantFrom(
    "",
    " ",
    "\0",
    "\ud83d",
    "\udc00a",
    "\ufffe",
    "\ufeff",
    "../..",
    "__proto__",
    "'; --",
    "<script>alert(1)</script>",
    "<".repeat(2_000),
    "x".repeat(5_000),
    "a@b",
    '"a,b" <a@b.example>, c@d.example',
    "=?utf-8?q?=ff?=",
    "<a@b",
    "(((((((",
  ),
);

/** Any value of JSON, and those that break things most often. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }) as fc.Arbitrary<unknown> },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, 0, -0, -1, 1e308, 1e-7, 1e11, -1e11, 253402300800, [], {}, [null], [[]], [{}]],
      ...[{ email: null }, { toString: 1 }, { length: 3 }, { value: null }],
    ),
  },
);
