import type { StatusResponse } from "../../connector/connect/admin-api";
import { connectRequest, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";

describe("an organisation that has several addresses", () => {
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

  it("is one environment, at the address it was connected by last, with all its secrets", async () => {
    const connect = async (dataverseUrl: string) => {
      const answer = await connector.admin("/connect", connectRequest(dynamics, { dataverseUrl }));
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const first = await connect(dynamics.url);
    const other = dynamics.url.replace("127.0.0.1", "localhost");
    expect(await connect(other)).toMatchObject({ environmentId: first.environmentId, dataverseUrl: other });
    const { environments } = (await connector.admin("/status")).body as unknown as StatusResponse;
    expect(environments.map(({ dataverseUrl }) => dataverseUrl)).toEqual([other]);
    expect((await importAll(connector)).status).toBe("succeeded");
  });
});
