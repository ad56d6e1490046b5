import { SyncStatus } from "../../../core/generated/schema";
import type { DeletePolicy } from "../../../core/mapping/types";
import { startEngine, waveContact, type Engine } from "../support/engine";

const POLICIES = ["deactivate", "delete", "keep"] as const;

describe("deletes follow the policy", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const has = (id: string) =>
    wave()
      .all()
      .some((contact) => contact.id === id);
  const stateOf = (rowId: string) => {
    const row = engine.row(rowId);
    return row === undefined ? "deleted" : row.values.statecode === 0 ? "active" : "inactive";
  };

  describe.each<[DeletePolicy, string]>([
    ["deactivate", "inactive"],
    ["delete", "deleted"],
    ["keep", "active"],
  ])("%s: a contact deleted in Wave", (policy, becomes) => {
    it(`leaves its linked row ${becomes}, and the link is over`, async () => {
      const id = `from-wave-${policy}`;
      const row = await engine.linked(id);
      wave().delete(id);
      await engine.bring([{ externalId: id }], { policies: { onSystemDelete: policy } });
      expect(stateOf(row.id)).toBe(becomes);
      expect(engine.link(id)!.values).toMatchObject({
        wave_linkstatus: SyncStatus.Unlinked,
        wave_code: "UNLINKED",
      });
      if (becomes !== "deleted") expect(engine.row(row.id)!.values.wave_syncstatus).toBe(SyncStatus.Unlinked);
      // Queued again, nothing comes back and nothing changes.
      const [again] = await engine.bring([{ externalId: id }], { policies: { onSystemDelete: policy } });
      expect(again!.outcome === "skipped" || again!.outcome === "unchanged").toBe(true);
      expect(stateOf(row.id)).toBe(becomes);
      expect(has(id)).toBe(false);
    });

    it("leaves rows that were never linked alone", async () => {
      const lone = await engine.addRow({ firstname: "Lone", lastname: `Row ${policy}` });
      const [result] = await engine.bring([{ externalId: `never-${policy}` }], {
        policies: { onSystemDelete: policy },
      });
      expect(result).toMatchObject({ outcome: "unchanged" });
      expect(stateOf(lone)).toBe("active");
    });
  });

  describe.each<[DeletePolicy, boolean]>([
    // Wave knows no inactive contacts: the contact stays, only the link ends.
    ["deactivate", true],
    ["delete", false],
    ["keep", true],
  ])("%s: a row deleted in Dynamics", (policy, stays) => {
    it(`${stays ? "leaves" : "deletes"} its linked contact in Wave, and the link is over`, async () => {
      const id = `from-dynamics-${policy}`;
      const row = await engine.linked(id);
      await engine.dynamics.as("admin", "DELETE", `contacts(${row.id})`);
      await engine.bring([{ rowId: row.id }], { policies: { onDataverseDelete: policy } });
      expect(has(id)).toBe(stays);
      expect(engine.link(id)!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
      // What the policy asked for and Wave cannot do is said, and troubles nobody.
      expect(engine.link(id)!.values.wave_code).toBe(
        policy === "deactivate" ? "DEACTIVATION_NOT_POSSIBLE" : "UNLINKED",
      );
      expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
      await engine.bring([{ externalId: id }], { policies: { onDataverseDelete: policy } });
      expect(engine.rowOf(id)).toBeUndefined();
    });

    it("leaves contacts that were never linked alone", async () => {
      const id = `lone-${policy}`;
      wave().load([waveContact(id)]);
      const row = await engine.addRow({ firstname: "Gone", lastname: `Row ${policy}` });
      await engine.dynamics.as("admin", "DELETE", `contacts(${row})`);
      const [result] = await engine.bring([{ rowId: row }], { policies: { onDataverseDelete: policy } });
      expect(result).toMatchObject({ outcome: "unchanged" });
      expect(has(id)).toBe(true);
    });
  });

  it.each(POLICIES)("%s: deleted on both sides, only the link ends", async (policy) => {
    const id = `both-${policy}`;
    const row = await engine.linked(id);
    wave().delete(id);
    await engine.dynamics.as("admin", "DELETE", `contacts(${row.id})`);
    const policies = { onSystemDelete: policy, onDataverseDelete: policy };
    const [result] = await engine.bring([{ rowId: row.id }], { policies });
    expect(result).toMatchObject({ outcome: "unchanged", end: "deletedInSystem" });
    expect(engine.link(id)!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
  });

  it("a row that is deleted between our reading and our writing is deleted, and has not failed", async () => {
    const row = await engine.linked("meanwhile");
    wave().update("meanwhile", { jobTitle: "Chief" });
    const sync = await engine.sync();
    const client = new Proxy(sync.runtime.client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name === "writes")
          return async (...args: Parameters<typeof target.writes>) => {
            await engine.dynamics.as("admin", "DELETE", `contacts(${row.id})`);
            return target.writes(...args);
          };
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
    const runtime = Object.create(sync.runtime, { client: { value: client } }) as typeof sync.runtime;
    const [result] = await engine.bring([{ externalId: "meanwhile" }], {
      runtime,
      policies: { onDataverseDelete: "keep" },
    });
    expect(result).toMatchObject({ outcome: "unchanged", end: "deletedInDataverse" });
    expect(engine.link("meanwhile")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    expect(
      engine.issues("RECORD_NOT_FOUND").some((issue) => issue.values.wave_externalid === "meanwhile"),
    ).toBe(false);
  });

  describe("a survivor that was edited since", () => {
    const policies = { onSystemDelete: "delete", onDataverseDelete: "delete" } as const;
    const edited = async (id: string) => {
      const row = await engine.linked(id);
      await engine.editRow(row.id, { jobtitle: "Chief" });
      wave().delete(id);
      const [result] = await engine.bring([{ externalId: id }], { policies });
      expect(result).toMatchObject({ outcome: "conflict", issue: { code: "DELETE_CONFLICT" } });
      expect(stateOf(row.id)).toBe("active");
      expect(engine.issues("DELETE_CONFLICT").some((issue) => issue.values.wave_externalid === id)).toBe(
        true,
      );
      return row;
    };

    it("says so on its link, whose row is gone", async () => {
      const row = await engine.linked("gone-row");
      wave().update("gone-row", { jobTitle: "Chief" });
      await engine.dynamics.as("admin", "DELETE", `contacts(${row.id})`);
      const [result] = await engine.bring([{ rowId: row.id }], { policies });
      expect(result).toMatchObject({ outcome: "conflict", issue: { code: "DELETE_CONFLICT" } });
      expect(has("gone-row")).toBe(true);
      expect(engine.link("gone-row")!.values).toMatchObject({
        wave_linkstatus: SyncStatus.Conflict,
        wave_code: "DELETE_CONFLICT",
      });
    });

    it("is deleted when a person says so", async () => {
      const row = await edited("answer-delete");
      await engine.bring([{ rowId: row.id }], {
        trigger: "resolve",
        policies,
        answers: new Map([[row.id, { kind: "delete" }]]),
      });
      expect(stateOf(row.id)).toBe("deleted");
    });

    it("is kept when a person says so, and the issue is over", async () => {
      const row = await edited("answer-keep");
      await engine.bring([{ rowId: row.id }], {
        trigger: "resolve",
        policies,
        answers: new Map([["answer-keep", { kind: "keep" }]]),
      });
      expect(stateOf(row.id)).toBe("active");
      const [issue] = engine
        .issues("DELETE_CONFLICT")
        .filter((each) => each.values.wave_externalid === "answer-keep");
      expect(issue!.values.wave_issuestatus).toBe(628140001);
      expect(engine.link("answer-keep")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    });
  });
});
