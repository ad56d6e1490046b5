import * as schema from "../../core/generated/schema";
import { describe } from "../../core/issues/describe";
import { languageOf, LANGUAGES, type Language } from "../../core/issues/languages";
import type { Database } from "../database/database";
import { DataverseClient } from "../dataverse/client";
import { Governor } from "../dataverse/governor";
import { Transport } from "../dataverse/transport";
import { baseLanguage } from "../environment/environment-runtime";
import type { Logger } from "../logging/logger";
import { listConnections, pauseForSignIn } from "../state/environments";
import { systemByKey } from "../systems/registry";

export interface NeedsSignInParts {
  readonly database: Database;
  readonly logger: Logger;
}

/**
 * Pauses an environment until somebody signs in again: whatever is queued stays queued. While `lastToken` is still taken,
 * the connection's rows say so too; without it, only the connector can.
 */
export async function markNeedsSignIn(
  { database, logger }: NeedsSignInParts,
  environment: { readonly id: string; readonly url: string },
  lastToken: string | null,
): Promise<void> {
  if (!(await pauseForSignIn(database, environment.id, needsSignIn(LANGUAGES[0])))) return;
  logger.warn("Syncing pauses: somebody has to sign in again", {
    environmentId: environment.id,
    code: "NEEDS_SIGN_IN",
  });
  if (lastToken === null) return;
  try {
    await tellConnections(database, environment, lastToken);
  } catch (error) {
    logger.warn("The environment could not be told that somebody has to sign in", {
      environmentId: environment.id,
      error,
    });
  }
}

async function tellConnections(
  database: Database,
  { id, url }: { readonly id: string; readonly url: string },
  token: string,
): Promise<void> {
  const client = clientWith(url, token);
  const language = languageOf(await baseLanguage(client, {}));
  const { columns, entitySet } = schema.connection;
  for (const connection of await listConnections(database, id)) {
    const { code, message, nextStep } = needsSignIn(language, systemByKey(connection.systemKey)?.system);
    await client.update(entitySet, connection.id, {
      [columns.connectionstatus]: schema.ConnectionStatus.NeedsSignIn,
      [columns.code]: code,
      [columns.message]: message,
      [columns.nextstep]: nextStep,
    });
  }
}

function needsSignIn(language: Language, system?: string) {
  const { code, message, nextStep } = describe({ code: "NEEDS_SIGN_IN" }, language, system ? { system } : {});
  return { code, message, nextStep };
}

/** One token, as long as it lasts. */
function clientWith(url: string, token: string): DataverseClient {
  const tokens = { token: () => Promise.resolve(token), forget: () => {} };
  return new DataverseClient(new Transport(url, tokens, new Governor()));
}
