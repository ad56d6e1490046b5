import { createTokenSource } from "../../dataverse/sign-in";
import { findEnvironment, type Environment } from "../../state/environments";
import { endPause, listPauses } from "../../state/pauses";
import type { KeeperParts } from "./keeper";
import { noteContactOf } from "./note-contact";

/**
 * Tries the secret of every application that was refused: one that is taken again (an application that was enabled, a secret
 * that was put back) ends the pause without anybody. A new secret comes with connecting, which ends it too.
 */
export async function endPauses(parts: KeeperParts): Promise<void> {
  const { database, environments, logger } = parts;
  for (const { environmentId } of await listPauses(database)) {
    const environment = await findEnvironment(database, { id: environmentId });
    if (environment?.problem?.code !== "SECRET_REFUSED" || !(await isLetIn(parts, environment))) continue;
    if (!(await endPause(database, environmentId, "SECRET_REFUSED"))) continue;
    logger.info("Syncing goes on: the client secret is taken again", { environmentId });
    environments.forget(environmentId);
    try {
      await noteContactOf(parts, environmentId);
    } catch (error) {
      // Noted with the next contact.
      logger.warn("The end of a pause could not be noted", { environmentId, error });
    }
  }
}

/** Whether the authority gives the application a token. A person's sign-in is for that person to repeat. */
async function isLetIn(
  { secrets }: KeeperParts,
  { id, url, authority, clientId }: Environment,
): Promise<boolean> {
  const known = await secrets.all(id);
  const clientSecret = known.get("clientSecret");
  if (clientSecret === undefined || known.has("tokenCache")) return false;
  const tokens = createTokenSource(url, { authority, clientId, clientSecret });
  return tokens.token().then(
    () => true,
    () => false,
  );
}
