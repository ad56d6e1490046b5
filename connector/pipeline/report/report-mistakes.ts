import { mappingInvalid } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import { DocumentError } from "../../../core/mapping/document";
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock/clock";
import type { Database } from "../../database/database";
import { RequestCounter } from "../../dataverse/request-counter";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";
import type { Logger } from "../../logging/logger";
import { checkLines } from "../build/check-lines";
import { redLineIssues, reportMappingIssues, type MappingReporter } from "./mapping-issues";
import { readScope } from "../build/read-scope";
import { reportScopeAsked, reportScopeRead } from "./scope-issues";
import { fieldsOf } from "../../systems/contract/system";

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Tells the admins of an environment what is wrong with its mappings, whenever these were read: an issue on the mapping that
 * names every mistake in its documents, one for a view that cannot be used, and one for each line that cannot work. Over as soon as it is put right. So a
 * mistake is told when it is made, not when somebody pushes. Never throws: what could not be told is told next time.
 */
export async function reportMistakes(
  parts: Parts,
  runtime: EnvironmentRuntime,
  mappings: readonly ConfiguredMapping[],
): Promise<void> {
  for (const configured of mappings) {
    // A draft is being written; nothing is synced by it, and nobody waits for it.
    if (configured.status === "draft") continue;
    try {
      await reportOne(parts, runtime, configured);
    } catch (error) {
      parts.logger.warn("A mapping could not be checked", { mappingId: configured.id, error });
    }
  }
}

async function reportOne(
  { clock, database, logger }: Parts,
  runtime: EnvironmentRuntime,
  configured: ConfiguredMapping,
): Promise<void> {
  const { connectionId, id, mapping, systemObject, table } = configured;
  const connection = runtime.connections.get(connectionId);
  if (!connection) return;
  const counter = new RequestCounter();
  const lcid = await runtime.language({ counter });
  const reporter: MappingReporter = {
    runtime,
    database,
    logger,
    clock,
    connection,
    counter,
    lcid,
    mapping: { id, systemObject },
    trigger: "event",
    correlationId: randomUUID(),
  };
  const broken = mapping instanceof DocumentError ? mapping : null;
  await reportMappingIssues(
    reporter,
    "documents",
    broken ? [{ key: "documents", issue: mappingInvalid(broken.problems, languageOf(lcid)) }] : [],
    "whenChanged",
  );
  if (mapping instanceof DocumentError) return;
  const scope = await readScope(runtime, configured, { counter });
  await reportScopeRead(reporter, scope);
  // Where there is no view any more, nobody will ask it.
  if (scope === null) await reportScopeAsked(reporter, null);
  const columns = (await runtime.table(table, { counter })).columns(lcid);
  const fields = await fieldsOf(connection.adapter, systemObject, { correlationId: reporter.correlationId });
  const checks = await checkLines(runtime, mapping.lines, columns, fields, connection.module, { counter });
  await reportMappingIssues(reporter, "lines", redLineIssues(mapping, columns, checks, lcid));
}
