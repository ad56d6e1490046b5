import * as schema from "../../core/generated/schema";
import type { LookupValue } from "../../local/dataverse/contracts";
import { loseEvents } from "../support/lose-events";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { mapPerson } from "./support/map-person";
import { plainContact, requestsSoFar, rowOf, runOnWhatIsKnown, runToEnd } from "./support/runs";
import { eventually } from "../support/eventually";

const CONTACTS = 300;
const NOBODY = "somebody.new@wave.example";
const SOMEBODY_ELSE = "somebody.else@wave.example";
const idOf = (number: number) => plainContact(number).id;

/** Their owner is somebody whom Dynamics does not know: an issue says so until a person maps her. */
describe("records whose owner nobody knows", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(
      Array.from({ length: CONTACTS }, (_, at) =>
        plainContact(at + 1, {
          assignedTo: { email: at === 0 ? SOMEBODY_ELSE : NOBODY },
          company: "Fabrikam",
        }),
      ),
    );
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const issues = () =>
    dynamics
      .rows(schema.issue.logicalName)
      .filter((row) => row.values.wave_issuestatus === schema.IssueStatus.Open)
      .map((row) => String(row.values.wave_message));

  it("an event about something else asks for no account", async () => {
    const before = await requestsSoFar(connector);
    dynamics.wave.store.update(idOf(1), { jobTitle: "Buyer" });
    await eventually("the row to hold it", () => rowOf(dynamics, idOf(1))!.values.jobtitle === "Buyer");
    await eventually(
      "its link and issue to be told",
      async () => (await requestsSoFar(connector)) >= before + 4,
    );
    // Both sides are read, the row is written, its link and its issue.
    expect((await requestsSoFar(connector)) - before).toBe(4);
  });

  it("are compared without being read again, as long as nobody says who she is", async () => {
    await loseEvents(dynamics);
    await runToEnd(connector, { kind: "scheduled" });
    const open = issues();
    expect(open).toHaveLength(CONTACTS);
    const run = await runOnWhatIsKnown(connector, { kind: "reconcile" }, 1);
    expect(run).toMatchObject({ status: "succeeded", requests: 1, counts: { unchanged: CONTACTS } });
    expect(issues()).toEqual(open);
  });

  it("are looked at where it is another person by now: the issue names her", async () => {
    dynamics.wave.store.update(idOf(2), { assignedTo: { email: SOMEBODY_ELSE } });
    await runToEnd(connector, { kind: "reconcile" });
    expect(issues().filter((message) => message.includes(SOMEBODY_ELSE))).toHaveLength(2);
    expect(issues()).toHaveLength(CONTACTS);
  });

  it("belong to her once she is mapped, and the issues are over", async () => {
    const robin = await mapPerson(dynamics, NOBODY, "robin.keller@contoso.example");
    await runToEnd(connector, { kind: "onDemand" });
    expect((rowOf(dynamics, idOf(3))!.values.ownerid as LookupValue).id).toBe(robin);
    expect(issues().filter((message) => message.includes(NOBODY))).toEqual([]);
    expect(issues()).toHaveLength(2);
  });
});
