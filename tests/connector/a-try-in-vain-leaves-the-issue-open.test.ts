import * as schema from "../../core/generated/schema";
import type { LookupValue } from "../../local/dataverse/contracts";
import { ownersWho } from "../../local/samples/owners";
import { ask, connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { mapPerson } from "./support/map-person";
import { plainContact, rowOf } from "./support/runs";

const LEFT = ownersWho("disabled")[0]!.email;
const idOf = (number: number) => plainContact(number).id;

/** "Try again" means that somebody has put it right: whether she has is looked at, not believed. */
describe("an issue that is tried again", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const issueOf = (number: number) =>
    dynamics.rows("wave_issue").find(({ values }) => values.wave_externalid === idOf(number))!;
  const tryAgain = (number: number) =>
    ask(
      dynamics,
      "wave_Resolve",
      { Issue: issueOf(number).id, Decision: JSON.stringify({ kind: "retry" }) },
      "admin",
    );

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load([1, 2, 3].map((n) => plainContact(n, { assignedTo: { email: LEFT } })));
    dynamics.wave.store.load([4, 5].map((n) => plainContact(n, { lastName: `Long ${"x".repeat(60 + n)}` })));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("says what it shares with others, for whom one cure helps", () => {
    const causes = [1, 2, 3].map((n) => issueOf(n).values.wave_cause);
    expect(causes).toEqual([LEFT, LEFT, LEFT]);
    expect([4, 5].map((n) => issueOf(n).values.wave_cause)).toEqual(["Last Name", "Last Name"]);
  });

  it.each([
    [1, "OWNER_DISABLED"],
    [4, "VALUE_TOO_LONG"],
  ])("stays open where nothing was put right, and says so again (%d, %s)", async (number, code) => {
    const told = await tryAgain(number);
    expect(told).toMatchObject({ status: "failed", code });
    expect(issueOf(number).values.wave_issuestatus).toBe(schema.IssueStatus.Open);
  });

  it("is over once it was, even a moment ago", async () => {
    const robin = await mapPerson(dynamics, LEFT, ownersWho("enabled")[0]!.email);
    expect(await tryAgain(2)).toMatchObject({ status: "succeeded", code: null });
    expect((rowOf(dynamics, idOf(2))!.values.ownerid as LookupValue).id).toBe(robin);
    expect(issueOf(2).values.wave_issuestatus).toBe(schema.IssueStatus.Resolved);
  });
});
