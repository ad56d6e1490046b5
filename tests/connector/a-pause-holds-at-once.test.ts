import { ConnectionStatus, MappingStatus } from "../../core/generated/schema";
import { connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { changeMapping } from "./support/policies";
import { edit, plainContacts, rowOf } from "./support/runs";
import { withoutEvents } from "./support/without-events";

describe("what an admin pauses", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(1));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const push = () =>
    operate(dynamics, "wave_Push", { ids: [rowOf(dynamics, "plain-00001")!.id], as: "admin" });
  const titleInWave = () => dynamics.wave.store.get("plain-00001").jobTitle;
  const setConnection = async (status: number) => {
    const { id } = dynamics.rows("wave_connection")[0]!;
    const values = { wave_connectionstatus: status };
    expect((await dynamics.as("admin", "PATCH", `wave_connections(${id})`, values)).status).toBe(204);
  };

  it.each([
    [
      "a connection",
      () => setConnection(ConnectionStatus.Paused),
      () => setConnection(ConnectionStatus.Connected),
    ],
    [
      "a mapping",
      () => changeMapping(dynamics, { wave_mappingstatus: MappingStatus.Paused }),
      () => changeMapping(dynamics, { wave_mappingstatus: MappingStatus.Active }),
    ],
  ])("%s is at rest for the very next push, and at work for the one after", async (what, pause, goOn) => {
    // What is known of the configuration is as fresh as it can be.
    expect((await push()).status).toBe("succeeded");
    await edit(dynamics, "plain-00001", { jobtitle: `After ${what}` });
    await pause();
    expect(await push()).toMatchObject({ status: "failed", code: "MAPPING_PAUSED" });
    expect(titleInWave()).not.toBe(`After ${what}`);
    await goOn();
    expect((await push()).status).toBe("succeeded");
    expect(titleInWave()).toBe(`After ${what}`);
  });
});
