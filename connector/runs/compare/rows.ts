import { externalIdOf } from "../../../core/mapping/external-id";
import { compileMatchRules, type CompiledRules } from "../../../core/match/compile";
import { rowDiffersFromBase } from "../../../core/plan/differs-from-base";
import type { Row } from "../../../core/records";
import { readDetails, systemIn } from "../../../core/sync/details";
import { outOfScope } from "../../pipeline/load/scope";
import { stampedDetails } from "../../tables/stamp";
import { toRow } from "../../environment/rows";
import { linksToCompare, type ComparedLink } from "../../state/compared-links";
import type { Comparison } from "./comparison";
import type { ComparedPage, Found } from "./settle";

/** Reads the page of the table, or of its changes, that `at` points to, and compares it with what both sides agreed on. */
export async function comparePageOfRows(comparison: Comparison, at: string | null): Promise<ComparedPage> {
  const { is, listsFirst, marks, place, scope, work } = comparison;
  const { table } = is;
  const rules = compileMatchRules(is.comparing.mapping);
  const page = await work.runtime.client.changes(table.entitySet, is.select, at, comparison.call);
  const counted = new Set(place.repeated);
  const rows = page.rows.map((json) => toRow(table, json)).filter(({ id }) => !counted.has(id.toLowerCase()));
  const links = await linksToCompare(work.parts.database, scope, {
    table: table.logicalName,
    recordIds: [...rows.map((row) => row.id), ...page.removed],
  });
  const linkOf = new Map(links.map((link) => [link.recordId, link]));
  const moved = await movedThroughView(
    comparison,
    rows.filter((row) => linkOf.get(row.id.toLowerCase())?.ended === false),
  );
  const found: Found[] = [];
  const seen: string[] = [];
  for (const row of rows) {
    const id = row.id.toLowerCase();
    const link = linkOf.get(id);
    // Both sides were read and brought together a moment ago, coming from its record.
    if (listsFirst && link?.seen === marks.settled) continue;
    if (moved.has(id) || rowNeedsLooking(comparison, row, link))
      found.push({ key: id, name: { rowId: id }, ...(link ? {} : { keys: keysOf(rules, row) }) });
    else if (link && !link.ended && place.full) seen.push(link.externalId);
  }
  for (const id of page.removed) {
    const link = linkOf.get(id);
    if (link && !link.ended) found.push({ key: id, name: { rowId: id } });
  }
  return {
    found,
    seen,
    mark: marks.row,
    // Each is counted once: in the phase of the side that comes last.
    unchanged: listsFirst ? seen.length : 0,
    listed: page.rows.length,
    next: page.next,
    deltaLink: page.deltaLink,
  };
}

/** Linked rows that have left the mapping's view, or are back in it, and do not say so yet. */
async function movedThroughView({ is }: Comparison, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const { comparing, connection, view } = is;
  if (view.scope === null) return new Set();
  const ids = rows.map((row) => row.id.toLowerCase());
  const outside = await outOfScope(view, ids);
  const scope = { connection: connection.id, object: comparing.mapping.systemObject };
  const isOutside = (row: Row) => systemIn(readDetails(stampedDetails(row)), scope)?.code === "OUT_OF_SCOPE";
  return new Set(ids.filter((id, at) => outside.has(id) !== isOutside(rows[at]!)));
}

function keysOf({ groups }: CompiledRules, row: Row): readonly string[] {
  return groups.flatMap((group, at) => {
    const key = group.rowKey(row);
    return key === null ? [] : [`${at} ${key}`];
  });
}

function rowNeedsLooking(comparison: Comparison, row: Row, link: ComparedLink | undefined): boolean {
  const { comparing } = comparison.is;
  // It lost a merge: its link goes to the master.
  if (row.values.merged === true) return link !== undefined && !link.ended;
  if (link)
    return (
      !link.ended &&
      (mayHaveBecomeAnother(comparing.mapping, row) ||
        rowDiffersFromBase(comparing, row, link.base, link.externalId))
    );
  const column = comparing.mapping.externalIdColumn?.column;
  if (column && externalIdOf(comparing.mapping, row.values[column]) !== null) return true;
  return isNew(comparison, row);
}

/** Its work is over, and rows of another table say which row they came of. */
function mayHaveBecomeAnother({ policies }: Comparison["is"]["comparing"]["mapping"], row: Row): boolean {
  return row.active === false && (policies.otherTables ?? []).some(({ cameFrom }) => cameFrom !== undefined);
}

/** Made since the connection was, and nothing has become of it yet. */
function isNew({ is }: Comparison, row: Row): boolean {
  const createdOn = row.values.createdon;
  return (
    is.newSince !== null &&
    row.active !== false &&
    typeof createdOn === "string" &&
    Date.parse(createdOn) >= Date.parse(is.newSince)
  );
}
