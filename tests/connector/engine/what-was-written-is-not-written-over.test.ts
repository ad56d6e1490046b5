import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import type { Sync } from "../../../connector/pipeline/sync";
import { importCandidates } from "../../../connector/runs/import-candidates";
import { importRecords } from "../../../connector/runs/import-chunk";
import { linksByExternalId } from "../../../connector/state/links";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { contactsOf } from "../support/with-contacts";

type Bulk = Sync["runtime"]["client"]["bulk"];

describe("what is typed right after our own write", () => {
  let engine: Engine;
  beforeAll(async () => void (engine = await startEngine()));
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  /** A sync whose bulk messages go as `how` says. */
  async function withBulk(how: (bulk: Bulk) => Bulk): Promise<Sync> {
    const sync = await engine.sync();
    const client = new Proxy(sync.runtime.client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return name === "bulk" ? how(target.bulk.bind(target)) : (member.bind(target) as unknown);
      },
    });
    const runtime = Object.create(sync.runtime, { client: { value: client } }) as typeof sync.runtime;
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "dataverse" as const }));
    return { ...sync, runtime, mapping: { ...sync.mapping, lines } };
  }

  /** A sync that asks wherever both sides changed. */
  async function askingSync(): Promise<Sync> {
    const sync = await engine.sync();
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "ask" as const }));
    return { ...sync, mapping: { ...sync.mapping, lines } };
  }

  const baseOf = async (id: string) => {
    const sync = await engine.sync();
    const scope = {
      environmentId: engine.environmentId,
      connectionId: sync.connection.id,
      systemObject: "contact",
    };
    return (await linksByExternalId(engine.database, scope, [id]))[0]?.base ?? null;
  };

  it("survives a creation that is done twice because its answer was lost", async () => {
    wave().load([
      waveContact("twice-1", { jobTitle: "Buyer" }),
      waveContact("twice-2", { jobTitle: "Clerk" }),
    ]);
    let first = true;
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      await bulk(message, table, rows, call);
      if (table.logicalName !== "contact" || !first) return;
      first = false;
      // The gateway's 502: it was done, somebody types, and the request is made again.
      await engine.editRow(engine.rowOf("twice-1")!.id, { jobtitle: "Hers" });
      await bulk(message, table, rows, call);
    });
    const names = ["twice-1", "twice-2"].map((externalId) => ({ externalId }));
    const results = await engine.bring(names, sync);
    expect(results.map(({ outcome }) => outcome)).not.toContain("failed");
    expect(engine.rowOf("twice-1")!.values.jobtitle).toBe("Hers");
    expect(wave().get("twice-1").jobTitle).toBe("Hers");
    expect(engine.rowOf("twice-2")!.values.jobtitle).toBe("Clerk");
    expect(engine.link("twice-2")).toBeDefined();
  });

  it("is left alone where it stands in a row that is not ours, though it has the very id", async () => {
    wave().load([waveContact("stranger-1", { lastName: "Wave", jobTitle: "Buyer" })]);
    let rowId = "";
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "contact" && message === "CreateMultiple" && rowId === "") {
        rowId = String(rows[0]!.contactid);
        // Somebody else has made a row under this id, and it names no record of ours.
        const values = { contactid: rowId, lastname: "Stranger", jobtitle: "Hers" };
        expect((await engine.dynamics.as("seller", "POST", "contacts", values)).status).toBe(204);
      }
      await bulk(message, table, rows, call);
    });
    const [result] = await engine.bring([{ externalId: "stranger-1" }], sync);
    expect(result).toMatchObject({ outcome: "failed", issue: { code: "DUPLICATE_ROW" } });
    expect(engine.row(rowId)!.values).toMatchObject({ lastname: "Stranger", jobtitle: "Hers" });
    expect(engine.link("stranger-1")).toBeUndefined();
    expect(wave().get("stranger-1")).toMatchObject({ lastName: "Wave", jobTitle: "Buyer" });
  });

  it("does not hold up those that are created in the same request", async () => {
    wave().load([
      waveContact("beside-1", { jobTitle: "Buyer" }),
      waveContact("beside-2", { jobTitle: "Clerk" }),
    ]);
    let first = true;
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      // Another connector has created one of them.
      if (table.logicalName === "contact" && first) {
        first = false;
        await bulk(message, table, rows.slice(0, 1), call);
      }
      await bulk(message, table, rows, call);
    });
    const names = ["beside-1", "beside-2"].map((externalId) => ({ externalId }));
    const results = await engine.bring(names, sync);
    expect(results.map(({ outcome }) => outcome)).not.toContain("failed");
    expect(engine.rowOf("beside-1")!.values.jobtitle).toBe("Buyer");
    expect(engine.rowOf("beside-2")!.values.jobtitle).toBe("Clerk");
  });

  it("is an edit, not a first difference, when only the link was refused", async () => {
    wave().load([waveContact("refused-1", { jobTitle: "Buyer" })]);
    const refused = new DataverseError("too long", { status: 400, code: "0x80044331" });
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "wave_link") throw refused;
      await bulk(message, table, rows, call);
    });
    const [result] = await engine.bring([{ externalId: "refused-1" }], sync);
    expect(result!.outcome).toBe("failed");
    expect((await baseOf("refused-1"))!.dataverse.jobTitle).toBe("Buyer");
  });

  it("is an edit, not a conflict, when Dataverse went away before the link was told", async () => {
    await engine.linked("away-1", { jobTitle: "Buyer" });
    wave().update("away-1", { jobTitle: "Head" });
    const away = new DataverseError("Unavailable.", { status: 503 });
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "wave_link") throw away;
      await bulk(message, table, rows, call);
    });
    await expect(engine.bring([{ externalId: "away-1" }], sync)).rejects.toBe(away);
    expect(engine.rowOf("away-1")!.values.jobtitle).toBe("Head");
    await engine.editRow(engine.rowOf("away-1")!.id, { jobtitle: "Hers" });
    const [result] = await engine.bring([{ externalId: "away-1" }], await askingSync());
    expect(result!.outcome).toBe("updated");
    expect(wave().get("away-1").jobTitle).toBe("Hers");
  });

  it("is newer, also in the system, than what we wrote without coming to saying so", async () => {
    await engine.linked("away-2", { jobTitle: "Buyer", website: "https://one.example" });
    await engine.editRow(engine.rowOf("away-2")!.id, { jobtitle: "Head" });
    wave().update("away-2", { website: "https://two.example" });
    const away = new DataverseError("Unavailable.", { status: 503 });
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "wave_link") throw away;
      await bulk(message, table, rows, call);
    });
    await expect(engine.bring([{ externalId: "away-2" }], sync)).rejects.toBe(away);
    wave().update("away-2", { jobTitle: "Theirs", website: "https://three.example" });
    await engine.editRow(engine.rowOf("away-2")!.id, { description: "Something else" });
    await engine.bring([{ externalId: "away-2" }], await withBulk((bulk) => bulk));
    expect(wave().get("away-2")).toMatchObject({
      website: "https://three.example",
      note: "Something else",
    });
    expect(engine.rowOf("away-2")!.values.websiteurl).toBe("https://three.example");
  });

  it("is an edit, not a conflict, also after a creation in the system that could not be told", async () => {
    const rowId = await engine.addRow({ lastname: "Untold", jobtitle: "Buyer" });
    const away = new DataverseError("Unavailable.", { status: 503 });
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "wave_link") throw away;
      await bulk(message, table, rows, call);
    });
    await expect(engine.bring([{ rowId }], sync)).rejects.toBe(away);
    await engine.editRow(rowId, { jobtitle: "Hers" });
    await engine.bring([{ rowId }], await askingSync());
    expect(
      wave()
        .all()
        .filter(({ lastName }) => lastName === "Untold"),
    ).toMatchObject([{ jobTitle: "Hers" }]);
  });

  it("is not taken back by an import that had read the contact before", async () => {
    await engine.linked("stale-1", { jobTitle: "Buyer" });
    const sync = await engine.sync({ trigger: "run", direction: "toDataverse" });
    const old = await contactsOf(sync.connection.adapter).readMany(["stale-1"], { correlationId: "-" });
    wave().update("stale-1", { jobTitle: "Head" });
    await engine.bring([{ externalId: "stale-1" }]);
    const { candidates } = await importCandidates(sync, new Date());
    await importRecords(sync, old, candidates);
    expect(engine.rowOf("stale-1")!.values.jobtitle).toBe("Head");
  });

  describe("by an import that had read the contact before, where the link could not be told", () => {
    const away = new DataverseError("Unavailable.", { status: 503 });
    const untold = () =>
      withBulk((bulk) => async (message, table, rows, call) => {
        if (table.logicalName === "wave_link") throw away;
        await bulk(message, table, rows, call);
      });
    /** Lists a contact for an import; she is given another title, which an event brings without being able to say so. */
    async function importedAfterAnEvent(externalId: string): Promise<void> {
      const sync = await engine.sync({ trigger: "run", direction: "toDataverse" });
      const old = await contactsOf(sync.connection.adapter).readMany([externalId], { correlationId: "-" });
      const { candidates } = await importCandidates(sync, new Date());
      wave().update(externalId, { jobTitle: "Head" });
      await expect(engine.bring([{ externalId }], await untold())).rejects.toBe(away);
      expect(engine.rowOf(externalId)!.values.jobtitle).toBe("Head");
      await importRecords(sync, old, candidates);
    }

    it("is not taken back in a row that we have created", async () => {
      wave().load([waveContact("early-1", { jobTitle: "Buyer" })]);
      await importedAfterAnEvent("early-1");
      expect(engine.rowOf("early-1")!.values.jobtitle).toBe("Head");
      expect((await baseOf("early-1"))!.system.jobTitle).toBe("Head");
    });

    it("is not taken back in a row that was there", async () => {
      wave().load([waveContact("early-2", { jobTitle: "Buyer" })]);
      await engine.addRow({ firstname: "Ines", lastname: "Vasseur early-2" });
      await importedAfterAnEvent("early-2");
      expect(engine.rowOf("early-2")!.values.jobtitle).toBe("Head");
      expect((await baseOf("early-2"))!.system.jobTitle).toBe("Head");
    });

    it("is not taken back in a row that was linked", async () => {
      await engine.linked("early-3", { jobTitle: "Buyer" });
      await importedAfterAnEvent("early-3");
      expect(engine.rowOf("early-3")!.values.jobtitle).toBe("Head");
      expect((await baseOf("early-3"))!.system.jobTitle).toBe("Head");
    });
  });

  it("is newer than a row we created ourselves without coming to saying so", async () => {
    wave().load([waveContact("died-1", { jobTitle: "Buyer" })]);
    const died = new DataverseError("Unavailable.", { status: 503 });
    const sync = await withBulk((bulk) => async (message, table, rows, call) => {
      if (table.logicalName === "wave_link") throw died;
      await bulk(message, table, rows, call);
    });
    await expect(engine.bring([{ externalId: "died-1" }], sync)).rejects.toBe(died);
    expect(await baseOf("died-1")).toBeNull();
    wave().update("died-1", { jobTitle: "Head" });
    await engine.bring([{ externalId: "died-1" }], await withBulk((bulk) => bulk));
    expect(engine.rowOf("died-1")!.values.jobtitle).toBe("Head");
    expect(wave().get("died-1").jobTitle).toBe("Head");
  });

  it("is asked about, and never taken back, after two interruptions and an open question between them", async () => {
    const { id: rowId } = await engine.linked("doubt-1", { jobTitle: "Buyer" });
    await engine.editRow(rowId, { jobtitle: "Head" });
    const away = new DataverseError("Unavailable.", { status: 503 });
    const interrupted = (table: string) =>
      withBulk((bulk) => async (message, of, rows, call) => {
        if (of.logicalName === table) throw away;
        await bulk(message, of, rows, call);
      });
    // Wave has the row's value, and nobody here knows; there it is replaced knowingly.
    const rowSync = { rowId };
    await expect(engine.bring([rowSync], await interrupted("wave_link"))).rejects.toBe(away);
    expect(wave().get("doubt-1").jobTitle).toBe("Head");
    wave().update("doubt-1", { jobTitle: "Theirs" });
    const policyOfDynamics = await withBulk((bulk) => bulk);
    // The next look finds that nobody knows, has something else to write, and does not come to its end either.
    await engine.editRow(rowId, { description: "First" });
    await expect(engine.bring([rowSync], await interrupted("wave_link"))).rejects.toBe(away);
    expect(wave().get("doubt-1").note).toBe("First");
    for (const name of [rowSync, { externalId: "doubt-1" }, rowSync]) {
      const [result] = await engine.bring([name], policyOfDynamics);
      expect(result!.outcome).toBe("conflict");
    }
    expect(wave().get("doubt-1").jobTitle).toBe("Theirs");
    expect((await baseOf("doubt-1"))!.open).toEqual(["jobTitle"]);
    // An edit of something else does not answer it, nor does one of the very field.
    await engine.editRow(rowId, { description: "Something else", jobtitle: "Chief" });
    await engine.bring([rowSync], policyOfDynamics);
    expect(wave().get("doubt-1")).toMatchObject({ jobTitle: "Theirs", note: "Something else" });
    const decisions = new Map([[rowId, { jobTitle: "system" as const }]]);
    const decided = { ...policyOfDynamics, trigger: "resolve", decisions } as typeof policyOfDynamics;
    await engine.bring([rowSync], decided);
    expect(engine.rowOf("doubt-1")!.values.jobtitle).toBe("Theirs");
    expect((await baseOf("doubt-1"))!.open).toBeUndefined();
    await engine.editRow(rowId, { jobtitle: "Hers" });
    await engine.bring([rowSync], policyOfDynamics);
    expect(wave().get("doubt-1").jobTitle).toBe("Hers");
  });
});
