import { NYLAS_SANDBOX_KEY } from "../../local/sandboxes/nylas";
import { SELLER_EMAIL } from "../../local/samples";
import { World } from "./world";

/** Everything on a laptop, with Nylas connected and nothing else: the seller's mailbox is read. */
export async function startWithMail(): Promise<World> {
  const world = await World.start({ contacts: [] });
  world.dynamics.nylas.connect(
    { email: SELLER_EMAIL, name: "Sales One", provider: "microsoft", language: "en" },
    true,
  );
  await world.connect({
    system: "nylas",
    wave: undefined,
    nylas: { apiBaseUrl: `${world.url}/sandboxes/nylas/api`, apiKey: NYLAS_SANDBOX_KEY },
  });
  return world;
}
