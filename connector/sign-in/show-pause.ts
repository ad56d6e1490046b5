import * as schema from "../../core/generated/schema";
import { languageOf } from "../../core/issues/languages";
import type { Database } from "../database/database";
import { DataverseClient } from "../dataverse/client";
import { Governor } from "../dataverse/governor";
import { createTokenSource, type TokenSource } from "../dataverse/sign-in";
import { Transport } from "../dataverse/transport";
import { baseLanguage } from "../environment/environment-runtime";
import type { Logger } from "../logging/logger";
import { listConnections, type Environment } from "../state/environments";
import { pauseIsShown } from "../state/pauses";
import type { SecretStore } from "../state/secrets";
import { systemByKey } from "../systems/registry";
import { needsSignInProblem } from "./problem";

export interface ShowPauseParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly logger: Logger;
}

/**
 * Writes "Needs sign-in" to the connection's rows, where people look. With the person's last token while it is still
 * taken; after a restart or a claims challenge there is none, and then as the application itself, which works where an
 * admin has made it an application user. Where neither works, the rows stay as they are until somebody signs in, and
 * the mail and `wave-sync status` are what tells of it.
 */
export async function showPause(
  parts: ShowPauseParts,
  environment: Environment,
  lastToken: string | null,
): Promise<void> {
  for (const source of [
    lastToken === null ? null : fixed(lastToken),
    await application(parts, environment),
  ]) {
    if (!source) continue;
    try {
      await writeRows(parts, environment, source);
      await pauseIsShown(parts.database, environment.id);
      return;
    } catch (error) {
      parts.logger.info("The environment could not be told that somebody has to sign in", {
        environmentId: environment.id,
        error,
      });
    }
  }
}

async function writeRows(
  { database }: ShowPauseParts,
  { id, url }: Environment,
  tokens: TokenSource,
): Promise<void> {
  const client = new DataverseClient(new Transport(url, tokens, new Governor()));
  const language = languageOf(await baseLanguage(client, { patienceMs: 0 }));
  const { columns, entitySet } = schema.connection;
  for (const connection of await listConnections(database, id)) {
    const { code, message, nextStep } = needsSignInProblem(
      language,
      systemByKey(connection.systemKey)?.system,
    );
    await client.update(
      entitySet,
      connection.id,
      {
        [columns.connectionstatus]: schema.ConnectionStatus.NeedsSignIn,
        [columns.code]: code,
        [columns.message]: message,
        [columns.nextstep]: nextStep,
      },
      { patienceMs: 0 },
    );
  }
}

/** One token, as long as it lasts. */
const fixed = (token: string): TokenSource => ({ token: () => Promise.resolve(token), forget: () => {} });

/** The application without the person. It has no rights but those an admin gave it in the environment. */
async function application(
  { secrets }: ShowPauseParts,
  { id, url, authority, clientId }: Environment,
): Promise<TokenSource | null> {
  const clientSecret = await secrets.get(id, "clientSecret");
  return clientSecret === null ? null : createTokenSource(url, { authority, clientId, clientSecret });
}
