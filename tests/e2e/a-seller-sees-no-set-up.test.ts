import { ConnectionStatus, mapping } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { askRow } from "../support/ask-row";
import { App } from "../support/app";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";
import { randomUUID } from "node:crypto";

describe("the set-up pages and a seller", () => {
  let world: World;
  let app: App;

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(10, 1) });
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("are not in her navigation", () =>
    app.see("seller navigation", async () => {
      await app.goTo("pagetype=entitylist&etn=contact");
      await app.page.getByRole("link", { name: "Contacts" }).waitFor();
      expect(await app.page.getByRole("link", { name: "Sync overview" }).count()).toBe(0);
    }));

  it("show her nothing, opened by their address, and say whom to ask", () =>
    app.see("seller page", async () => {
      const pages = await SetupPages.open(app);
      await pages.frame.getByText("These pages are for people who set up Wave Sync.").first().waitFor();
      expect(await pages.card("Wave").count()).toBe(0);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("can do nothing for her underneath: Dynamics refuses what they would do", async () => {
    const admin = await world.as("admin");
    const [its] = await admin.list(`${mapping.entitySet}?$select=${mapping.primaryId}`);
    const [connection] = await admin.list("wave_connections?$select=wave_connectionid");
    const refused = await app.page.evaluate(
      async ([rows, ask]) => {
        const send = (method: string, path: string, body: unknown) =>
          fetch(`/api/data/v9.2/${path}`, {
            method,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          });
        await send("POST", "wave_operations", ask);
        const answers = [
          await fetch("/api/data/v9.2/wave_usermappings?$top=1"),
          ...(await Promise.all(
            rows.map(([method, path, body]) => send(method as string, path as string, body)),
          )),
        ];
        return answers.map(({ status }) => status);
      },
      [
        [
          ["PATCH", `wave_mappings(${String(its![mapping.primaryId])})`, { wave_name: "Mine" }],
          [
            "PATCH",
            `wave_connections(${String(connection!.wave_connectionid)})`,
            { wave_connectionstatus: ConnectionStatus.Paused },
          ],
          ["POST", "wave_Describe", { OperationId: randomUUID() }],
          ["POST", "wave_StartRun", { OperationId: randomUUID() }],
        ],
        askRow("wave_Describe", { OperationId: randomUUID() }),
      ] as const,
    );
    expect(refused).toEqual([403, 403, 403, 403, 403]);
  });
});
