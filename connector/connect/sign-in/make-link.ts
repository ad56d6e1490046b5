import { z } from "zod";
import { AdminError } from "../admin-error";
import type { SignInLinkResponse } from "../admin-api";
import { checkUrl } from "../check-input";
import type { Database } from "../../database/database";
import { listConnections, listEnvironments, type Environment } from "../../state/environments";
import type { SecretStore } from "../../state/secrets";
import { checkLinkSettings, type LinkSettings } from "./settings";
import { CALLBACK_PATH, type StartParts } from "./start";

export interface MakeLinkParts extends StartParts {
  readonly database: Database;
  readonly secrets: SecretStore;
}

const againShape = z.object({ again: z.literal(true), dataverseUrl: z.string().optional() });

/**
 * Makes a setup link; only the admin key leads here. For a new connection the body brings everything; for signing in again
 * it is taken from what the environment was connected with. @throws AdminError 400, 404, 409
 */
export async function makeSignInLink(parts: MakeLinkParts, body: unknown): Promise<SignInLinkResponse> {
  const again = againShape.safeParse(body);
  const settings = again.success
    ? await settingsOf(parts, await environmentAt(parts.database, again.data.dataverseUrl))
    : body;
  const { link, expiresOn } = await parts.signIns.createLink(checkLinkSettings(settings, parts.reach));
  return {
    url: `${parts.publicUrl()}/connect#${link}`,
    expiresOn: expiresOn.toISOString(),
    redirectUri: parts.publicUrl() + CALLBACK_PATH,
  };
}

async function environmentAt(database: Database, url: string | undefined): Promise<Environment> {
  const wanted = url === undefined ? undefined : checkUrl(url, true);
  const found = (await listEnvironments(database)).filter(
    (each) => each.status !== "disconnected" && (wanted === undefined || each.url === wanted),
  );
  if (found.length === 1) return found[0]!;
  throw found.length === 0
    ? new AdminError(404, "NO_ENVIRONMENT")
    : new AdminError(409, "SEVERAL_ENVIRONMENTS");
}

/** What an environment was connected with, as an admin would enter it again. */
async function settingsOf(
  { database, secrets }: MakeLinkParts,
  { id, url, authority, clientId }: Environment,
): Promise<LinkSettings> {
  const [connection] = await listConnections(database, id);
  const known = await secrets.all(id);
  const clientSecret = known.get("clientSecret");
  const system = connection && known.get(`connection:${connection.id}`);
  if (!connection || !system || clientSecret === undefined) throw new AdminError(404, "NO_ENVIRONMENT");
  const settings = {
    dataverseUrl: url,
    authority,
    clientId,
    clientSecret,
    system: connection.systemKey,
    [connection.systemKey]: JSON.parse(system) as unknown,
    autoSync: false,
  };
  return settings as unknown as LinkSettings;
}
