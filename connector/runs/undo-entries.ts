import { isReference } from "../../core/mapping/columns";
import { columnOf } from "../../core/mapping/lookup-path";
import { joinEntries, type JournalEntry, type WrittenField } from "../../core/plan/journal";
import type { Side } from "../../core/merge/types";
import { DataverseError } from "../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import { lookupBinds, type LookupBinds } from "../environment/lookup-targets";
import type { TableMetadata } from "../environment/table-metadata";
import { readCall, type Sync } from "../pipeline/sync";
import type { Journalled } from "../state/journal";

/**
 * Entries as they are taken back. A row that the run joined to one record after the other is taken back once, with the last of
 * them, to what it was before the first; what the others were told is taken back there.
 */
export function onceARow(entries: readonly Journalled[]): readonly Journalled[] {
  const byRow = new Map<string, Journalled[]>();
  for (const each of entries) byRow.set(each.recordId, [...(byRow.get(each.recordId) ?? []), each]);
  return [...byRow.values()].flatMap((group) => {
    const last = group.at(-1)!;
    const earlier = group.slice(0, -1);
    if (earlier.length === 0) return [last];
    const rows = earlier.map(({ entry }) => only(entry, "dataverse"));
    const whole = [...rows, last.entry].reduce((sum, entry) => joinEntries(sum, entry));
    const records = earlier
      .map((each) => ({ ...each, entry: only(each.entry, "system") }))
      .filter(({ entry }) => entry.fields.length > 0 || entry.created);
    return [...records, { ...last, entry: whole }];
  });
}

/** What of an entry concerns one side. */
function only({ fields, created, linked }: JournalEntry, side: Side): JournalEntry {
  return {
    fields: fields.filter((field) => field.side === side),
    ...(created === side ? { created } : {}),
    ...(linked ? { linked } : {}),
  };
}

/**
 * A lookup may have pointed to a row of another table than the line does: an account's place held by a contact, an owner who is
 * a team. The journal keeps the row's id; where it is, is asked for here, for many at once, and the field goes back there.
 */
export async function withTargets(
  sync: Sync,
  entries: readonly Journalled[],
): Promise<{ readonly entries: readonly Journalled[]; readonly binds: LookupBinds }> {
  const known = sync.table.columns();
  const wanted = new Map<string, Set<string>>();
  for (const field of entries.flatMap(({ entry }) => entry.fields)) {
    for (const table of targetsOf(field, known))
      wanted.set(table, (wanted.get(table) ?? new Set()).add(String(field.before)));
  }
  if (wanted.size === 0) return { entries, binds: sync.binds };
  const tableOf = await whereTheyAre(sync, wanted);
  const named = (field: WrittenField): WrittenField => {
    const table = targetsOf(field, known).length > 0 && tableOf.get(String(field.before).toLowerCase());
    const path = `${columnOf(field.column)}.${table || ""}`;
    return table && known[path] ? { ...field, column: path } : field;
  };
  const out = entries.map((each) => ({
    ...each,
    entry: { ...each.entry, fields: each.entry.fields.map(named) },
  }));
  const paths = new Set(out.flatMap(({ entry }) => entry.fields.map((field) => field.column)));
  const binds = await lookupBinds(
    sync.table,
    [...paths].map((column) => ({ column, transformations: [] })),
    (table, call) => sync.runtime.table(table, call),
    { counter: sync.counter },
  );
  return { entries: out, binds: new Map([...sync.binds, ...binds]) };
}

/** The tables a value that is to be written back could be of, where there are several. */
function targetsOf(
  { before, column, side }: WrittenField,
  columns: ReturnType<TableMetadata["columns"]>,
): readonly string[] {
  const info = columns[columnOf(column)];
  if (side !== "dataverse" || typeof before !== "string" || !info || !isReference(info)) return [];
  const targets = info.targets ?? [];
  return targets.length > 1 ? targets : [];
}

async function whereTheyAre(
  sync: Sync,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, string>> {
  const asked: { readonly table: TableMetadata; readonly path: string }[] = [];
  for (const [name, ids] of wanted) {
    const table = await sync.runtime.table(name, { counter: sync.counter }).catch((error: unknown) => {
      if (error instanceof DataverseError && error.status === 404) return null;
      throw error;
    });
    for (const some of table ? chunksOf([...ids], IN_CHUNK) : [])
      asked.push({
        table: table!,
        path: queryPath(table!.entitySet, [table!.primaryId], inFilter(table!.primaryId, some)),
      });
  }
  const answers = await sync.runtime.client.batch(
    asked.map(({ path }) => path),
    readCall(sync),
  );
  const tableOf = new Map<string, string>();
  answers.forEach((answer, at) => {
    const { table } = asked[at]!;
    // A table the connector may not read says nothing: then it goes back the way it was written.
    if ("error" in answer) return;
    for (const json of (answer.body.value ?? []) as readonly Json[])
      tableOf.set(String(json[table.primaryId]).toLowerCase(), table.logicalName);
  });
  return tableOf;
}
