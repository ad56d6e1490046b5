import { randomUUID } from "node:crypto";
import { FRONT_SANDBOX_TOKEN } from "../../local/sandboxes/front";
import { World } from "./world";

/** Settings of a connection to Front's sandbox, without its token. */
export const frontAddresses = ({ url }: Pick<World, "url">) => ({
  apiBaseUrl: `${url}/sandboxes/front/api`,
  accountUrl: `${url}/sandboxes/front/app/accounts`,
  contactUrl: `${url}/sandboxes/front/app/contacts`,
});

/** Everything on a laptop, with Front connected as well as nothing else. */
export async function startWithFront(): Promise<World> {
  const world = await World.start({ contacts: [] });
  await world.connect({
    system: "front",
    wave: undefined,
    front: { ...frontAddresses(world), apiToken: FRONT_SANDBOX_TOKEN },
  });
  return world;
}

/** An account, made by somebody. Gives its id. */
export async function newAccount(
  world: World,
  values: object,
  as: "seller" | "admin" = "seller",
): Promise<string> {
  const id = randomUUID();
  await (await world.as(as)).send("POST", "accounts", { accountid: id, ...values });
  return id;
}
