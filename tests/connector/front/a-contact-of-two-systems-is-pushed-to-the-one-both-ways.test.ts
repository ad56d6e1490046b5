import { connectTo, operate, until } from "../support/connector";
import { FrontWorld } from "../../features/support/front-world";

describe("a contact that is synced with Wave both ways, and goes to Front", () => {
  let world: FrontWorld;
  let id: string;
  const linksOf = () =>
    world.dynamics.rows("wave_link").filter(({ values }) => values.wave_recordid === id).length;

  beforeAll(async () => {
    world = await FrontWorld.start({ events: true });
    await connectTo(world.connector, world.dynamics);
    await world.switchOnContacts();
    await until(
      "the mapping to be known",
      async () => (await world.tryToRun(world.contactMappingId)) === 202,
    );
    id = await world.contact({ firstname: "Ada", lastname: "Lovelace", emailaddress1: "ada@both.test" });
    await until("both links", () => linksOf() === 2);
  });
  afterAll(() => world?.close());

  it("is pushed to Wave from its form: nobody has to choose", async () => {
    for (const api of ["wave_Preview", "wave_Push", "wave_Pull"])
      expect(await operate(world.dynamics, api, { ids: [id], as: "admin" })).toMatchObject({
        status: "succeeded",
      });
  });

  it("reaches both when it is saved", async () => {
    await world.edit(id, { description: "Countess" }, "seller", "contacts");
    await until("Front", () => world.people.get("alt:email:ada@both.test").description === "Countess");
    await until("Wave", () => world.dynamics.wave.store.all().some(({ note }) => note === "Countess"));
  });

  it("is pushed to Front by whoever names that connection", async () => {
    world.people.update("alt:email:ada@both.test", { description: "" });
    await world.edit(id, { description: "Mathematician" }, "seller", "contacts");
    const front = world.dynamics.rows("wave_mapping").find((row) => row.id === world.contactMappingId)!.values
      .wave_connection as { readonly id: string };
    const done = await operate(world.dynamics, "wave_Push", {
      ids: [id],
      as: "admin",
      more: { Connection: front.id },
    });
    expect(done.status).toBe("succeeded");
    expect(world.people.get("alt:email:ada@both.test").description).toBe("Mathematician");
  });
});
