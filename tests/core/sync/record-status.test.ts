import type { StatusName, SystemDetails } from "../../../core/sync/details";
import { fingerprint } from "../../../core/sync/fingerprint";
import {
  recordStatus,
  worstStatus,
  type Readiness,
  type RecordStatus,
} from "../../../core/sync/record-status";

const agreed = { jobtitle: "Buyer", emailaddress1: null } as const;

function system(status: StatusName, values: Readonly<Record<string, string | null>> = agreed): SystemDetails {
  const columns = Object.fromEntries(
    Object.entries(values).map(([column, value]) => [column, fingerprint(column, value)]),
  );
  return { connection: "c", object: "contact", externalId: "w1", status, columns };
}

const edited = { jobtitle: "Head", emailaddress1: null };

describe("the status of a record, from what its form holds", () => {
  test.each<[string, SystemDetails | undefined, Readiness, Record<string, string | null>, RecordStatus]>([
    ["both agree", system("InSync"), "Ready", agreed, { kind: "inSync" }],
    ["edited since", system("InSync"), "Ready", edited, { kind: "waiting", columns: ["jobtitle"] }],
    [
      "emptied since",
      system("InSync"),
      "Ready",
      { jobtitle: null },
      { kind: "waiting", columns: ["jobtitle"] },
    ],
    ["a column the form does not hold", system("InSync"), "Ready", {}, { kind: "inSync" }],
    ["marked as waiting", system("Pending"), "Ready", agreed, { kind: "waiting", columns: [] }],
    ["being worked on", system("Working"), "Ready", agreed, { kind: "waiting", columns: [] }],
    ["failed", system("Failed"), "Ready", agreed, { kind: "needsAttention", status: "Failed" }],
    ["failed and edited", system("Failed"), "Ready", edited, { kind: "needsAttention", status: "Failed" }],
    ["a conflict", system("Conflict"), "Ready", edited, { kind: "needsAttention", status: "Conflict" }],
    [
      "a warning",
      system("NeedsAttention"),
      "Ready",
      agreed,
      { kind: "needsAttention", status: "NeedsAttention" },
    ],
    ["put on hold", system("Parked"), "Ready", agreed, { kind: "needsAttention", status: "Parked" }],
    ["unlinked", system("Unlinked"), "Ready", edited, { kind: "notLinked" }],
    ["never synced", undefined, "Ready", edited, { kind: "notLinked" }],
    ["paused", system("InSync"), "Paused", agreed, { kind: "paused", why: "Paused", columns: [] }],
    [
      "paused, edited",
      system("InSync"),
      "Paused",
      edited,
      { kind: "paused", why: "Paused", columns: ["jobtitle"] },
    ],
    [
      "Disconnected",
      system("InSync"),
      "Disconnected",
      agreed,
      { kind: "paused", why: "Disconnected", columns: [] },
    ],
    [
      "disconnected, failed before",
      system("Failed"),
      "Disconnected",
      agreed,
      { kind: "paused", why: "Disconnected", columns: [] },
    ],
    [
      "signed out",
      system("InSync"),
      "NeedsSignIn",
      agreed,
      { kind: "paused", why: "NeedsSignIn", columns: [] },
    ],
    [
      "disconnected, never synced",
      undefined,
      "Disconnected",
      agreed,
      { kind: "paused", why: "Disconnected", columns: [] },
    ],
  ])("%s", (_name, details, readiness, row, expected) => {
    expect(recordStatus({ system: details, readiness, row })).toEqual(expected);
  });

  test("in sync is said of several systems only when every one of them is", () => {
    const inSync = { kind: "inSync" } as const;
    expect(worstStatus([inSync, inSync])).toEqual(inSync);
    expect(worstStatus([inSync, { kind: "waiting", columns: ["jobtitle"] }])).toMatchObject({
      kind: "waiting",
    });
    expect(
      worstStatus([
        { kind: "waiting", columns: [] },
        { kind: "needsAttention", status: "Failed" },
      ]),
    ).toMatchObject({ kind: "needsAttention" });
    expect(worstStatus([inSync, { kind: "paused", why: "Paused", columns: [] }])).toMatchObject({
      kind: "paused",
    });
    expect(worstStatus([])).toBeUndefined();
  });
});
