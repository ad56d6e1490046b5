import { randomUUID } from "node:crypto";
import { takeBack } from "../../connector/runs/undo";
import { journalOfRun } from "../../connector/state/journal";
import type { LookupValue } from "../../local/dataverse/contracts";
import { Mapped } from "./support/mapped";

describe("an undone run gives lookups back", () => {
  let mapped: Mapped;
  let acme: string;

  beforeAll(async () => {
    mapped = await Mapped.start();
    acme = await mapped.add("accounts", { name: "Acme GmbH" });
    await mapped.map({
      policies: {
        companies: {
          identify: "name",
          fields: { name: "company", domain: [] },
          contactColumns: { domain: [] },
          link: true,
          writeRule: "overwrite",
        },
      },
    });
  });
  afterAll(() => mapped?.close());

  const parentOf = (rowId: string) => {
    const row = mapped.rows().find((each) => each.id === rowId)!;
    const parent = row.values.parentcustomerid as LookupValue | null | undefined;
    return parent ? { table: parent.table, id: parent.id } : null;
  };

  /** A contact that a run gives its account; gives the row, and a function that takes the run back. */
  async function givenAnAccount(id: string, before: object) {
    mapped.put(id, { company: null });
    const [first] = await mapped.sync([id]);
    const rowId = first!.rowId!;
    await mapped.dynamics.as("admin", "PATCH", `contacts(${rowId})`, before);
    await mapped.sync([id]);
    mapped.put(id, { company: "Acme GmbH" });
    const runId = randomUUID();
    await mapped.sync([id], { trigger: "run", runId });
    expect(parentOf(rowId)).toEqual({ table: "account", id: acme });
    const undo = async () => {
      const { environment } = mapped.runtime;
      const journal = await journalOfRun(mapped.database, environment.id, runId, null, 10);
      const sync = await mapped.prepare({ trigger: "run", allRows: true });
      return takeBack(sync, journal, async () => {});
    };
    return { rowId, undo };
  }

  test("an account given by the policy for companies is taken back like any other field", async () => {
    const { rowId, undo } = await givenAnAccount("free", {});
    expect(await undo()).toEqual([expect.objectContaining({ outcome: "updated" })]);
    expect(parentOf(rowId)).toBeNull();
  });

  test("to the account that was there before", async () => {
    const mine = await mapped.add("accounts", { name: "Chosen by hand" });
    const bind = { "parentcustomerid_account@odata.bind": `/accounts(${mine})` };
    const { rowId, undo } = await givenAnAccount("account", bind);
    await undo();
    expect(parentOf(rowId)).toEqual({ table: "account", id: mine });
  });

  test("to the contact that was there before, which is a row of another table", async () => {
    const boss = await mapped.add("contacts", { firstname: "The", lastname: "Boss" });
    const bind = { "parentcustomerid_contact@odata.bind": `/contacts(${boss})` };
    const { rowId, undo } = await givenAnAccount("contact", bind);
    expect(await undo()).toEqual([expect.objectContaining({ outcome: "updated" })]);
    expect(parentOf(rowId)).toEqual({ table: "contact", id: boss });
  });

  test("and leaves one alone that somebody chose since", async () => {
    const { rowId, undo } = await givenAnAccount("since", {});
    const mine = await mapped.add("accounts", { name: "Chosen since" });
    await mapped.dynamics.as("admin", "PATCH", `contacts(${rowId})`, {
      "parentcustomerid_account@odata.bind": `/accounts(${mine})`,
    });
    const [result] = await undo();
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "CHANGED_SINCE_RUN" } });
    expect(parentOf(rowId)).toEqual({ table: "account", id: mine });
  });
});
