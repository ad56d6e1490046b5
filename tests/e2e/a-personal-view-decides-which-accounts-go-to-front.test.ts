import { FRONT_SANDBOX_TOKEN } from "../../local/sandboxes/front";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { frontAddresses, newAccount } from "../support/front-world";
import { World } from "../support/world";

const IN_LYON = `<fetch><entity name="account"><filter>
  <condition attribute="address1_city" operator="eq" value="Lyon"/></filter></entity></fetch>`;

describe("an admin who syncs a personal view of hers to Front", () => {
  let world: World;
  let app: App;
  let view: string;

  beforeAll(async () => {
    world = await World.start({ contacts: [] });
    await newAccount(world, { name: "Acme Lyon", address1_city: "Lyon" });
    await newAccount(world, { name: "Acme Paris", address1_city: "Paris" });
    await world.connect({
      system: "front",
      wave: undefined,
      front: { ...frontAddresses(world), apiToken: FRONT_SANDBOX_TOKEN },
    });
    const admin = await world.as("admin");
    const made = { name: "Lyon", returnedtypecode: "account", fetchxml: IN_LYON, querytype: 0 };
    await admin.send("POST", "userqueries", made);
    const [mine] = await admin.list("userqueries?$select=userqueryid");
    view = String(mine!.userqueryid);
    app = await App.open(world, "admin");
    const [mapping] = await admin.list(
      "wave_mappings?$select=wave_mappingid&$filter=wave_table eq 'account'",
    );
    await app.goTo(`pagetype=entityrecord&etn=wave_mapping&id=${String(mapping!.wave_mappingid)}`);
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("names it on the mapping and starts a run: its accounts are in Front, no others", () =>
    app.see("personal view", async () => {
      await app.field("Scope view").fill(view);
      await app.command("Save");
      const saved = async () =>
        (
          await (
            await world.as("admin")
          ).list("wave_mappings?$select=wave_scopeviewid&$filter=wave_table eq 'account'")
        )[0]!;
      await eventually("the mapping to be saved", async () => (await saved()).wave_scopeviewid === view);
      await app.command("Run now");
      await app.messages
        .getByText(/Run finished/)
        .first()
        .waitFor();
      const { store } = world.dynamics.front;
      expect(store.all().map(({ name }) => name)).toEqual(["Acme Lyon"]);
    }));
});
