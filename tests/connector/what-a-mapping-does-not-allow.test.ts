import { randomUUID } from "node:crypto";
import { Direction, IssueStatus, MappingStatus, SyncStatus } from "../../core/generated/schema";
import type { ColumnInput } from "../../local/dataverse/metadata/types";
import { connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { changeMapping } from "./support/policies";
import { linkOf, rowOf } from "./support/runs";
import { loseEvents } from "../support/lose-events";

/** A column that can be set on rows that are there already only. */
const LATER: ColumnInput = {
  logicalName: "new_later",
  type: "String",
  maxLength: 100,
  validForCreate: false,
};

interface FieldMap {
  readonly lines: readonly object[];
  readonly externalIdColumn?: { readonly column: string; readonly prefix?: string };
}

describe("what a mapping does not allow", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let fieldMap: FieldMap;
  const openIssues = (code: string) =>
    dynamics
      .rows("wave_issue")
      .map(({ values }) => values)
      .filter((values) => values.wave_code === code && values.wave_issuestatus === IssueStatus.Open);
  const edit = async (id: string, values: object) =>
    expect((await dynamics.as("seller", "PATCH", `contacts(${id})`, values)).status).toBe(204);
  /** A mapping is read anew when the environment is connected again. */
  const change = async (values: object) => {
    await changeMapping(dynamics, values);
    await connectTo(connector, dynamics);
    await loseEvents(dynamics);
  };
  const changeMap = (changes: Partial<FieldMap>) =>
    change({ wave_fieldmap: JSON.stringify({ ...fieldMap, ...changes }) });

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(["paused", "oneway"].map((id) => waveContact(id)));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await loseEvents(dynamics);
    await importAll(connector);
    fieldMap = JSON.parse(dynamics.rows("wave_mapping")[0]!.values.wave_fieldmap as string) as FieldMap;
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("a pull has nothing to bring to a row that Wave does not know: the seller reads what to do instead", async () => {
    const id = randomUUID();
    await dynamics.as("seller", "POST", "contacts", { contactid: id, firstname: "Only", lastname: "Here" });
    const done = await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(done.result.counts).toMatchObject({ skipped: 1 });
    expect(done.result.records[0]!.problem).toEqual({
      code: "NOT_LINKED",
      message: expect.stringMatching(/Wave/),
      nextStep: expect.stringMatching(/Sync to Wave/),
    });
    // Which is true.
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.all().some((contact) => contact.lastName === "Here")).toBe(true);
  });

  it("a paused mapping does nothing; what was typed meanwhile is synced once it goes on", async () => {
    const { id } = rowOf(dynamics, "paused")!;
    await change({ wave_mappingstatus: MappingStatus.Paused });
    await edit(id, { jobtitle: "Head of Purchasing" });
    const requests = dynamics.wave.trace.total;
    const done = await operate(dynamics, "wave_Push", { ids: [id], more: { Language: 1031 } });
    expect(done).toMatchObject({
      status: "failed",
      code: "MAPPING_PAUSED",
      message: expect.stringMatching(/angehalten|pausiert/i),
      nextStep: expect.stringMatching(/\w+/),
    });
    expect(dynamics.wave.trace.total).toBe(requests);
    expect(openIssues("MAPPING_PAUSED")).toEqual([]);
    await change({ wave_mappingstatus: MappingStatus.Active });
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.get("paused").jobTitle).toBe("Head of Purchasing");
  });

  it("a mapping that only imports pushes nothing, and what the seller typed stays on her side", async () => {
    const { id } = rowOf(dynamics, "oneway")!;
    await change({ wave_direction: Direction.ToDataverse });
    await edit(id, { jobtitle: "Head of Purchasing" });
    const done = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(done.result.records[0]).toMatchObject({
      outcome: "skipped",
      problem: {
        code: "DIRECTION_NOT_ALLOWED",
        message: expect.stringMatching(/\w+/),
        nextStep: expect.stringMatching(/\w+/),
      },
    });
    // Nothing is wrong with the record: others are told nothing.
    expect(openIssues("DIRECTION_NOT_ALLOWED")).toEqual([]);
    expect(dynamics.wave.store.get("oneway").jobTitle).toBe("Buyer");
    expect(dynamics.platform.dataverse.get("contact", id)!.values.jobtitle).toBe("Head of Purchasing");
    await change({ wave_direction: Direction.Both });
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.get("oneway").jobTitle).toBe("Head of Purchasing");
  });

  it("a column that new rows cannot have is left out of them, told, and written by the next sync", async () => {
    dynamics.platform.dataverse.kernel.model.addColumn("contact", LATER);
    const line = { id: "later", kind: "field", systemField: "website", column: "new_later" };
    const others = fieldMap.lines.filter((each) => (each as { id: string }).id !== "website");
    await changeMap({ lines: [...others, { ...line, direction: "toDataverse" }] });
    dynamics.wave.store.load([waveContact("later", { website: "https://later.example" })]);
    await importAll(connector);
    const row = () => rowOf(dynamics, "later")!;
    expect(row().values).toMatchObject({ jobtitle: "Buyer" });
    expect(row().values.new_later ?? null).toBeNull();
    expect(openIssues("COLUMN_READ_ONLY")).toEqual([
      expect.objectContaining({
        wave_externalid: "later",
        wave_message: expect.stringMatching(/new_later.* skipped/),
        wave_nextstep: expect.stringMatching(/another column/),
        wave_contact: expect.objectContaining({ id: row().id }),
      }),
    ]);
    expect(linkOf(dynamics, "later")!.values).toMatchObject({ wave_code: "COLUMN_READ_ONLY" });
    await operate(dynamics, "wave_Pull", { ids: [row().id] });
    expect(row().values.new_later).toBe("https://later.example");
    expect(openIssues("COLUMN_READ_ONLY")).toEqual([]);
  });

  it("a column for the external ID that is gone is told the admin once, and the records are synced all the same", async () => {
    await changeMap({ externalIdColumn: { column: "new_gone", prefix: "wavecnct_" } });
    dynamics.wave.store.load([waveContact("gone", { jobTitle: "Astronaut" })]);
    const run = await importAll(connector);
    expect(run.counts).toMatchObject({ created: 1, failed: 0 });
    const link = linkOf(dynamics, "gone")!;
    const row = dynamics.platform.dataverse.get("contact", String(link.values.wave_recordid))!;
    expect(row.values).toMatchObject({ jobtitle: "Astronaut", wave_syncstatus: SyncStatus.InSync });
    expect(openIssues("COLUMN_MISSING")).toEqual([
      expect.objectContaining({
        wave_message: expect.stringMatching(/new_gone no longer exists/),
        wave_nextstep: expect.stringMatching(/another column/),
        wave_mapping: expect.objectContaining({ id: dynamics.rows("wave_mapping")[0]!.id }),
      }),
    ]);
    await changeMap({});
    await operate(dynamics, "wave_Pull", { ids: [row.id] });
    expect(rowOf(dynamics, "gone")!.id).toBe(row.id);
    expect(openIssues("COLUMN_MISSING")).toEqual([]);
  });
});
