import fc from "fast-check";
import { echoesOf, echoHash, isEcho, stateHash } from "../../../core/sync/echo";
import { fnv1a64 } from "../../../core/sync/fnv";
import { isParked, rememberFailure, type FailureMemory } from "../../../core/sync/parked";
import { CONTACT_COLUMNS, ROW_ID } from "../support/contact";

/** FNV-1a as its authors write it, in big integers. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, "0");
}

describe("FNV-1a, 64 bits", () => {
  test.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("the published value of %j", (text, expected) => {
    expect(fnv1a64(text)).toBe(expected);
  });

  test("agrees with big-integer arithmetic for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) =>
        expect(fnv1a64(text)).toBe(reference(text)),
      ),
    );
  });
});

describe("the echo of our own write", () => {
  const written = {
    jobtitle: "Buyer",
    emailaddress1: "Ines@Acme.example",
    description: "a\nb",
    company: null,
  };
  const remembered = new Set(echoesOf("contact", ROW_ID, written, CONTACT_COLUMNS).map((echo) => echo.hash));
  const echo = (changed: Record<string, string | null>, id = ROW_ID) =>
    isEcho("contact", id, changed, remembered, CONTACT_COLUMNS);

  test("is recognised, whole or in part, as the platform stored it", () => {
    expect(echo({ jobtitle: "Buyer" })).toBe(true);
    expect(
      echo({ jobtitle: "Buyer ", emailaddress1: "ines@acme.example", description: "a\r\nb", company: "" }),
    ).toBe(true);
    expect(echo({ jobtitle: "Buyer" }, ROW_ID.toUpperCase())).toBe(true);
  });

  test("is not mistaken for a person's edit a second later", () => {
    expect(echo({ jobtitle: "Chief" })).toBe(false);
    expect(echo({ jobtitle: "Buyer", lastname: "Roy" })).toBe(false);
    expect(echo({ company: "Buyer" })).toBe(false);
    expect(echo({ jobtitle: "Buyer" }, "33333333-3333-4333-8333-333333333333")).toBe(false);
  });

  test("a notice that names no column is none", () => {
    expect(echo({})).toBe(false);
  });

  test("keeps nobody's data: what is stored is a hash", () => {
    expect(JSON.stringify(echoesOf("contact", ROW_ID, written))).not.toContain("Ines");
    expect(echoHash("contact", ROW_ID, "jobtitle", "Buyer")).toMatch(/^[0-9a-f]{16}$/);
  });

  test("the state of both sides has one hash in any order of fields", () => {
    expect(stateHash({ a: 1, b: "x" }, null)).toBe(stateHash({ b: "x ", a: 1 }, {}));
    expect(stateHash({ a: 1 }, { b: 1 })).not.toBe(stateHash({ b: 1 }, { a: 1 }));
  });
});

describe("the same failure twice parks the record", () => {
  const fail = (...failures: [string, string][]): FailureMemory | null =>
    failures.reduce<FailureMemory | null>(
      (memory, [code, state]) => rememberFailure(memory, { code, state }),
      null,
    );

  test.each<[string, [string, string][], boolean]>([
    ["one failure is tried again", [["SYSTEM_REJECTED", "s1"]], false],
    [
      "the same failure twice",
      [
        ["SYSTEM_REJECTED", "s1"],
        ["SYSTEM_REJECTED", "s1"],
      ],
      true,
    ],
    [
      "two different failures",
      [
        ["SYSTEM_REJECTED", "s1"],
        ["DUPLICATE_ROW", "s1"],
      ],
      false,
    ],
    [
      "the same failure, but the record has changed",
      [
        ["SYSTEM_REJECTED", "s1"],
        ["SYSTEM_REJECTED", "s2"],
      ],
      false,
    ],
    [
      "a passing trouble between two",
      [
        ["SYSTEM_REJECTED", "s1"],
        ["SYSTEM_UNREACHABLE", "s1"],
        ["SYSTEM_REJECTED", "s1"],
      ],
      true,
    ],
    [
      "an outage never parks anything",
      [
        ["SYSTEM_UNREACHABLE", "s1"],
        ["SYSTEM_UNREACHABLE", "s1"],
      ],
      false,
    ],
  ])("%s: %#", (_name, failures, parked) => {
    expect(fail(...failures)?.parked ?? false).toBe(parked);
  });

  test("a parked record is left alone until it changes or somebody asks for it", () => {
    const memory = fail(["SYSTEM_REJECTED", "s1"], ["SYSTEM_REJECTED", "s1"]);
    expect(isParked(memory, "s1", false)).toBe(true);
    expect(isParked(memory, "s2", false)).toBe(false);
    expect(isParked(memory, "s1", true)).toBe(false);
    expect(isParked(null, "s1", false)).toBe(false);
  });
});
