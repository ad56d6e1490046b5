import { settleDelete, type DeleteInput } from "../../../core/merge/settle-delete";
import type { DeletePolicy } from "../../../core/mapping/types";

const ACTIVE: Omit<DeleteInput, "deletedIn" | "policy" | "linked"> = {
  survivor: "active",
  changed: false,
  mappingWrites: true,
  syncWrites: true,
};

describe("delete: {policy} x {linked} x {direction}", () => {
  test.each<[DeletePolicy, boolean, "system" | "dataverse", string]>([
    ["deactivate", true, "system", "updated deactivateRow"],
    ["deactivate", true, "dataverse", "updated deactivateSystemRecord"],
    ["delete", true, "system", "updated deleteRow"],
    ["delete", true, "dataverse", "updated deleteSystemRecord"],
    ["keep", true, "system", "unchanged unlink"],
    ["keep", true, "dataverse", "unchanged unlink"],
    ["deactivate", false, "system", "unchanged nothing"],
    ["deactivate", false, "dataverse", "unchanged nothing"],
    ["delete", false, "system", "unchanged nothing"],
    ["delete", false, "dataverse", "unchanged nothing"],
    ["keep", false, "system", "unchanged nothing"],
    ["keep", false, "dataverse", "unchanged nothing"],
  ])("%s, linked %s, deleted in %s: %s", (policy, linked, deletedIn, expected) => {
    const { outcome, action } = settleDelete({ ...ACTIVE, policy, linked, deletedIn });
    expect(`${outcome} ${action ?? "nothing"}`).toBe(expected);
  });
});

describe("a delete and what stands against it", () => {
  const linked = { ...ACTIVE, deletedIn: "system", linked: true } as const;

  test("a survivor edited since the last sync is not deleted, a person decides", () => {
    expect(settleDelete({ ...linked, policy: "delete", changed: true })).toEqual({
      outcome: "conflict",
      issue: { code: "DELETE_CONFLICT" },
    });
  });

  test("deactivating an edited row loses nothing and is done", () => {
    expect(settleDelete({ ...linked, policy: "deactivate", changed: true })).toEqual({
      outcome: "updated",
      action: "deactivateRow",
    });
  });

  test.each(["deactivate", "delete", "keep"] as const)(
    "%s: gone on both sides, only the link ends",
    (policy) => {
      expect(settleDelete({ ...linked, policy, survivor: "gone" })).toEqual({
        outcome: "unchanged",
        action: "unlink",
      });
    },
  );

  test("a row that is inactive already is not written again", () => {
    expect(settleDelete({ ...linked, policy: "deactivate", survivor: "inactive" })).toEqual({
      outcome: "unchanged",
      action: "unlink",
    });
  });

  test("a mapping that never writes there leaves the survivor alone", () => {
    expect(settleDelete({ ...linked, policy: "delete", mappingWrites: false })).toEqual({
      outcome: "unchanged",
      action: "unlink",
    });
  });

  test.each(["system", "dataverse"] as const)(
    "a sync that may not write there leaves it to one that may (deleted in %s)",
    (deletedIn) => {
      expect(settleDelete({ ...linked, deletedIn, policy: "delete", syncWrites: false })).toEqual({
        outcome: "skipped",
        issue: { code: "UNLINKED" },
      });
    },
  );
});
