import { randomUUID } from "node:crypto";
import { preview } from "../../../connector/pipeline/sync-records";
import { importCandidates } from "../../../connector/runs/import-candidates";
import { importRecords } from "../../../connector/runs/import-chunk";
import { CannotSyncError } from "../../../connector/pipeline/build/build-sync";
import type { IssueCode } from "../../../core/issues/codes";
import { IssueStatus, SyncStatus } from "../../../core/generated/schema";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { contactsOf } from "../support/with-contacts";

const PARIS = `<fetch version="1.0" mapping="logical" count="50">
  <!-- shown: <entity> is not read from here -->
  <entity name="contact">
    <attribute name="fullname" />
    <order attribute="fullname" descending="false" />
    <filter type="or">
      <condition attribute="address1_city" operator="eq" value="Paris" />
      <condition attribute="address1_city" operator="eq" value="L&amp;#39;Ha&#255;-les-Roses" />
    </filter>
  </entity>
</fetch>`;

describe("a mapping is for the rows of its view", () => {
  let engine: Engine;
  let view: string;
  beforeAll(async () => {
    engine = await startEngine();
    view = await addView(PARIS);
    await setScope(view);
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  /** As a solution brings it. */
  async function addView(fetchxml: string, returnedtypecode = "contact"): Promise<string> {
    return engine.dynamics.platform.dataverse.create("savedquery", {
      name: "Scope",
      returnedtypecode,
      fetchxml,
      querytype: 0,
      statecode: 0,
    });
  }

  async function setScope(wave_scopeviewid: string | null): Promise<void> {
    await engine.dynamics.as("admin", "PATCH", `wave_mappings(${engine.mappingId})`, { wave_scopeviewid });
    (await engine.parts.environments.get(engine.environmentId)).forget();
  }

  const inCity = async (id: string, address1_city: string) => {
    const row = await engine.linked(id);
    await engine.editRow(row.id, { address1_city });
    return row;
  };

  it("a new row outside the view is not sent by itself, without an issue; one inside is", async () => {
    const outside = await engine.addRow({ firstname: "Ada", lastname: "Outside", address1_city: "Lyon" });
    const inside = await engine.addRow({ firstname: "Ada", lastname: "Inside", address1_city: "Paris" });
    const before = wave().size;
    const results = await engine.bring([{ rowId: outside }, { rowId: inside }]);
    const of = (id: string) => results.find((result) => result.rowId === id);
    expect(of(outside)).toMatchObject({ outcome: "skipped", issue: { code: "OUT_OF_SCOPE" } });
    expect(of(inside)).toMatchObject({ outcome: "created" });
    expect(wave().size).toBe(before + 1);
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
    expect(engine.row(outside)!.values.wave_syncstatus ?? null).toBeNull();
  });

  it("a linked row that has left the view keeps its link, says so, and is left alone on both sides", async () => {
    const row = await inCity("left", "Lyon");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    wave().update("left", { firstName: "Inès" });
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "OUT_OF_SCOPE" } });
    expect(wave().get("left").jobTitle).toBe("Buyer");
    expect(engine.row(row.id)!.values.firstname).toBe("Ines");
    expect(engine.link("left")!.values).toMatchObject({
      wave_linkstatus: SyncStatus.Parked,
      wave_code: "OUT_OF_SCOPE",
    });
    expect(engine.row(row.id)!.values.wave_syncstatus).toBe(SyncStatus.Parked);
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
    // Deleted in Wave meanwhile, it is still not ours to change.
    wave().delete("left");
    await engine.bring([{ externalId: "left" }]);
    expect(engine.row(row.id)!.values.statecode).toBe(0);
    expect(engine.link("left")!.values.wave_linkstatus).toBe(SyncStatus.Parked);
  });

  it("back in the view, what changed meanwhile is brought together", async () => {
    const row = await inCity("back", "Lyon");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    await engine.bring([{ rowId: row.id }]);
    await engine.editRow(row.id, { address1_city: "Paris" });
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "updated" });
    expect(wave().get("back").jobTitle).toBe("Chief");
    expect(engine.link("back")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    expect(engine.link("back")!.values.wave_code ?? null).toBeNull();
  });

  it("a record of the system that is the same as a row outside is not joined to it, and makes no double", async () => {
    const rowId = await engine.addRow({
      firstname: "Ada",
      lastname: "Twin",
      emailaddress1: "twin@acme.example",
    });
    const emails = [{ value: "twin@acme.example", primary: true }];
    wave().load([waveContact("twin", { firstName: "Ada", lastName: "Twin", emails })]);
    const before = engine.dynamics.rows("contact").length;
    const [result] = await engine.bring([{ externalId: "twin" }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "OUT_OF_SCOPE" }, rowId });
    expect(engine.dynamics.rows("contact")).toHaveLength(before);
  });

  it("a record of the system without a row still becomes one", async () => {
    const row = await engine.linked("new-one");
    expect(row.values.lastname).toBe("Vasseur new-one");
  });

  it("a person may push and pull it all the same, and a preview says that it takes one", async () => {
    const row = await inCity("asked", "Lyon");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    const [shown] = await preview(await engine.sync({ trigger: "preview", direction: "toSystem" }), [
      { rowId: row.id },
    ]);
    expect(shown).toMatchObject({ outcome: "updated", warnings: [{ code: "OUT_OF_SCOPE" }] });
    const [pushed] = await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem" });
    expect(pushed).toMatchObject({ outcome: "updated", warnings: [] });
    expect(wave().get("asked").jobTitle).toBe("Chief");
    wave().update("asked", { jobTitle: "Head" });
    await engine.bring([{ rowId: row.id }], { trigger: "pull", direction: "toDataverse" });
    expect(engine.row(row.id)!.values.jobtitle).toBe("Head");
  });

  it("a first import leaves a linked row outside alone as well, and changes one inside", async () => {
    await inCity("import-out", "Lyon");
    await inCity("import-in", "Paris");
    const ids = ["import-out", "import-in"];
    for (const id of ids) wave().update(id, { jobTitle: "Countess" });
    const sync = await engine.sync({ trigger: "run", direction: "toDataverse" });
    const records = await contactsOf(sync.connection.adapter).readMany(ids, { correlationId: "-" });
    const { candidates } = await importCandidates(sync, new Date());
    const processed = await importRecords(sync, records, candidates);
    const of = (id: string) => processed.find((result) => result.externalId === id);
    expect(of("import-out")).toMatchObject({ outcome: "skipped", issue: { code: "OUT_OF_SCOPE" } });
    expect(of("import-in")).toMatchObject({ outcome: "updated" });
    expect(engine.rowOf("import-out")!.values.jobtitle).toBe("Buyer");
    expect(engine.rowOf("import-in")!.values.jobtitle).toBe("Countess");
  });

  it("many rows are asked for in one request, and a mapping without a view asks for nothing", async () => {
    const rows = await Promise.all(["many-1", "many-2", "many-3"].map((id) => inCity(id, "Lyon")));
    const cost = async () => {
      const sync = await engine.sync();
      const before = sync.counter.sent;
      await engine.bring(
        rows.map(({ id }) => ({ rowId: id })),
        sync,
      );
      return sync.counter.sent - before;
    };
    // What has left the view says so once.
    await cost();
    const scoped = await cost();
    await setScope(null);
    await engine.bring(rows.map(({ id }) => ({ rowId: id })));
    expect(await cost()).toBe(scoped - 1);
    await setScope(view);
  });

  it.each<[what: string, id: string | (() => Promise<string>), words: string, code?: IssueCode]>([
    ["that is gone", randomUUID(), "doesn't exist", "VIEW_NOT_FOUND"],
    [
      "of another table",
      () => addView('<fetch><entity name="account"/></fetch>', "account"),
      "another table",
    ],
    [
      "that counts",
      () => addView('<fetch aggregate="true"><entity name="contact"/></fetch>'),
      "aggregates rows",
    ],
    [
      "that shows the first few",
      () => addView('<fetch top="5"><entity name="contact"/></fetch>'),
      "limits how many",
    ],
    [
      "that means whoever asks",
      () =>
        addView(
          '<fetch><entity name="contact"><filter><condition attribute="ownerid" operator="eq-userid"/></filter></entity></fetch>',
        ),
      "depends on who opens it",
    ],
    [
      "whose column is gone",
      () =>
        addView(
          '<fetch><entity name="contact"><filter><condition attribute="new_gone" operator="eq" value="1"/></filter></entity></fetch>',
        ),
      "cannot be evaluated",
    ],
  ])(
    "a view %s makes the mapping unusable, never all rows, and admins are told",
    async (_what, id, words, code = "MAPPING_INVALID") => {
      const row = await engine.linked(`broken-${words}`.replaceAll(" ", "-"));
      await engine.editRow(row.id, { jobtitle: "Chief" });
      await setScope(typeof id === "string" ? id : await id());
      const error = await engine.bring([{ rowId: row.id }]).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(CannotSyncError);
      expect((error as CannotSyncError).issue).toMatchObject({
        code,
        params: { details: expect.stringContaining(words) },
      });
      const told = code === "VIEW_NOT_FOUND" ? "no longer exists" : words;
      expect(engine.issues(code).some(({ values }) => String(values.wave_message).includes(told))).toBe(true);
      await setScope(view);
      await engine.bring([{ rowId: row.id }]);
      expect(
        engine.issues(code).filter(({ values }) => values.wave_issuestatus === IssueStatus.Open),
      ).toHaveLength(0);
    },
  );
});
