import { CHUNK_RECORDS } from "../../connector/runs/read-ahead";
import type { RunView } from "../../connector/connect/admin-api";
import { SyncStatus } from "../../core/generated/schema";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "../../local/samples";
import type { WaveContact } from "../../local/sandboxes/wave";
import {
  connectRequest,
  runConnector,
  runEnd,
  startRun,
  until,
  type TestConnector,
} from "../connector/support/connector";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";
import { makeLink, Browser, start } from "../connector/sign-in/support/browser";
import { person } from "./support/wave-person";

// What Wave's page about its Dynamics 365 integration promises, row by row, kept by the product as it runs.

const COLLEAGUE = SAMPLE_OWNERS.find(({ inDynamics }) => inDynamics === "enabled")!.email;
const STRANGER = SAMPLE_OWNERS.find(({ inDynamics }) => inDynamics === "unknown")!.email;
const DISABLED = SAMPLE_OWNERS.find(({ inDynamics }) => inDynamics === "disabled")!.email;
const LONG_NAME = "Internationale Gesellschaft für angewandte Synchronisation mbH";
const BATCH = CHUNK_RECORDS;

const SEEDED = [
  person("full", {
    firstName: "Zoë",
    lastName: "Okonkwo",
    email: "zoe.okonkwo@acme.example",
    phone: "+33 1 23 45 67 89",
    company: "Acme Demo SAS",
    jobTitle: "Head of Purchasing",
    website: "https://acme.example",
    note: "Met at booth 12",
    assignedTo: { email: SELLER_EMAIL },
  }),
  person("colleagues", { assignedTo: { email: COLLEAGUE } }),
  person("long-company", { company: LONG_NAME }),
  person("stranger", { assignedTo: { email: STRANGER } }),
  person("disabled", { assignedTo: { email: DISABLED } }),
  ...["both-ways", "updated", "many-updates", "deleted", "reassigned", "kept"].map((id) =>
    person(id, { jobTitle: "Buyer", assignedTo: { email: SELLER_EMAIL } }),
  ),
  ...Array.from({ length: BATCH }, (_, n) => person(`crowd${n}`)),
];

describe("Wave's page about Dynamics 365", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let connected: Awaited<ReturnType<TestConnector["admin"]>>;
  let progress: RunView;
  let run: RunView;

  const rowsOf = (waveId: string) =>
    dynamics.rows("contact").filter(({ values }) => values.externaluseridentifier === `wavecnct_${waveId}`);
  const rowOf = (waveId: string) => rowsOf(waveId)[0]!;
  const valuesOf = (waveId: string) => rowOf(waveId).values;
  const userBy = (email: string) =>
    dynamics
      .rows("systemuser")
      .find(({ values }) => String(values.internalemailaddress).toLowerCase() === email.toLowerCase())!.id;
  const ownerOf = (waveId: string) => (valuesOf(waveId).ownerid as { readonly id: string }).id;
  const edit = async (waveId: string, values: object) => {
    const answer = await dynamics.as("seller", "PATCH", `contacts(${rowOf(waveId).id})`, values);
    expect(answer.status).toBe(204);
  };
  const request = () => ({ ...connectRequest(dynamics), autoSync: true });

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(SEEDED);
    connector = await runConnector();
    const gate = holdAfterTheFirstBatch(dynamics);
    connected = await connector.admin("/connect", request());
    expect(connected.status).toBe(200);
    const [runId] = connected.body.runIds as string[];
    progress = await until("the first batch", async () => {
      const view = (await connector.admin(`/runs/${runId}`)).body as unknown as RunView;
      return view.done > 0 && view;
    });
    gate.open();
    run = await runEnd(connector, runId!);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  describe("How to Connect", () => {
    it("Enter your Dynamics 365 instance URL: required, and refused when it is no environment", async () => {
      const without = await connector.admin("/connect", { ...request(), dataverseUrl: undefined });
      expect(without).toMatchObject({ status: 400, body: { error: { code: "BAD_INPUT" } } });
      const elsewhere = await connector.admin("/connect", {
        ...request(),
        dataverseUrl: "https://org12345678.crm.dynamics.com.evil.example",
      });
      expect(elsewhere).toMatchObject({ status: 400, body: { error: { code: "URL_NOT_DYNAMICS" } } });
    });

    it("Click Connect and sign in with your Microsoft account: `user_impersonation` and token refresh, no more", async () => {
      const { url } = await makeLink(connector, dynamics);
      const { location } = await start(new Browser(), url, dynamics.url);
      const scopes = new URL(location!).searchParams.get("scope")!.split(" ");
      expect(scopes).toContain(`${dynamics.url}/user_impersonation`);
      expect(scopes).toContain("offline_access");
      const plain = ["openid", "profile", "offline_access"];
      expect(scopes.filter((scope) => !plain.includes(scope))).toEqual([
        `${dynamics.url}/user_impersonation`,
      ]);
    });
  });

  describe("Auto-sync on connect", () => {
    it("import all existing Wave contacts on first connection", () => {
      expect(run).toMatchObject({
        // Two contacts belong to nobody who works here: done, and told.
        status: "succeededWithWarnings",
        total: SEEDED.length,
        done: SEEDED.length,
        counts: { created: SEEDED.length, failed: 0, skipped: 0, conflict: 0 },
      });
      expect(dynamics.rows("contact")).toHaveLength(SEEDED.length);
    });

    it("processed in batches, with progress", () => {
      expect(progress.status).toBe("running");
      expect(progress.total).toBe(SEEDED.length);
      expect(progress.done).toBe(BATCH);
    });
  });

  describe("What Gets Synced", () => {
    it.each([
      ["First name", "firstname", "Zoë"],
      ["Last name", "lastname", "Okonkwo"],
      ["Primary email", "emailaddress1", "zoe.okonkwo@acme.example"],
      ["Primary phone", "mobilephone", "+33 1 23 45 67 89"],
      ["Company", "company", "Acme Demo SAS"],
      ["Job title", "jobtitle", "Head of Purchasing"],
      ["Website", "websiteurl", "https://acme.example"],
      ["Contact note", "description", "Met at booth 12"],
      ["Wave contact ID", "externaluseridentifier", "wavecnct_full"],
    ])("%s: `%s`", (_row, column, expected) => expect(valuesOf("full")[column]).toBe(expected));

    it("Assigned team member: `ownerid`, matched by email", () =>
      expect(ownerOf("full")).toBe(userBy(SELLER_EMAIL)));

    it("Company: max 49 characters", () => {
      const { company } = valuesOf("long-company");
      expect(company).toBe(LONG_NAME.slice(0, 49));
    });

    it.each<[string, object, (contact: WaveContact) => unknown, string]>([
      ["First name", { firstname: "Zoé" }, ({ firstName }) => firstName, "Zoé"],
      ["Last name", { lastname: "Roy" }, ({ lastName }) => lastName, "Roy"],
      [
        "Primary email",
        { emailaddress1: "zo@acme.example" },
        ({ emails }) => emails[0]?.value,
        "zo@acme.example",
      ],
      ["Primary phone", { mobilephone: "+33 9 87" }, ({ phones }) => phones[0]?.value, "+33 9 87"],
      ["Job title", { jobtitle: "Captain" }, ({ jobTitle }) => jobTitle, "Captain"],
      ["Website", { websiteurl: "https://acme.test" }, ({ website }) => website, "https://acme.test"],
      ["Contact note", { description: "Called back" }, ({ note }) => note, "Called back"],
    ])("and the other way round: %s", async (_row, inDynamics, read, expected) => {
      await edit("both-ways", inDynamics);
      await until("the change in Wave", () => read(dynamics.wave.store.get("both-ways")) === expected);
    });
  });

  describe("When it syncs: real-time on contact create, update, or delete", () => {
    it("create", async () => {
      const { id } = dynamics.wave.store.create({ firstName: "Ana", lastName: "Sound", jobTitle: "Captain" });
      const row = await until("the row", () => rowsOf(id)[0]);
      expect(row.values).toMatchObject({ firstname: "Ana", lastname: "Sound", jobtitle: "Captain" });
      await until("its status", () => valuesOf(id).wave_syncstatus === SyncStatus.InSync);
    });

    it("update: what changed, and nothing else", async () => {
      await edit("updated", { department: "Written by a person" });
      dynamics.wave.store.update("updated", { jobTitle: "CFO" });
      await until("the change", () => valuesOf("updated").jobtitle === "CFO");
      expect(valuesOf("updated")).toMatchObject({
        lastname: "Vasseur updated",
        department: "Written by a person",
      });
    });

    it("delete: the row is deactivated, not deleted", async () => {
      const { id } = rowOf("deleted");
      dynamics.wave.store.delete("deleted");
      await until("the end", () => dynamics.platform.dataverse.get("contact", id)!.values.statecode === 1);
    });
  });

  describe("Features", () => {
    it("Deduplication: the same contact updated multiple times is one row, one link, and holds what came last", async () => {
      const before = dynamics.rows("contact").length;
      for (let n = 1; n <= 8; n++) dynamics.wave.store.update("many-updates", { jobTitle: `Title ${n}` });
      await until("the last title", () => valuesOf("many-updates").jobtitle === "Title 8");
      await dynamics.wave.webhooks.idle();
      expect(dynamics.rows("contact")).toHaveLength(before);
      expect(rowsOf("many-updates")).toHaveLength(1);
      const links = dynamics
        .rows("wave_link")
        .filter(({ values }) => values.wave_externalid === "many-updates");
      expect(links).toHaveLength(1);
    });

    it("Deduplication: importing everything once more creates nothing and writes nothing", async () => {
      const before = dynamics.rows("contact").length;
      const again = await runEnd(connector, await startRun(connector));
      expect(again.counts).toMatchObject({ created: 0, updated: 0, failed: 0, conflict: 0 });
      expect(dynamics.rows("contact")).toHaveLength(before);
    });

    it("Owner assignment: the Dynamics 365 system user whose email matches the Wave team member", async () => {
      expect(ownerOf("reassigned")).toBe(userBy(SELLER_EMAIL));
      dynamics.wave.store.update("reassigned", { assignedTo: { email: COLLEAGUE } });
      await until("the new owner", () => ownerOf("reassigned") === userBy(COLLEAGUE));
    });
  });

  describe("Limitations & Requirements", () => {
    it("If no matching system user is found, the contact is saved, owned by the connecting user", () => {
      expect(ownerOf("stranger")).toBe(connected.body.userId);
      expect(ownerOf("disabled")).toBe(connected.body.userId);
    });

    it("access to Dataverse is required: without the role, connecting says which is missing", async () => {
      const seller = { ...request(), clientId: "seller" };
      expect(await connector.admin("/connect", seller)).toMatchObject({
        status: 409,
        body: { error: { code: "ROLE_MISSING", nextStep: expect.stringContaining("Wave Sync Connector") } },
      });
    });
  });

  // Last: nothing syncs afterwards.
  describe("Disconnecting", () => {
    let contacts: number;
    beforeAll(async () => {
      await dynamics.wave.webhooks.idle();
      contacts = dynamics.rows("contact").length;
      const answer = await connector.admin("/disconnect", { dataverseUrl: dynamics.url });
      expect(answer.status).toBe(200);
    });

    it("Records already synced to Dynamics are not deleted, and those in Wave are not either", () => {
      expect(dynamics.rows("contact")).toHaveLength(contacts);
      expect(valuesOf("kept")).toMatchObject({ jobtitle: "Buyer", statecode: 0 });
      expect(dynamics.wave.store.get("kept").jobTitle).toBe("Buyer");
      expect(dynamics.rows("wave_link").length).toBeGreaterThan(BATCH);
    });

    it("removes the integration: Wave tells nobody any more, and Dynamics calls nobody", async () => {
      expect(dynamics.wave.webhooks.subscriptions.list()).toEqual([]);
      const [endpoint] = dynamics
        .rows("serviceendpoint")
        .filter(({ values }) => values.name === "Wave Sync connector");
      expect(String(endpoint!.values.url)).not.toContain(connector.url);
    });

    it("revokes access: a change on either side stays there", async () => {
      const heard = connector.log.length;
      dynamics.wave.store.update("kept", { jobTitle: "Changed in Wave" });
      await edit("kept", { description: "Changed in Dynamics" });
      await dynamics.wave.webhooks.idle();
      await dynamics.platform.drain();
      expect(valuesOf("kept").jobtitle).toBe("Buyer");
      expect(dynamics.wave.store.get("kept").note).toBeNull();
      expect(connector.log.slice(heard).join()).not.toMatch(/record|change/i);
    });
  });
});

/** Wave gives the first batch of contacts and then lets everybody wait, so that a test sees what lies between. */
function holdAfterTheFirstBatch({ wave }: Dynamics): { open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const page = jest.spyOn(wave.store, "page");
  const given = () => page.mock.results.flatMap(({ value }) => (value as { contacts: unknown[] }).contacts);
  const before = wave.faults.before.bind(wave.faults);
  const spy = jest.spyOn(wave.faults, "before").mockImplementation(async (method) => {
    if (given().length >= BATCH) await opened;
    return before(method);
  });
  return {
    open: () => {
      page.mockRestore();
      spy.mockRestore();
      open();
    },
  };
}
