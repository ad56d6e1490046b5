import { generateContacts } from "../../local/samples";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

/** More than an import reads ahead, so that there is something before, at and after the moment of death. */
const CONTACTS = 6_000;

describe("a connector that is killed during the first import", () => {
  let world: World;
  const contacts = generateContacts(CONTACTS, 7);

  beforeAll(async () => {
    world = await World.start({ contacts });
    await world.connect();
  });
  afterAll(() => world?.close());

  /** Waits until at least so many contacts are there, then pulls the plug. Wave answers nothing more from that moment on. */
  async function killAfter(imported: number): Promise<number> {
    const { dataverse } = world.dynamics.platform;
    const there = () => dataverse.rows("contact").length >= imported;
    let goOn = () => {};
    const killed = new Promise<void>((resolve) => (goOn = resolve));
    const wave = jest.spyOn(world.wave.faults, "before").mockImplementation(async () => {
      if (there()) await killed;
      return undefined;
    });
    await eventually(`${imported} contacts`, there);
    await world.killConnector();
    goOn();
    wave.mockRestore();
    return dataverse.rows("contact").length;
  }

  it("has every contact once and none missing when it is started again", async () => {
    const runId = await world.startFirstImport();

    const atFirstKill = await killAfter(1);
    await world.restartConnector();
    const atSecondKill = await killAfter(atFirstKill + 1);
    await world.restartConnector();
    const run = await world.runEnded(runId);

    expect(atFirstKill).toBeLessThan(CONTACTS);
    expect(atSecondKill).toBeLessThan(CONTACTS);
    expect(["succeeded", "succeededWithWarnings"]).toContain(run.status);
    expect(run.counts).toMatchObject({ failed: 0, conflict: 0, skipped: 0 });

    const ids = world.dynamics.platform.dataverse
      .rows("contact")
      .map((row) => row.values["externaluseridentifier"]);
    expect(ids).toHaveLength(CONTACTS);
    expect(new Set(ids)).toEqual(new Set(contacts.map((contact) => `wavecnct_${contact.id}`)));

    const links = world.dynamics.platform.dataverse.rows("wave_link");
    expect(new Set(links.map((row) => row.values["wave_externalid"]))).toEqual(
      new Set(contacts.map((contact) => contact.id)),
    );
    expect(links).toHaveLength(CONTACTS);
    expect(world.wave.store.size).toBe(CONTACTS);
  });
});
