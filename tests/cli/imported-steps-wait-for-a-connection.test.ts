import { openDataverse } from "../../connector/cli/dataverse-options";
import { restEventSteps } from "../../connector/cli/solution/rest-event-steps";
import { steps } from "../../core/generated/schema";
import { connectTo, runConnector, type TestConnector } from "../connector/support/connector";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";

const ON = 0;
const OFF = 1;

describe("between import and connecting", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const rest = () => {
    const access = { clientId: "admin", clientSecret: "local", authority: `${dynamics.url}/local` };
    return restEventSteps(openDataverse({ url: dynamics.url, ...access }));
  };
  const states = () =>
    steps.map(
      (step) => dynamics.platform.dataverse.get("sdkmessageprocessingstep", step.id)!.values.statecode,
    );
  const jobs = () => dynamics.rows("asyncoperation").length;
  const addContact = async () => {
    await dynamics.as("seller", "POST", "contacts", { firstname: "Ines", lastname: "Vasseur" });
    await dynamics.platform.drain();
  };

  it("nothing is told to nobody: a changed contact leaves no failed job", async () => {
    await rest();
    expect(states()).toEqual([OFF, OFF, OFF, OFF]);
    const before = jobs();
    await addContact();
    expect(jobs()).toBe(before);
  });

  it("connecting switches them on, and importing a newer solution leaves them on", async () => {
    await connectTo(connector, dynamics);
    expect(states()).toEqual([ON, ON, ON, ON]);
    await rest();
    expect(states()).toEqual([ON, ON, ON, ON]);
  });

  it("a step that the import left out is not missed", async () => {
    const other = await startDynamics();
    try {
      const [first, ...others] = steps;
      await other.as("admin", "DELETE", `sdkmessageprocessingsteps(${first!.id})`);
      const access = { clientId: "admin", clientSecret: "local", authority: `${other.url}/local` };
      await restEventSteps(openDataverse({ url: other.url, ...access }));
      const state = (id: string) =>
        other.platform.dataverse.get("sdkmessageprocessingstep", id)?.values.statecode;
      expect(state(first!.id)).toBeUndefined();
      expect(others.map(({ id }) => state(id))).toEqual([OFF, OFF, OFF]);
    } finally {
      await other.close();
    }
  });
});
