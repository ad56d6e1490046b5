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
    ["both agree", system("InSync"), "ready", agreed, { kind: "inSync" }],
    ["edited since", system("InSync"), "ready", edited, { kind: "waiting", columns: ["jobtitle"] }],
    [
      "emptied since",
      system("InSync"),
      "ready",
      { jobtitle: null },
      { kind: "waiting", columns: ["jobtitle"] },
    ],
    ["a column the form does not hold", system("InSync"), "ready", {}, { kind: "inSync" }],
    ["marked as waiting", system("Pending"), "ready", agreed, { kind: "waiting", columns: [] }],
    ["being worked on", system("Working"), "ready", agreed, { kind: "waiting", columns: [] }],
    ["failed", system("Failed"), "ready", agreed, { kind: "needsAttention", status: "Failed" }],
    ["failed and edited", system("Failed"), "ready", edited, { kind: "needsAttention", status: "Failed" }],
    ["a conflict", system("Conflict"), "ready", edited, { kind: "needsAttention", status: "Conflict" }],
    [
      "a warning",
      system("NeedsAttention"),
      "ready",
      agreed,
      { kind: "needsAttention", status: "NeedsAttention" },
    ],
    ["put on hold", system("Parked"), "ready", agreed, { kind: "needsAttention", status: "Parked" }],
    ["unlinked", system("Unlinked"), "ready", edited, { kind: "notLinked" }],
    ["never synced", undefined, "ready", edited, { kind: "notLinked" }],
    ["paused", system("InSync"), "paused", agreed, { kind: "paused", why: "paused", columns: [] }],
    [
      "paused, edited",
      system("InSync"),
      "paused",
      edited,
      { kind: "paused", why: "paused", columns: ["jobtitle"] },
    ],
    [
      "disconnected",
      system("InSync"),
      "disconnected",
      agreed,
      { kind: "paused", why: "disconnected", columns: [] },
    ],
    [
      "disconnected, failed before",
      system("Failed"),
      "disconnected",
      agreed,
      { kind: "paused", why: "disconnected", columns: [] },
    ],
    [
      "signed out",
      system("InSync"),
      "needsSignIn",
      agreed,
      { kind: "paused", why: "needsSignIn", columns: [] },
    ],
    [
      "disconnected, never synced",
      undefined,
      "disconnected",
      agreed,
      { kind: "paused", why: "disconnected", columns: [] },
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
    expect(worstStatus([inSync, { kind: "paused", why: "paused", columns: [] }])).toMatchObject({
      kind: "paused",
    });
    expect(worstStatus([])).toBeUndefined();
  });
});
