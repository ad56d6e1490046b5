import { SyncStatus } from "../../core/generated/schema";
import type { LookupValue } from "../../local/dataverse/contracts";
import { generateContacts } from "../../local/samples";
import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startPostgres } from "./support/postgres";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { loseEvents } from "../support/lose-events";
import { withoutEvents } from "./support/without-events";

function contact(id: string, values: Partial<WaveContact>): WaveContact {
  const now = "2026-01-05T09:00:00.000Z";
  return { ...EMPTY_CONTACT, id, createdAt: now, updatedAt: now, ...values } as WaveContact;
}

describe.each(["the embedded database", "a Postgres server"])(
  "the first import of 1,000 sample contacts, on %s",
  (kind) => {
    let dynamics: Dynamics;
    let connector: TestConnector;
    const samples = generateContacts(1000, 7);
    let run: Awaited<ReturnType<typeof importAll>>;
    let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
    const rowOf = (waveId: string) =>
      dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${waveId}`)!;

    beforeAll(async () => {
      dynamics = await startDynamics();
      dynamics.wave.store.load(samples);
      postgres = kind === "a Postgres server" ? await startPostgres() : undefined;
      connector = await runConnector(postgres ? { databaseUrl: postgres.url } : {});
      await connectTo(connector, dynamics);
      await withoutEvents(dynamics);
      run = await importAll(connector);
    });

    afterAll(async () => {
      await connector?.close();
      await dynamics?.close();
      await postgres?.stop();
    });

    it("creates each of them once, with its link", () => {
      expect(run.counts).toEqual({
        created: 1000,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        conflict: 0,
        failed: 0,
      });
      expect(run).toMatchObject({ total: 1000, done: 1000, throttled: 0 });
      expect(dynamics.rows("contact")).toHaveLength(1000);
      const links = dynamics.rows("wave_link");
      expect(new Set(links.map((link) => link.values.wave_externalid))).toEqual(
        new Set(samples.map(({ id }) => id)),
      );
      expect(new Set(links.map((link) => link.values.wave_recordid)).size).toBe(1000);
    });

    it("takes at most 25 requests, links included", () => {
      expect(run.requests).toBeLessThanOrEqual(25);
    });

    it("writes the seed's ten fields", () => {
      const sample = samples.find(
        (each) => each.note && each.website && each.phones.length > 0 && each.emails.length > 0,
      )!;
      const primary = <T extends { primary?: boolean; value: string }>(list: readonly T[]) =>
        (list.find((each) => each.primary) ?? list[0])?.value;
      expect(rowOf(sample.id).values).toMatchObject({
        firstname: sample.firstName,
        lastname: sample.lastName,
        emailaddress1: primary(sample.emails),
        mobilephone: primary(sample.phones),
        jobtitle: sample.jobTitle,
        websiteurl: sample.website,
        description: sample.note,
        externaluseridentifier: `wavecnct_${sample.id}`,
      });
    });

    it("cuts a company to 49 characters, as Wave does", () => {
      const long = samples.filter((each) => (each.company ?? "").length > 49);
      expect(long.length).toBeGreaterThan(0);
      for (const each of long) {
        const company = String(rowOf(each.id).values.company);
        expect(company.length).toBeLessThanOrEqual(49);
        expect(each.company!.startsWith(company)).toBe(true);
      }
    });

    it("gives each row to the user with the team member's address, and says where that did not work", () => {
      const users = new Map(
        dynamics
          .rows("systemuser")
          .map((user) => [String(user.values.internalemailaddress ?? "").toLowerCase(), user]),
      );
      const told = new Map(
        dynamics.rows("wave_issue").map((issue) => [issue.values.wave_externalid, issue.values.wave_code]),
      );
      for (const sample of samples) {
        const address = sample.assignedTo?.email.toLowerCase();
        const user = address ? users.get(address) : undefined;
        const owner = (rowOf(sample.id).values.ownerid as { id: string }).id;
        if (user && user.values.isdisabled !== true) expect(owner).toBe(user.id);
        else if (address) expect(told.get(sample.id)).toBe(user ? "OWNER_DISABLED" : "OWNER_UNKNOWN");
      }
    });

    it("leaves out a value that is too long, says which, and lands the rest", () => {
      const issues = dynamics
        .rows("wave_issue")
        .filter((issue) => issue.values.wave_code === "VALUE_TOO_LONG");
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues) {
        const row = rowOf(String(issue.values.wave_externalid));
        expect(row.values.wave_syncstatus).toBe(SyncStatus.NeedsAttention);
        expect(String(issue.values.wave_message)).toMatch(/longer than \d+ characters/);
        expect(String(issue.values.wave_nextstep).length).toBeGreaterThan(10);
        expect((issue.values.wave_contact as { id: string }).id).toBe(row.id);
      }
      expect(run.status).toBe("succeededWithWarnings");
    });

    it("marks rows and links as in sync, with the time", () => {
      const marked = dynamics
        .rows("contact")
        .filter((row) => row.values.wave_syncstatus === SyncStatus.InSync);
      expect(marked.length).toBeGreaterThan(850);
      expect(marked.every((row) => typeof row.values.wave_syncedon === "string")).toBe(true);
      const link = dynamics.rows("wave_link")[0]!;
      expect(link.values).toMatchObject({ wave_table: "contact", wave_systemobject: "contact" });
      expect(link.values.wave_externalurl).toBe(
        `${dynamics.url}/sandboxes/wave/app/contacts/${link.values.wave_externalid}`,
      );
    });

    it("tells its counts in Dynamics", () => {
      const [row] = dynamics.rows("wave_run");
      expect(row!.values).toMatchObject({
        wave_created: 1000,
        wave_failed: 0,
        wave_total: 1000,
        wave_requests: run.requests,
      });
    });

    it("writes no contact and no link the second time", async () => {
      const versions = () =>
        [...dynamics.rows("contact"), ...dynamics.rows("wave_link"), ...dynamics.rows("wave_issue")].map(
          (row) => row.version,
        );
      const before = versions();
      const again = await importAll(connector);
      expect(again.counts).toEqual({
        created: 0,
        updated: 0,
        unchanged: 1000,
        skipped: 0,
        conflict: 0,
        failed: 0,
      });
      expect(versions()).toEqual(before);
    });

    it("writes only the field that changed in Wave", async () => {
      const [sample] = samples;
      const before = rowOf(sample!.id);
      // Else the event would bring it over before the import does.
      await loseEvents(dynamics);
      dynamics.wave.store.update(sample!.id, { jobTitle: "Astronaut" });
      const again = await importAll(connector);
      expect(again.counts).toMatchObject({ updated: 1, unchanged: 999 });
      const after = rowOf(sample!.id);
      // Created as its owner, who wrote to it on the connector's behalf; changed by the connector itself.
      const { modifiedby: _by, modifiedonbehalfby: _for, ...held } = before.values;
      expect(after.values).toEqual({
        ...held,
        modifiedby: expect.anything(),
        jobtitle: "Astronaut",
        modifiedon: after.values.modifiedon,
        wave_syncedon: after.values.wave_syncedon,
        wave_syncdetails: after.values.wave_syncdetails,
      });
    });
  },
);

describe("a first import into an environment that has contacts", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let environmentId: string;

  beforeAll(async () => {
    connector = await runConnector();
  });

  // One connector serves them all; each test has an environment of its own.
  beforeEach(async () => {
    dynamics = await startDynamics();
    ({ environmentId } = await connectTo(connector, dynamics));
  });

  afterEach(() => dynamics.close());
  afterAll(() => connector?.close());

  const create = (values: Record<string, string | number | LookupValue>) =>
    dynamics.platform.dataverse.create("contact", values);
  /** A contact and the account it works for. */
  const createAt = async (account: string, values: Record<string, string>) =>
    create({
      ...values,
      parentcustomerid: {
        table: "account",
        id: await dynamics.platform.dataverse.create("account", { name: account }),
      },
    });

  it("meets the rows Wave's own connector made, by their external id, among namesakes", async () => {
    const person = { firstname: "Ines", lastname: "Vasseur", emailaddress1: "ines@acme.example" };
    const id = await create({ ...person, externaluseridentifier: "wavecnct_w1" });
    await create(person);
    dynamics.wave.store.load([
      contact("w1", {
        firstName: "Ines",
        lastName: "Vasseur",
        emails: [{ value: "ines@acme.example", primary: true }],
        jobTitle: "Buyer",
      }),
    ]);
    expect((await importAll(connector, environmentId)).counts).toMatchObject({ created: 0, updated: 1 });
    expect(dynamics.rows("contact")).toHaveLength(2);
    expect(dynamics.platform.dataverse.get("contact", id)).toMatchObject({ values: { jobtitle: "Buyer" } });
    expect(dynamics.rows("wave_link")[0]!.values).toMatchObject({ wave_recordid: id, wave_externalid: "w1" });
  });

  it("meets a row by name and company, written with other accents and marks", async () => {
    const id = await createAt("Café 13", { firstname: "José", lastname: "O'Neill" });
    dynamics.wave.store.load([
      contact("w1", { firstName: "Jose", lastName: "O’Neill", company: "CAFE 13", city: "Lyon" }),
    ]);
    await importAll(connector, environmentId);
    expect(dynamics.rows("contact").map((row) => row.id)).toEqual([id]);
    expect(dynamics.rows("contact")[0]!.values.externaluseridentifier).toBe("wavecnct_w1");
  });

  it("does not take two people with one email address for the same", async () => {
    await create({ firstname: "Ann", lastname: "Lee", emailaddress1: "office@example.com" });
    dynamics.wave.store.load([
      contact("w1", {
        firstName: "Bob",
        lastName: "Ray",
        emails: [{ value: "office@example.com", primary: true }],
      }),
    ]);
    expect((await importAll(connector, environmentId)).counts).toMatchObject({ created: 1 });
    expect(dynamics.rows("contact")).toHaveLength(2);
  });

  it("makes an issue, and no guess, where two rows could be meant", async () => {
    await createAt("Acme", { firstname: "Ann", lastname: "Lee" });
    await createAt("Acme", { firstname: "Ann", lastname: "Lee" });
    dynamics.wave.store.load([contact("w1", { firstName: "Ann", lastName: "Lee", company: "Acme" })]);
    const run = await importAll(connector, environmentId);
    expect(run).toMatchObject({ status: "succeededWithWarnings", counts: { skipped: 1, created: 0 } });
    expect(dynamics.rows("contact")).toHaveLength(2);
    expect(dynamics.rows("wave_link")).toHaveLength(0);
    const [issue] = dynamics.rows("wave_issue");
    expect(issue!.values).toMatchObject({
      wave_code: "MATCH_AMBIGUOUS",
      wave_externalid: "w1",
      wave_occurrences: 1,
    });
    // The same again is the same issue, counted up.
    await importAll(connector, environmentId);
    expect(dynamics.rows("wave_issue").map((row) => row.values.wave_occurrences)).toEqual([2]);
  });

  it("closes the issue once it is solved", async () => {
    await createAt("Acme", { firstname: "Ann", lastname: "Lee" });
    const twin = await createAt("Acme", { firstname: "Ann", lastname: "Lee" });
    dynamics.wave.store.load([contact("w1", { firstName: "Ann", lastName: "Lee", company: "Acme" })]);
    await importAll(connector, environmentId);
    await dynamics.platform.dataverse.remove("contact", twin);
    expect((await importAll(connector, environmentId)).counts).toMatchObject({ updated: 1 });
    expect(dynamics.rows("wave_issue").map((row) => row.values.wave_issuestatus)).toEqual([628140001]);
  });

  it("calls it a success when Wave has no contacts at all", async () => {
    const run = await importAll(connector, environmentId);
    expect(run).toMatchObject({ status: "succeeded", total: 0, done: 0 });
  });
});
