import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import { WAVE_CONTACT_FIELD_MAP } from "../../../connector/systems/wave/contact-mapping";
import { nextBase, rowAfter, writesNothing, writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { Values } from "../../../core/records";
import { createOwnerDirectory } from "../../../core/users/owner-directory";
import { CONTACT_COLUMNS, mapping, record, row } from "../support/contact";

const SALES = "00000000-0000-4000-8000-000000000001";
const CONNECTING = "00000000-0000-4000-8000-000000000009";
const owners = createOwnerDirectory({
  users: [{ id: SALES, email: "sales1@customer.example", disabled: false }],
  connectingUserId: CONNECTING,
});

const CONTACT: Values = {
  firstName: "Ines",
  lastName: "Vasseur",
  primaryEmail: "ines.vasseur@acme.example",
  primaryPhone: "+33100000000",
  company: "Acme Demo SAS",
  jobTitle: "Head of Purchasing",
  website: "https://acme.example",
  note: "Met at booth 12",
  assignedTo: "sales1@customer.example",
};

function plan(values: Values, change: Partial<PlanInput> = {}) {
  return planRecord({
    mapping: mapping(),
    system: record(values),
    row: null,
    base: null,
    columns: CONTACT_COLUMNS,
    direction: "both",
    owners,
    ...change,
  });
}

const created = (values: Values): Values => writesOf(plan(values)).dataverse;

describe("Wave's table: What Gets Synced", () => {
  test("ten fields, no more and no less", () => {
    expect(Object.keys(created(CONTACT)).sort()).toEqual(
      [
        "firstname",
        "lastname",
        "emailaddress1",
        "mobilephone",
        "company",
        "jobtitle",
        "websiteurl",
        "description",
        "ownerid",
        "externaluseridentifier",
      ].sort(),
    );
    expect(WAVE_CONTACT_FIELD_MAP.lines).toHaveLength(9);
  });
});

describe("Sync direction: Wave to Dynamics 365, and further: what is edited in Dynamics goes back", () => {
  const before = row(created(CONTACT));
  const base = nextBase(plan(CONTACT), null);

  test.each([
    ["firstname", "firstName"],
    ["lastname", "lastName"],
    ["emailaddress1", "primaryEmail"],
    ["mobilephone", "primaryPhone"],
    ["jobtitle", "jobTitle"],
    ["websiteurl", "website"],
    ["description", "note"],
  ])("%s -> %s", (column, field) => {
    const edited = plan(CONTACT, { row: row({ ...before.values, [column]: "edited" }), base });
    expect(writesOf(edited)).toEqual({ dataverse: {}, system: { [field]: "edited" } });
  });

  test.each(["company", "ownerid"])(
    "%s goes one way, and a change in Dynamics is not overwritten",
    (column) => {
      const edited = plan(CONTACT, { row: row({ ...before.values, [column]: CONNECTING }), base });
      expect(writesNothing(edited)).toBe(true);
      expect(edited.fields.find((field) => field.column === column)).toMatchObject({
        verdict: "leftOut",
        reason: "oneWay",
      });
    },
  );
});

describe("When it syncs: on contact create, update, or delete", () => {
  const before = row(created(CONTACT));
  const base = nextBase(plan(CONTACT), null);

  test("delete: the row is deactivated, unless the admin chose otherwise", () => {
    const deleted = record({}, { deleted: true });
    expect(plan({}, { system: deleted, row: before, base }).action).toBe("deactivateRow");
    for (const [policy, action] of [
      ["delete", "deleteRow"],
      ["keep", "unlink"],
    ] as const) {
      const policies = { ...DEFAULT_POLICIES, onSystemDelete: policy };
      expect(plan({}, { system: deleted, row: before, base, mapping: mapping({ policies }) }).action).toBe(
        action,
      );
    }
  });
});

describe("Limitations: what becomes of them", () => {
  test("No matching system user on an update: the owner stays, and it is said", () => {
    const first = plan(CONTACT);
    const update = plan(
      { ...CONTACT, assignedTo: "nobody@wave.example" },
      { row: row(writesOf(first).dataverse), base: nextBase(first, null) },
    );
    expect(writesNothing(update)).toBe(true);
    expect(update.warnings).toEqual([
      { code: "OWNER_UNKNOWN", params: { field: "Owner", value: "nobody@wave.example" } },
    ]);
  });

  test("A missing last name does not stop the contact", () => {
    const { lastName: _none, ...rest } = CONTACT;
    const first = plan(rest);
    expect(first.outcome).toBe("created");
    expect(writesOf(first).dataverse).not.toHaveProperty("lastname");
    const after = rowAfter(first, row({}));
    expect(writesNothing(plan(rest, { row: after, base: nextBase(first, null) }))).toBe(true);
  });
});
