import * as schema from "../../../core/generated/schema";
import { languageOf } from "../../../core/issues/languages";
import type { Database } from "../../database/database";
import { DataverseClient } from "../../dataverse/client";
import { Governor } from "../../dataverse/governor";
import type { PauseCode } from "../../dataverse/needs-sign-in-error";
import { createTokenSource } from "../../dataverse/sign-in";
import { type TokenSource } from "../../dataverse/credentials";
import { Transport } from "../../dataverse/transport";
import { baseLanguage } from "../environment-runtime";
import type { Logger } from "../../logging/logger";
import { listConnections, type Environment } from "../../state/environments";
import { pauseIsShown } from "../../state/pauses";
import type { SecretStore } from "../../state/secrets";
import { systemByKey } from "../../systems/registry";
import { pauseProblem } from "./problem";

export interface ShowPauseParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly logger: Logger;
}

/**
 * Writes "Needs sign-in", and why, to the connection's rows, where people look. With the last token while it is still taken;
 * where a person's sign-in has ended and none is left, as the application itself, which works where an admin has made it an
 * application user. Where neither works, the rows stay as they are until somebody puts it right, and the mail and
 * `wave-sync status` are what tells of it.
 */
export async function showPause(
  parts: ShowPauseParts,
  environment: Environment,
  code: PauseCode,
  lastToken: string | null,
): Promise<void> {
  for (const source of [
    lastToken === null ? null : fixed(lastToken),
    code === "NEEDS_SIGN_IN" ? await application(parts, environment) : null,
  ]) {
    if (!source) continue;
    try {
      await writeRows(parts, environment, code, source);
      await pauseIsShown(parts.database, environment.id);
      return;
    } catch (error) {
      parts.logger.info("The environment could not be told why it is paused", {
        environmentId: environment.id,
        error,
      });
    }
  }
}

async function writeRows(
  { database }: ShowPauseParts,
  { id, url }: Environment,
  pause: PauseCode,
  tokens: TokenSource,
): Promise<void> {
  const client = new DataverseClient(new Transport(url, tokens, new Governor()));
  const language = languageOf(await baseLanguage(client, { patienceMs: 0 }));
  const { columns, entitySet } = schema.connection;
  for (const connection of await listConnections(database, id)) {
    const system = systemByKey(connection.systemKey)?.system;
    const { code, message, nextStep } = pauseProblem(pause, language, system);
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
