import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import { connectTo, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContact } from "./support/runs";
import { withoutEvents } from "./support/without-events";

/** Records of Wave find active rows only; a person may send an inactive one all the same. */
describe("an inactive contact that a person sends to Wave", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  async function inactive(lastname: string): Promise<string> {
    const id = randomUUID();
    const emailaddress1 = `${lastname.toLowerCase()}@example.com`;
    const row = { contactid: id, firstname: "Grace", lastname, emailaddress1 };
    await dynamics.as("seller", "POST", "contacts", row);
    await dynamics.as("seller", "PATCH", `contacts(${id})`, { statecode: 1, statuscode: 2 });
    return id;
  }
  const inWave = (lastName: string) =>
    dynamics.wave.store.all().filter((contact) => contact.lastName === lastName);

  it("is not created beside the one that Wave has already: she sees who it could be", async () => {
    const emails = [{ value: "hopper@example.com", primary: true }];
    dynamics.wave.store.load([
      plainContact(1, { id: "known", firstName: "Grace", lastName: "Hopper", emails }),
    ]);
    const id = await inactive("Hopper");
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ code: "MATCH_AMBIGUOUS" });
    expect(inWave("Hopper")).toHaveLength(1);
    const open = dynamics
      .rows("wave_issue")
      .filter(({ values }) => values.wave_issuestatus === IssueStatus.Open);
    expect(open).toHaveLength(1);
    const { candidates } = parseIssueDetails(open[0]!.values.wave_details as string)!;
    expect(candidates!.map((each) => each.id)).toEqual(["known"]);
  });

  it("is created where Wave has nobody like it", async () => {
    const id = await inactive("Lovelace");
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    const [created] = inWave("Lovelace");
    expect(linkOf(dynamics, created!.id)!.values.wave_recordid).toBe(id);
  });
});
