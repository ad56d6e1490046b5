import { randomUUID } from "node:crypto";
import { SyncStatus } from "../../core/generated/schema";
import { SALES_UNIT } from "../../local/dataverse/security/seed/people";
import { SAMPLE_OWNERS } from "../../local/samples";
import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import {
  callApi,
  connectTo,
  importAll,
  operate,
  runConnector,
  until,
  type TestConnector,
} from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { withoutEvents } from "./support/without-events";

const SELLER = "seller@contoso.example";
const COLLEAGUE = SAMPLE_OWNERS.find((owner) => owner.inDynamics === "enabled")!.email;
const YEAR_AGO = "2025-01-05T09:00:00.000Z";

function contact(id: string, values: Partial<WaveContact> = {}): WaveContact {
  return {
    ...EMPTY_CONTACT,
    id,
    firstName: "Ines",
    lastName: `Vasseur ${id}`,
    jobTitle: "Buyer",
    assignedTo: { email: SELLER },
    createdAt: YEAR_AGO,
    updatedAt: YEAR_AGO,
    ...values,
  } as WaveContact;
}

describe("operations on demand", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const rowId = (waveId: string) =>
    dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${waveId}`)!.id;
  const row = (id: string) => dynamics.platform.dataverse.get("contact", id)!;
  const linkOf = (id: string) => dynamics.rows("wave_link").find((link) => link.values.wave_recordid === id);
  const edit = (id: string, values: object, as: "seller" | "admin" = "seller") =>
    dynamics.as(as, "PATCH", `contacts(${id})`, values);
  const newContact = (values: Record<string, unknown>, as: "seller" | "admin" = "seller") => {
    const id = randomUUID();
    return dynamics.as(as, "POST", "contacts", { contactid: id, ...values }).then((answer) => {
      expect(answer.status).toBe(204);
      return id;
    });
  };

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load([
      ...["push", "pull", "same", "twice", "german", "gone", "down", "readonly"].map((id) => contact(id)),
      contact("colleagues", { assignedTo: { email: COLLEAGUE } }),
      contact("conflict"),
      ...Array.from({ length: 250 }, (_, n) => contact(`many${n}`)),
    ]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  afterEach(() => dynamics.wave.faults.clear());

  it("push brings what the seller changed to Wave, and nothing else", async () => {
    const id = rowId("push");
    await edit(id, { jobtitle: "Head of Purchasing" });
    const before = dynamics.wave.store.get("push");
    const done = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(done).toMatchObject({
      status: "succeeded",
      code: null,
      result: { counts: { updated: 1, failed: 0 } },
    });
    const after = dynamics.wave.store.get("push");
    expect(after).toEqual({ ...before, jobTitle: "Head of Purchasing", updatedAt: after.updatedAt });
    expect(row(id).values.wave_syncstatus).toBe(SyncStatus.InSync);
  });

  it("preview shows each field in Dynamics, in Wave, what would happen and why, and writes nothing", async () => {
    const id = rowId("pull");
    dynamics.wave.store.update("pull", { jobTitle: "Astronaut" });
    const versions = [row(id).version, linkOf(id)!.version];
    const { result } = await operate(dynamics, "wave_Preview", { ids: [id] });
    const changes = result.records[0]!.fields!.filter((field) => field.verdict !== "unchanged");
    expect(changes).toEqual([
      expect.objectContaining({
        column: "jobtitle",
        label: "Job Title",
        dataverse: "Buyer",
        system: "Astronaut",
        verdict: "writeDataverse",
        reason: "changedInSystem",
        result: "Astronaut",
        reasonText: expect.stringContaining("Wave"),
      }),
    ]);
    const owner = result.records[0]!.fields!.find((field) => field.column === "ownerid");
    expect(owner).toMatchObject({ dataverse: SELLER, system: SELLER });
    expect([row(id).version, linkOf(id)!.version]).toEqual(versions);
    const toWave = await operate(dynamics, "wave_Preview", { ids: [id], more: { Direction: "toSystem" } });
    expect(toWave.result.records[0]!.fields!.find((field) => field.column === "jobtitle")).toMatchObject({
      verdict: "leftOut",
    });
  });

  it("pull brings Wave's change to the row, as the seller", async () => {
    const id = rowId("pull");
    dynamics.wave.store.update("pull", { jobTitle: "Astronaut" });
    const { result } = await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(result.records[0]).toMatchObject({ outcome: "updated", externalId: "pull" });
    expect(result.records[0]!.externalUrl).toBe(`${dynamics.url}/sandboxes/wave/app/contacts/pull`);
    expect(row(id).values.jobtitle).toBe("Astronaut");
    const seller = dynamics.rows("systemuser").find((user) => user.values.internalemailaddress === SELLER)!;
    expect(row(id).values.modifiedby).toMatchObject({ id: seller.id });
  });

  it("are done within the call itself, one record at a time, and belong to the person who asked", async () => {
    const operationId = randomUUID();
    const answer = await callApi(dynamics, "wave_Push", { ids: [rowId("same")], operationId });
    expect(answer.status).toBe(204);
    // No waiting: the row says it already.
    const { body } = await dynamics.as("seller", "GET", `wave_operations(${operationId})`);
    expect(body.wave_result).toContain('"unchanged":1');
    const seller = dynamics.rows("systemuser").find((user) => user.values.internalemailaddress === SELLER)!;
    expect(body._ownerid_value).toBe(seller.id);
    expect(body._wave_contact_value).toBe(rowId("same"));
    expect(linkOf(rowId("same"))!.values.wave_lastoperation).toBe(628140000);
  });

  it("do the work once when the same id comes twice, even at the same time", async () => {
    const id = await newContact({ firstname: "Twice", lastname: "Asked" });
    const operationId = randomUUID();
    const before = dynamics.wave.store.size;
    const answers = await Promise.all(
      [1, 2, 3].map(() => callApi(dynamics, "wave_Push", { ids: [id], operationId })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204]);
    await operate(dynamics, "wave_Push", { ids: [id], operationId });
    expect(dynamics.wave.store.size).toBe(before + 1);
    expect(dynamics.rows("wave_operation").filter((each) => each.id === operationId)).toHaveLength(1);
  });

  it("refuse an id that was used for something else, or by somebody else", async () => {
    const operationId = randomUUID();
    await operate(dynamics, "wave_Push", { ids: [rowId("twice")], operationId });
    const other = await callApi(dynamics, "wave_Push", { ids: [rowId("same")], operationId });
    expect(other.status).toBe(400);
    const somebody = await callApi(dynamics, "wave_Push", {
      ids: [rowId("twice")],
      operationId,
      as: "admin",
    });
    expect(somebody.status).toBe(400);
  });

  it("create a record in Wave for a row that has none, and link the two", async () => {
    const id = await newContact({
      firstname: "New",
      lastname: "Person",
      emailaddress1: "new.person@example.com",
    });
    const { result } = await operate(dynamics, "wave_Push", { ids: [id] });
    const [record] = result.records;
    expect(record).toMatchObject({ outcome: "created" });
    expect(dynamics.wave.store.get(record!.externalId!)).toMatchObject({
      firstName: "New",
      lastName: "Person",
    });
    expect(row(id).values).toMatchObject({
      externaluseridentifier: `wavecnct_${record!.externalId}`,
      wave_syncstatus: SyncStatus.InSync,
    });
    expect(linkOf(id)!.values.wave_externalid).toBe(record!.externalId);
    const again = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(again.result.records[0]).toMatchObject({ outcome: "unchanged" });
  });

  it("never make two records of one when Wave's answer gets lost after it had created it", async () => {
    const id = await newContact({ firstname: "Lost", lastname: "Answer" });
    const before = dynamics.wave.store.size;
    // More often than the adapter tries by itself: the operation fails, and a person tries again.
    dynamics.wave.faults.set({ loseAnswers: { next: 20, how: "disconnect" } });
    const failed = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(failed.status).toBe("failed");
    expect(failed.code).toBe("SYSTEM_UNREACHABLE");
    dynamics.wave.faults.clear();
    const { result } = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(result.records[0]).toMatchObject({ outcome: "created" });
    expect(dynamics.wave.store.size).toBe(before + 1);
  });

  it("fail with a cure while Wave is down, and work on another try", async () => {
    const id = rowId("down");
    await edit(id, { jobtitle: "Night Watch" });
    dynamics.wave.faults.set({ down: "unavailable" });
    const failed = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(failed).toMatchObject({
      status: "failed",
      code: "SYSTEM_UNREACHABLE",
      result: { counts: { failed: 1 } },
    });
    expect(failed.message).toMatch(/^Wave Sync couldn't reach Wave/);
    expect(failed.nextStep).toMatch(/Try again/);
    dynamics.wave.faults.clear();
    expect((await operate(dynamics, "wave_Push", { ids: [id] })).status).toBe("succeeded");
    expect(dynamics.wave.store.get("down").jobTitle).toBe("Night Watch");
  });

  it("say in plain words that a record does not exist", async () => {
    const done = await operate(dynamics, "wave_Push", { ids: [randomUUID()] });
    expect(done).toMatchObject({ status: "failed", code: "RECORD_NOT_FOUND" });
    expect(done.message).toMatch(/no longer exists/);
  });

  it("say that the seller may not read a record, and read nothing of it from Wave for her", async () => {
    const { dataverse } = dynamics.platform;
    const elsewhere = await dataverse.create("systemuser", {
      lastname: "Elsewhere",
      domainname: "elsewhere@contoso.example",
      businessunitid: { table: "businessunit", id: SALES_UNIT.id },
    });
    const id = await dataverse.create("contact", {
      lastname: "Secret",
      ownerid: { table: "systemuser", id: elsewhere },
      externaluseridentifier: "wavecnct_secret",
    });
    expect((await dynamics.as("seller", "GET", `contacts(${id})`)).status).toBe(403);
    const requests = dynamics.wave.trace.total;
    const done = await operate(dynamics, "wave_Preview", { ids: [id] });
    expect(done).toMatchObject({ status: "failed", code: "RECORD_NOT_READABLE" });
    expect(JSON.stringify(done.result)).not.toContain("Secret");
    expect(dynamics.wave.trace.total).toBe(requests);
  });

  it("write nothing through us that the seller may not write", async () => {
    const id = rowId("colleagues");
    expect((await edit(id, { jobtitle: "Mine" })).status).toBe(403);
    dynamics.wave.store.update("colleagues", { jobTitle: "Theirs" });
    const before = { row: row(id), link: linkOf(id) };
    const one = await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(one).toMatchObject({ status: "failed", code: "RECORD_NOT_WRITABLE" });
    expect({ row: row(id), link: linkOf(id) }).toEqual(before);
    // Among others, hers are done and his is not.
    dynamics.wave.store.update("readonly", { jobTitle: "Hers" });
    const both = await operate(dynamics, "wave_Pull", { ids: [id, rowId("readonly")] });
    expect(both.result.records.map((record) => record.outcome)).toEqual(["failed", "updated"]);
    expect(row(id)).toEqual(before.row);
  });

  it("say that a record is gone in Wave", async () => {
    const id = rowId("gone");
    dynamics.wave.store.delete("gone");
    const done = await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(done).toMatchObject({ status: "failed", code: "EXTERNAL_RECORD_GONE" });
    expect(linkOf(id)!.values).toMatchObject({
      wave_linkstatus: SyncStatus.Failed,
      wave_code: "EXTERNAL_RECORD_GONE",
    });
  });

  it("speak the language of the person who asks", async () => {
    const german = await operate(dynamics, "wave_Push", { ids: [randomUUID()], more: { Language: 1031 } });
    expect(german.message).toMatch(/Datensatz|existiert|gibt es/);
  });

  it("tell too many records, and a request that is wrong", async () => {
    const many = await operate(dynamics, "wave_Push", {
      ids: Array.from({ length: 251 }, () => randomUUID()),
    });
    expect(many).toMatchObject({ status: "failed", code: "TOO_MANY_RECORDS" });
    expect(many.message).toContain("250");
    const wrong = await operate(dynamics, "wave_Push", { ids: [rowId("same")], more: { Table: "lead" } });
    expect(wrong).toMatchObject({ status: "failed", code: "NOT_CONNECTED" });
  });

  it("do 250 records in one call, and count what became of each", async () => {
    const ids = Array.from({ length: 250 }, (_, n) => rowId(`many${n}`));
    await edit(ids[17]!, { jobtitle: "Changed" });
    const done = await operate(dynamics, "wave_Push", { ids });
    expect(done.status).toBe("succeeded");
    expect(done.result.counts).toEqual({
      created: 0,
      updated: 1,
      unchanged: 249,
      skipped: 0,
      conflict: 0,
      failed: 0,
    });
    expect(done.result.records.map((record) => record.recordId)).toEqual(ids);
    expect(dynamics.wave.store.get("many17").jobTitle).toBe("Changed");
  });

  it("go on after the call when they take long", async () => {
    const id = rowId("same");
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const wave = jest.spyOn(dynamics.wave.faults, "before").mockImplementation(async () => {
      await held;
      return undefined;
    });
    const operationId = randomUUID();
    const answer = await callApi(dynamics, "wave_Push", { ids: [id], operationId });
    expect(answer.status).toBe(204);
    const running = await dynamics.as("seller", "GET", `wave_operations(${operationId})`);
    expect(running.body.wave_operationstatus).toBe(628140001);
    goOn();
    wave.mockRestore();
    await until(
      "the end",
      async () =>
        (await dynamics.as("seller", "GET", `wave_operations(${operationId})`)).body.wave_result !== null,
    );
  });
});
