import type { IssueRef } from "../../../core/plan/types";
import type { RecordName } from "../../state/changes";
import type { More, SaveToo } from "../sync-records";
import { HeldRecords } from "../load/held-records";
import type { Known } from "../load/known";
import { loadRecords } from "../load/load-records";
import { concernsAll } from "../isolate";
import { ended, type Item, type Result } from "../item";
import { problemOf } from "../problems";
import { saveResults } from "./save-results";
import type { Sync } from "../sync";
import { reportResults } from "./report-results";

/**
 * What becomes of the one record that nothing could be done with: an issue that names it, on its link and row as far as it has
 * them, and a memory of the failure, which parks it the second time. Logged with the reference that the issue shows.
 */
export async function reportAlone(
  sync: Sync,
  name: RecordName,
  error: unknown,
  { known, saveToo }: Pick<More, "known" | "saveToo"> = {},
): Promise<readonly Result[]> {
  const issue = problemOfOne(sync, error);
  const failed = (await asItIsNow(sync, name, known)).map((item) => ended(item, "failed", issue));
  try {
    const results = await reportResults(sync, failed);
    await save(sync, name, results, (sql) => saveResults(sql, sync, results), saveToo);
    return results;
  } catch (second) {
    if (concernsAll(second)) throw second;
    sync.logger.error("A record's failure could not be reported", {
      correlationId: sync.correlationId,
      error: second,
    });
    await save(sync, name, failed, async () => {}, saveToo);
    return failed;
  }
}

/** The problem to report, for what was thrown about one record. What nobody thought of is logged. */
export function problemOfOne(sync: Sync, error: unknown): IssueRef {
  const issue = problemOf(error, "write") ?? { code: "UNEXPECTED" as const };
  sync.logger.error("A record could not be synced; the others go on", {
    environmentId: sync.runtime.environment.id,
    mappingId: sync.mapping.id,
    correlationId: sync.correlationId,
    code: issue.code,
    ...(issue.code === "UNEXPECTED" ? { error } : {}),
  });
  return issue;
}

/** A record of which nothing is known but its name. */
export function unread(name: RecordName): Item {
  const unknown = { system: null, row: null, link: null, base: null } as const;
  return "externalId" in name
    ? { ...unknown, externalId: name.externalId, rowId: null }
    : { ...unknown, externalId: null, rowId: name.rowId.toLowerCase() };
}

/** Read once more: what was done to it before it failed is part of it now. */
async function asItIsNow(sync: Sync, name: RecordName, known?: Known): Promise<readonly Item[]> {
  try {
    const held = new HeldRecords(sync);
    // What was listed may be old by now; what the system tells in this very moment is not.
    const items = await loadRecords(sync, [name], held, known?.told && known);
    await held.release();
    return items.length > 0 ? items : [unread(name)];
  } catch (error) {
    if (concernsAll(error)) throw error;
    return [unread(name)];
  }
}

async function save(
  sync: Sync,
  name: RecordName,
  results: readonly Result[],
  saving: (sql: Parameters<SaveToo>[0]) => Promise<void>,
  saveToo?: SaveToo,
): Promise<void> {
  const saved = await sync.database.transaction(async (sql) => {
    await saving(sql);
    return saveToo?.(sql, results, [name]);
  });
  saved?.();
}
