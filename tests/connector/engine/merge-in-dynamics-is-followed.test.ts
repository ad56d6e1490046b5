import { SyncStatus } from "../../../core/generated/schema";
import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import { startEngine, waveContact, type Engine } from "../support/engine";

describe("a merge in Dynamics is followed", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const merge = async (master: string, loser: string, content: object = {}) => {
    const reference = (id: string) => ({ "@odata.type": "Microsoft.Dynamics.CRM.contact", contactid: id });
    const { status, body } = await engine.dynamics.as("admin", "POST", "Merge", {
      Target: reference(master),
      Subordinate: reference(loser),
      UpdateContent: { "@odata.type": "Microsoft.Dynamics.CRM.contact", ...content },
      PerformParentingChecks: false,
    });
    if (status !== 204) throw new Error(`Merge answered ${status}: ${JSON.stringify(body)}`);
  };

  it.each(["loser", "master"] as const)(
    "the link moves to the master when the %s is queued",
    async (queued) => {
      const id = `moves-${queued}`;
      const loser = await engine.linked(id);
      const master = await engine.addRow({ firstname: "Ines", lastname: "Vasseur-Roy", jobtitle: "Chief" });
      await merge(master, loser.id);
      await engine.bring([{ rowId: queued === "loser" ? loser.id : master }]);
      expect(engine.link(id)!.values).toMatchObject({
        wave_recordid: master,
        wave_linkstatus: SyncStatus.InSync,
      });
      expect(engine.row(master)!.values.externaluseridentifier).toBe(`wavecnct_${id}`);
      const left = engine.row(loser.id)!.values;
      expect(left.externaluseridentifier ?? null).toBeNull();
      expect(left.wave_syncstatus).toBe(SyncStatus.Unlinked);
      // What the master holds differently is a change since both last agreed: it goes to Wave.
      expect(wave().get(id)).toMatchObject({ jobTitle: "Chief", lastName: "Vasseur-Roy" });
      expect(
        wave()
          .all()
          .filter((contact) => contact.lastName === "Vasseur-Roy" && contact.id === id),
      ).toHaveLength(1);
      wave().update(id, { jobTitle: "Head" });
      await engine.bring([{ externalId: id }]);
      expect(engine.row(master)!.values.jobtitle).toBe("Head");
    },
  );

  describe("where the contact of the row that was merged is deleted in Wave as well", () => {
    const mergedAndDeleted = async (id: string, master: string) => {
      const loser = await engine.linked(id, { lastName: `Loser ${id}` });
      await merge(master, loser.id);
      wave().delete(id);
      await engine.bring([{ rowId: master }], { policies: { onSystemDelete: "deactivate" } });
      expect(engine.link(id)!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    };

    it("a master that is another contact's stays, and is joined to that one", async () => {
      const email = "spared@example.com";
      const lastname = "Vasseur spared";
      const master = await engine.addRow({ firstname: "Ines", lastname, emailaddress1: email });
      wave().load([waveContact("spared", { emails: [{ value: email, primary: true }] })]);
      await mergedAndDeleted("gone-with-row", master);
      expect(engine.row(master)!.values.statecode).toBe(0);
      // The other one is looked at without anybody asking for it.
      await engine.work();
      expect(engine.link("spared")!.values).toMatchObject({
        wave_recordid: master,
        wave_linkstatus: SyncStatus.InSync,
      });
      const rows = engine.dynamics.rows("contact").filter(({ values }) => values.lastname === lastname);
      expect(rows.map(({ id }) => id)).toEqual([master]);
    });

    it("a master that is nobody else's goes, as the policy says", async () => {
      const master = await engine.addRow({ firstname: "Ines", lastname: "Vasseur lone" });
      await mergedAndDeleted("gone-alone", master);
      expect(engine.row(master)!.values.statecode).toBe(1);
    });
  });

  it("a record that fits the master does not get it where the link comes along, in one look at both", async () => {
    const loser = await engine.linked("comes-along", { lastName: "Along" });
    const email = "fits.the.master@example.com";
    const master = await engine.addRow({ firstname: "Ines", lastname: "Fits", emailaddress1: email });
    await merge(master, loser.id);
    wave().load([
      waveContact("fits-master", {
        firstName: "Ines",
        lastName: "Fits",
        emails: [{ value: email, primary: true }],
      }),
    ]);
    await engine.queue({ externalId: "fits-master" }, { rowId: loser.id }, { rowId: master });
    await engine.work();
    expect(engine.link("comes-along")!.values.wave_recordid).toBe(master);
    expect(engine.link("fits-master")?.values.wave_recordid).not.toBe(master);
    expect(await engine.waiting()).toBe(0);
  });

  it("the link is at the master from then on, also where the master itself cannot be written", async () => {
    const loser = await engine.linked("refused");
    const master = await engine.addRow({ firstname: "Ines", lastname: "Vasseur-Roy", websiteurl: null });
    await merge(master, loser.id);
    const sync = await engine.sync();
    const refuses = new Proxy(sync.runtime.client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name === "writes")
          return async (writes: readonly unknown[]) =>
            writes.map(() => ({ error: new DataverseError("No, says a plug-in.", { status: 400 }) }));
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
    const runtime = Object.create(sync.runtime, { client: { value: refuses } }) as typeof sync.runtime;
    const [result] = await engine.bring([{ rowId: master }], { runtime });
    expect(result!.outcome).toBe("failed");
    expect(engine.link("refused")!.values.wave_recordid).toBe(master);
    // The same failure on the same values parks it; from then on nothing is left to be told.
    for (let tries = 0; engine.link("refused")!.values.wave_linkstatus !== SyncStatus.Parked; tries++) {
      expect(tries).toBeLessThan(3);
      await engine.bring([{ rowId: master }], { runtime });
    }
    const parked = engine.link("refused")!.version;
    await engine.bring([{ rowId: master }], { runtime });
    expect(engine.link("refused")!.version).toBe(parked);
    await engine.bring([{ rowId: master }], { trigger: "push" });
    expect(engine.link("refused")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    expect(engine.row(master)!.values.externaluseridentifier).toBe("wavecnct_refused");
  });

  it("a loser that was never linked changes nothing", async () => {
    const master = await engine.linked("keeps");
    const loser = await engine.addRow({ firstname: "No", lastname: "Link" });
    await merge(master.id, loser);
    const before = wave().size;
    await engine.bring([{ rowId: loser }, { rowId: master.id }]);
    expect(wave().size).toBe(before);
    expect(engine.link("keeps")!.values.wave_recordid).toBe(master.id);
  });

  it.each(["loser", "master"] as const)(
    "both had a contact in Wave: the loser's link ends with an issue when the %s is queued",
    async (queued) => {
      const [kept, lost] = [`kept-${queued}`, `lost-${queued}`];
      const master = await engine.linked(kept);
      const loser = await engine.linked(lost);
      await merge(master.id, loser.id);
      await engine.bring([{ rowId: queued === "loser" ? loser.id : master.id }]);
      expect(engine.link(lost)!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
      expect(engine.link(kept)!.values).toMatchObject({
        wave_recordid: master.id,
        wave_linkstatus: SyncStatus.InSync,
      });
      const issue = () =>
        engine.issues("MERGED_HERE_ONLY").find((each) => each.values.wave_externalid === lost)!;
      expect(issue().values.wave_issuestatus).toBe(628140000);
      // Both contacts are still in Wave: merging them there is a person's work.
      expect(
        wave()
          .all()
          .filter((contact) => [kept, lost].includes(contact.id)),
      ).toHaveLength(2);
      await engine.bring([{ externalId: lost }, { rowId: loser.id }]);
      expect(issue().values.wave_issuestatus).toBe(628140000);
    },
  );
});
