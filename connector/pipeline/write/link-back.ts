import { columnOf } from "../../../core/mapping/lookup-path";
import type { LinkBackRule } from "../../../core/mapping/related";
import { associate } from "../../../core/match/associate";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import type { Row, Values } from "../../../core/records";
import { lookupBinds } from "../../environment/lookup-targets";
import { selectOf, toWrite } from "../../environment/rows";
import type { TableMetadata } from "../../environment/table-metadata";
import { rememberOwnWrites } from "../../state/own-writes";
import { activeOnly } from "../../tables/state-model";
import type { Result } from "../item";
import { relatedIndex } from "../match/related-index";
import { rowsThatFit } from "../match/rows-by-rules";
import type { RelatedToCreate } from "../match/related";
import { readCall, rowCall, type Sync } from "../sync";
import { writeBulk } from "./write-bulk";

/** A row that others may belong to, with what is known of its columns. */
interface KnownRow {
  readonly id: string;
  readonly values: Values;
}

/**
 * Gives rows that were synced or created just now those that belong to them: rows that fit, point to nobody yet, and fit no other
 * one. Read and written in bulk.
 */
export async function linkBack(
  sync: Sync,
  created: readonly RelatedToCreate[],
  results: readonly Result[],
): Promise<void> {
  if (sync.direction === "toSystem") return;
  for (const rule of sync.linkBack) {
    const made = created.filter(({ table }) => table === rule.to);
    const synced = sync.mapping.table === rule.to ? results.flatMap(rowSynced) : [];
    const known = [...made, ...synced];
    if (known.length > 0) await linkTo(sync, rule, known);
  }
}

/** The row that was created, changed or linked just now. */
function rowSynced({ item, outcome, plan, rowId, wrote }: Result): readonly KnownRow[] {
  const fresh = wrote.dataverse !== null || (item.link === null && outcome === "unchanged");
  if (!fresh || rowId === null || plan === null) return [];
  return [{ id: rowId, values: { ...item.row?.values, ...wrote.dataverse } }];
}

async function linkTo(sync: Sync, rule: LinkBackRule, known: readonly KnownRow[]): Promise<void> {
  const call = { counter: sync.counter };
  const [from, to] = await Promise.all([
    sync.runtime.table(rule.from, call),
    sync.runtime.table(rule.to, call),
  ]);
  if (!from.columns()[rule.column]) return;
  const joined = await fitting(sync, rule, to, known, await rowsOfNobody(sync, rule, from, known));
  if (joined.length === 0) return;
  const binds = await lookupBinds(
    from,
    [{ column: rule.column, transformations: [] }],
    (table, asking) => sync.runtime.table(table, asking),
    call,
  );
  const writes = joined.map(({ row, to: id }) => ({
    id: row.id,
    body: { [from.primaryId]: row.id, ...toWrite(from, { [rule.column]: id }, binds) },
  }));
  const refused = await writeBulk(sync.runtime.client, "UpdateMultiple", from, writes, rowCall(sync));
  for (const error of refused.values()) {
    sync.logger.warn("A row could not be joined to the one it belongs to", {
      code: error.code,
      httpStatus: error.status,
      table: from.logicalName,
    });
  }
  // So that the echo of it does nothing. These rows are no records of the run: undoing it leaves them joined.
  await rememberOwnWrites(
    sync.database,
    sync.runtime.environment.id,
    from.logicalName,
    joined
      .filter(({ row }) => !refused.has(row.id))
      .map(({ row, to: id }) => ({ recordId: row.id, values: { [columnOf(rule.column)]: id } })),
    from.columns(),
  );
}

interface Joined {
  readonly row: Row;
  readonly to: string;
}

/** Rows that point to nobody and look like they belong to one of the known; the rules decide after. */
async function rowsOfNobody(
  sync: Sync,
  { column, fields, fromRules }: LinkBackRule,
  from: TableMetadata,
  known: readonly KnownRow[],
): Promise<readonly Row[]> {
  const rules = compileMatchRules({ matchRules: fromRules, lines: [] });
  const free = `_${columnOf(column)}_value eq null`;
  const filters = new Set<string>();
  for (const { id, values } of known) {
    const told = Object.entries(fields).map(([field, name]) => [field, values[name] ?? null]);
    const filter = candidateFilter(rules, { id, values: Object.fromEntries(told) });
    if (filter !== null && filter !== "none") filters.add(activeOnly(from.state, `${free} and (${filter})`)!);
  }
  const select = selectOf(from, requiredColumns(rules));
  const { rows } = await rowsThatFit(sync, from, select, [...filters], readCall(sync));
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Looked at from the other side, with all rows there are to point to: only one that fits is theirs. */
async function fitting(
  sync: Sync,
  { toRules }: LinkBackRule,
  to: TableMetadata,
  known: readonly KnownRow[],
  rows: readonly Row[],
): Promise<readonly Joined[]> {
  if (rows.length === 0) return [];
  const { active } = await relatedIndex(sync, to, toRules, rows);
  for (const row of known) active.add(row);
  const ids = new Set(known.map(({ id }) => id));
  const matches = associate(rows, active);
  return rows.flatMap((row): Joined[] => {
    const match = matches.get(row.id)!;
    return match.kind === "one" && ids.has(match.rowId) ? [{ row, to: match.rowId }] : [];
  });
}
