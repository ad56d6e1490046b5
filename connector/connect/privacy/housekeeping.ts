import * as schema from "../../../core/generated/schema";
import { dateLiteral } from "../../../core/odata/literal";
import type { DataverseClient } from "../../dataverse/client";
import { chunksOf, IN_CHUNK, inFilter } from "../../dataverse/in-filter";
import type { Database } from "../../database/database";
import { connectedEnvironments } from "../../state/environments";
import type { Retention } from "../../state/cleanup";
import { endedAndTold, eraseHeld, hasOpenOperation, NEEDED_NO_MORE, type Names } from "../../state/privacy";
import { repeat } from "../../work/repeat";
import type { PrivacyParts } from "./person";
import { eraseOwnRows, OWN_TABLES, ownRowsOf, writeRows } from "./rows";

/** What was deleted is taken out of operations and issues within this time; a query each time. */
const LOOK_EVERY_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Rows read at a time, and people looked for in one round: others want the environment's requests too. */
const PAGE = 500;
const PEOPLE = 2_000;

/**
 * Removes from Dynamics what we keep there no longer: old rows of ours once a day, values of rows that were deleted as soon as it is found.
 * All of it as bulk work, behind everything else. Gives a function that stops it.
 */
export function startHousekeeping(parts: PrivacyParts, retention: Retention): () => Promise<void> {
  const cleaned = new Map<string, number>();
  async function all(): Promise<void> {
    for (const environmentId of await connectedEnvironments(parts.database)) {
      parts.stopping.throwIfAborted();
      const now = parts.clock.now();
      await eraseDeleted(parts, environmentId)
        .then(async () => {
          if (now.getTime() - (cleaned.get(environmentId) ?? 0) < DAY_MS) return;
          const { client } = await parts.environments.get(environmentId);
          await removeOldRows(client, retention, now, parts.stopping);
          cleaned.set(environmentId, now.getTime());
        })
        .catch((error: unknown) =>
          parts.logger.warn("Old rows could not be removed", { environmentId, error }),
        );
    }
  }

  return repeat(parts.clock, LOOK_EVERY_MS, all, (error) =>
    parts.logger.error("Looking for old rows failed", { error }),
  );
}

/** Removes operations, resolved issues and runs that are older than they are kept. @throws DataverseError */
export async function removeOldRows(
  client: DataverseClient,
  retention: Retention,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const before = (days: number) => dateLiteral(new Date(now.getTime() - days * DAY_MS));
  const { issue, run } = schema;
  const old = {
    wave_operation: `createdon lt ${before(retention.operations)}`,
    wave_issue: `${issue.columns.issuestatus} eq ${schema.IssueStatus.Resolved} and modifiedon lt ${before(retention.issues)}`,
    wave_run: `${run.columns.endedon} lt ${before(retention.runs)}`,
  } as const;
  for (const [table, filter] of Object.entries(old) as [keyof typeof old, string][]) {
    const { entitySet, primaryId } = table === "wave_run" ? run : OWN_TABLES[table];
    for (let full = true; full;) {
      const rows = await client.list(entitySet, { select: [primaryId], filter, top: PAGE }, { signal });
      await writeRows(
        client,
        table,
        rows.map((row) => String(row[primaryId])),
        { method: "DELETE" },
        { signal },
      );
      full = rows.length === PAGE;
    }
  }
}

/**
 * Takes the values of rows that were deleted in Dynamics out of operations and issues, once the delete has been handled. What runs
 * wrote goes by itself when its time to be undone is over. @throws DataverseError
 */
export async function eraseDeleted(
  parts: Pick<PrivacyParts, "database" | "environments" | "stopping">,
  environmentId: string,
): Promise<void> {
  const { database, stopping: signal } = parts;
  const told = await endedAndTold(database, environmentId, PEOPLE);
  if (told.length === 0) return;
  const runtime = await parts.environments.get(environmentId);
  const { client } = runtime;
  for (const table of new Set(told.map((each) => each.table))) {
    const { entitySet, primaryId } = await runtime.table(table, { signal });
    for (const chunk of chunksOf(
      told.filter((each) => each.table === table),
      IN_CHUNK,
    )) {
      const filter = inFilter(
        primaryId,
        chunk.map(({ rowId }) => rowId),
      );
      const rows = await client.list(entitySet, { select: [primaryId], filter }, { signal });
      const there = new Set(rows.map((row) => String(row[primaryId]).toLowerCase()));
      for (const { rowId, externalId } of chunk) {
        const names = { environmentId, rowIds: [rowId], externalIds: [externalId] };
        if (!there.has(rowId) && !(await hasOpenOperation(database, names)))
          await eraseTold(database, client, names, signal);
      }
    }
  }
}

async function eraseTold(
  database: Database,
  client: DataverseClient,
  names: Names,
  signal: AbortSignal,
): Promise<void> {
  const rows = await ownRowsOf(client, names, { signal });
  for (const table of ["wave_issue", "wave_operation"] as const) {
    const ids = rows[table].map((row) => String(row[OWN_TABLES[table].primaryId]));
    await eraseOwnRows(client, table, ids, { signal });
  }
  await database.transaction((sql) => eraseHeld(sql, names, NEEDED_NO_MORE));
}
