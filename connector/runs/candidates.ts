import { rowIdFor } from "../../core/ids/record-ids";
import { externalIdOf } from "../../core/mapping/external-id";
import type { Row } from "../../core/records";
import { compileMatchRules } from "../../core/match/compile";
import { createRowIndex } from "../../core/match/row-index";
import { toRow } from "../environment/rows";
import type { Candidates } from "../pipeline/match/match-to-rows";
import { nameLookups } from "../pipeline/match/name-lookups";
import { columnsRead } from "../pipeline/load/read";
import { rowCall, type Sync } from "../pipeline/sync";

/**
 * Takes in all active rows, page by page; only the keys the match rules compare are kept. A row that carries a record's id is
 * taken: whoever else is the same as it would be that person doubled, as it is for an event. Rows this very run has created
 * before it was interrupted are left out: which of its records are the same person the system knows best, and an interruption
 * makes no difference.
 * Rules that no query can express (folded names, domains, phone numbers) are compared exactly this way.
 * The same read gives Dataverse's link to what changes from now on, where the table's changes are tracked.
 */
export async function collectCandidates(
  sync: Sync,
  runStartedOn: Date,
): Promise<{ readonly candidates: Candidates; readonly deltaLink: string | null }> {
  const { mapping, table } = sync;
  const since = sync.clock.now();
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const taken = new Map<string, string>();
  const external = mapping.externalIdColumn?.column;
  // The columns a comparison reads: the link to what changes goes on asking for these.
  const select = columnsRead(sync);
  let link: string | null = null;
  for (;;) {
    const page = await sync.runtime.client.changes(table.entitySet, select, link, rowCall(sync));
    const rows = page.rows.map((json) => toRow(table, json));
    for (const row of await nameLookups(sync, rules, rows)) {
      if (row.active === false) continue;
      const carried = external ? externalIdOf(mapping, row.values[external]) : null;
      if (carried !== null && isOfThisRun(sync, row, carried, runStartedOn)) continue;
      if (carried !== null) taken.set(row.id, carried);
      index.add(row);
    }
    if (page.next === null) return { candidates: { index, taken, since }, deltaLink: page.deltaLink };
    link = page.next;
  }
}

function isOfThisRun({ connection, mapping }: Sync, row: Row, carried: string, runStartedOn: Date): boolean {
  if (row.id.toLowerCase() !== rowIdFor(connection.id, mapping.systemObject, carried)) return false;
  // Dataverse keeps whole seconds.
  const since = Math.floor(runStartedOn.getTime() / 1000) * 1000;
  return Date.parse(String(row.values.createdon)) >= since;
}
