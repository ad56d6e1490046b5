import { IssueStatus, SyncStatus } from "../../../core/generated/schema";
import { IGNORED } from "../../../core/sync/parked";
import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import { failureKeys } from "../../../connector/pipeline/report/save-results";
import { saveFailures } from "../../../connector/state/failures";
import { startEngine, type Engine } from "../support/engine";

describe("records that keep failing are parked, and come back", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => engine.dynamics.wave.faults.clear());
  const wave = () => engine.dynamics.wave.store;
  const refuse = () =>
    engine.dynamics.wave.faults.set({ fail: { next: 1000, status: 422, writesOnly: true } });
  const openIssues = (id: string) =>
    engine.dynamics
      .rows("wave_issue")
      .filter(
        (each) => each.values.wave_externalid === id && each.values.wave_issuestatus === IssueStatus.Open,
      )
      .map((each) => each.values.wave_code);

  /** Wave refuses an edit of the row twice. */
  const parked = async (id: string) => {
    const row = await engine.linked(id);
    await engine.editRow(row.id, { jobtitle: "Refused" });
    refuse();
    await engine.queue({ rowId: row.id });
    await engine.work();
    expect(engine.link(id)!.values).toMatchObject({
      wave_linkstatus: SyncStatus.Failed,
      wave_code: "SYSTEM_REJECTED",
    });
    // One more try after a while, then it is set aside.
    expect(await engine.waiting()).toBe(1);
    await engine.skipPauses();
    await engine.work();
    expect(await engine.waiting()).toBe(0);
    expect(engine.link(id)!.values).toMatchObject({
      wave_linkstatus: SyncStatus.Parked,
      wave_code: "PARKED",
    });
    expect(engine.row(row.id)!.values.wave_syncstatus).toBe(SyncStatus.Parked);
    expect(openIssues(id)).toEqual(["PARKED"]);
    return row;
  };
  const expectBack = (id: string, rowId: string, jobTitle: string) => {
    expect(wave().get(id).jobTitle).toBe(jobTitle);
    expect(engine.link(id)!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    expect(engine.row(rowId)!.values.wave_syncstatus).toBe(SyncStatus.InSync);
    expect(openIssues(id)).toEqual([]);
  };

  it("are told as parked, also where the first try to say so was interrupted", async () => {
    const row = await engine.linked("interrupted");
    await engine.editRow(row.id, { jobtitle: "Refused" });
    refuse();
    await engine.bring([{ rowId: row.id }]);
    expect(openIssues("interrupted")).toEqual(["SYSTEM_REJECTED"]);
    const sync = await engine.sync();
    const client = new Proxy(sync.runtime.client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name === "bulk")
          return async (...args: Parameters<typeof target.bulk>) => {
            if (args[1].logicalName === "wave_issue") throw new DataverseError("No answer.", { status: 0 });
            return target.bulk(...args);
          };
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
    const runtime = Object.create(sync.runtime, { client: { value: client } }) as typeof sync.runtime;
    await expect(engine.bring([{ rowId: row.id }], { runtime })).rejects.toThrow("No answer.");
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result!.issue!.code).toBe("PARKED");
    expect(openIssues("interrupted")).toEqual(["PARKED"]);
  });

  it("left alone while nothing changes", async () => {
    const row = await parked("alone");
    engine.dynamics.wave.faults.clear();
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "PARKED" } });
    expect(wave().get("alone").jobTitle).toBe("Buyer");
    expect(openIssues("alone")).toEqual(["PARKED"]);
  });

  it("tried again when the row changes", async () => {
    const row = await parked("row");
    engine.dynamics.wave.faults.clear();
    await engine.editRow(row.id, { jobtitle: "Accepted" });
    await engine.bring([{ rowId: row.id }]);
    expectBack("row", row.id, "Accepted");
  });

  it("tried again when the contact in Wave changes", async () => {
    const row = await parked("wave");
    engine.dynamics.wave.faults.clear();
    wave().update("wave", { website: "https://acme.example" });
    await engine.bring([{ externalId: "wave" }]);
    expectBack("wave", row.id, "Refused");
  });

  it("tried again when a person pushes it", async () => {
    const row = await parked("push");
    engine.dynamics.wave.faults.clear();
    await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem" });
    expectBack("push", row.id, "Refused");
  });

  it("a person who pushes it in vain is told the cause itself", async () => {
    const row = await parked("vain");
    const [result] = await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem" });
    expect(result).toMatchObject({ outcome: "failed", issue: { code: "SYSTEM_REJECTED" } });
  });

  it("what somebody wants left alone is left alone, whatever changes, until somebody asks for it", async () => {
    const row = await engine.linked("ignored");
    const [key] = failureKeys(await engine.sync(), { externalId: "ignored", rowId: row.id });
    await saveFailures(engine.database, engine.environmentId, new Map([[key!, IGNORED]]));
    await engine.editRow(row.id, { jobtitle: "Chief" });
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "IGNORED" } });
    expect(wave().get("ignored").jobTitle).toBe("Buyer");
    expect(openIssues("ignored")).toEqual([]);
    await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem" });
    expect(wave().get("ignored").jobTitle).toBe("Chief");
    await engine.editRow(row.id, { jobtitle: "Head" });
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("ignored").jobTitle).toBe("Head");
  });
});
