import { ENGINY_SANDBOX_KEY } from "../../local/sandboxes/enginy";
import { World } from "./world";

/** Everything on a laptop, with Enginy connected and nothing else. Its mappings rest. */
export async function startWithEnginy(): Promise<World> {
  const world = await World.start({ contacts: [] });
  await world.connect({
    system: "enginy",
    wave: undefined,
    enginy: {
      apiBaseUrl: `${world.url}/sandboxes/enginy/api`,
      appUrl: `${world.url}/sandboxes/enginy/app`,
      apiKey: ENGINY_SANDBOX_KEY,
    },
  });
  return world;
}
