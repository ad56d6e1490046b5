import { connectRequest, connectTo, importAll, runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { plainContacts } from "../support/runs";
import { ANOTHER, REGISTERED } from "./support/certificates";

const pem = ({ certificate, key }: typeof REGISTERED) => `${key}\n${certificate}\n`;

describe("an application that proves itself with a certificate", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.platform.security.authority.setCertificate("connector", REGISTERED.certificate);
    dynamics.wave.store.load(plainContacts(3));
    connector = await runConnector();
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const refusalOf = async (clientSecret: string) => {
    const { status, body } = await connector.admin("/connect", connectRequest(dynamics, { clientSecret }));
    return [status, JSON.stringify(body)] as const;
  };

  it("is refused with the secret it had, and with a certificate that is not registered", async () => {
    for (const secret of ["local", pem(ANOTHER)]) {
      const [status, body] = await refusalOf(secret);
      expect(status).toBe(409);
      expect(body).not.toContain("PRIVATE KEY");
    }
  });

  it.each([
    ["no key that can be read", REGISTERED.certificate],
    ["no certificate", REGISTERED.key],
    ["another certificate", pem({ ...REGISTERED, key: ANOTHER.key })],
    [
      "the certificate cannot be read",
      pem({ ...REGISTERED, certificate: REGISTERED.certificate.replace(/MII/, "AAA") }),
    ],
  ])("hears at once that the file has %s", async (_what, secret) => {
    const [status, body] = await refusalOf(secret);
    expect(status).toBe(400);
    expect(body).toContain("the certificate cannot be used");
    expect(body).not.toContain("PRIVATE KEY");
  });

  it("connects and syncs with the one that is registered", async () => {
    await connectTo(connector, dynamics, { clientSecret: pem(REGISTERED) });
    expect(await importAll(connector)).toMatchObject({ status: "succeeded", done: 3 });
    expect(dynamics.rows("contact")).toHaveLength(3);
  });
});
