import { World } from "../support/world";

describe("an instance URL that is no Dynamics host", () => {
  let world: World;
  beforeAll(async () => (world = await World.start({ contacts: [] })));
  afterAll(() => world?.close());

  it.each([
    "https://evil.example",
    "https://contoso.crm4.dynamics.com.evil.example",
    "http://contoso.crm4.dynamics.com",
    "https://user:password@contoso.crm4.dynamics.com",
    "http://192.168.0.1:8365",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "not an address",
  ])("is refused: %s", async (dataverseUrl) => {
    await expect(world.connect({ dataverseUrl })).rejects.toThrow(/400.*"nextStep":"\S/);
    expect((await world.status()).environments).toEqual([]);
  });

  it("is taken when it is local", async () => {
    expect((await world.connect()).dataverseUrl).toBe(world.url);
  });
});
