import fc from "fast-check";
import {
  readDetails,
  systemIn,
  withSystem,
  writeDetails,
  type SyncDetails,
  type SystemDetails,
} from "../../../core/sync/details";
import { fingerprint } from "../../../core/sync/fingerprint";

const WAVE: SystemDetails = {
  connection: "11111111-1111-4111-8111-111111111111",
  object: "contact",
  externalId: "w1",
  status: "InSync",
  syncedOn: "2026-01-01T10:00:00Z",
  columns: { firstname: "0123abcd", lastname: "89ab4567" },
};

describe("the document in wave_syncdetails", () => {
  test("comes back as it was written", () => {
    const details: SyncDetails = {
      version: 1,
      systems: [WAVE, { ...WAVE, object: "account", code: "CONFLICT" }],
    };
    expect(readDetails(writeDetails(details, 4000))).toEqual(details);
  });

  test("never gets longer than its column, and loses nothing but fingerprints", () => {
    const columns = Object.fromEntries([...Array(500).keys()].map((n) => [`column_${n}`, "0123abcd"]));
    const text = writeDetails({ version: 1, systems: [{ ...WAVE, columns }] }, 4000);
    expect(text.length).toBeLessThanOrEqual(4000);
    const [system] = readDetails(text).systems;
    expect(system).toMatchObject({ externalId: "w1", status: "InSync" });
    expect(Object.keys(system!.columns).length).toBeGreaterThan(50);
  });

  test("one system's part takes the place of what it said before, the others' stay", () => {
    const front = { ...WAVE, connection: "22222222-2222-4222-8222-222222222222" };
    const details = withSystem({ version: 1, systems: [WAVE, front] }, { ...WAVE, status: "Failed" });
    expect(details.systems).toHaveLength(2);
    expect(systemIn(details, WAVE)).toMatchObject({ status: "Failed" });
    expect(systemIn(details, front)).toEqual(front);
  });

  test.each([
    ["nothing", null],
    ["no JSON", "{ not json"],
    ["another version", JSON.stringify({ version: 2, systems: [WAVE] })],
    ["no list", JSON.stringify({ version: 1, systems: WAVE })],
    ["a system without an id", JSON.stringify({ version: 1, systems: [{ ...WAVE, externalId: 7 }] })],
    ["a status nobody knows", JSON.stringify({ version: 1, systems: [{ ...WAVE, status: "Fine" }] })],
    [
      "a status from the prototype",
      JSON.stringify({ version: 1, systems: [{ ...WAVE, status: "toString" }] }),
    ],
    ["no fingerprints", JSON.stringify({ version: 1, systems: [{ ...WAVE, columns: null }] })],
  ])("%s says nothing", (_name, text) => {
    expect(readDetails(text).systems).toEqual([]);
  });

  test("any text is read without an error", () => {
    fc.assert(fc.property(fc.json(), (text) => expect(readDetails(text).version).toBe(1)));
  });
});

describe("a fingerprint", () => {
  test.each([
    ["nothing and an empty text", null, ""],
    ["a column that is not there", undefined, null],
    ["the case of a GUID", "AAAAAAAA-1111-4111-8111-111111111111", "aaaaaaaa-1111-4111-8111-111111111111"],
    ["parts of a second", "2026-01-01T10:00:00.000Z", "2026-01-01T10:00:00Z"],
    ["kinds of line break", "a\r\nb", "a\nb"],
    ["a multi-choice as list and as text", [2, 1], "1,2"],
  ])("is the same for %s", (_name, one, other) => {
    expect(fingerprint("c", one)).toBe(fingerprint("c", other));
  });

  test.each([
    ["another value", "Buyer", "Head"],
    ["another case", "buyer", "Buyer"],
    ["nothing", "Buyer", null],
    ["yes and no", true, false],
  ])("differs for %s", (_name, one, other) => {
    expect(fingerprint("c", one)).not.toBe(fingerprint("c", other));
  });

  test("of one value differs from column to column, so that equal values do not show", () => {
    expect(fingerprint("firstname", "Kim")).not.toBe(fingerprint("lastname", "Kim"));
  });
});
