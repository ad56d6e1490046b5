import type { HistoryEntry, HistoryField, HistoryUndo } from "../../core/operation/history-answer";
import { isReference, type ColumnInfo, type Columns } from "../../core/mapping/columns";
import { columnOf } from "../../core/mapping/lookup-path";
import type { WrittenField } from "../../core/plan/journal";
import type { Value } from "../../core/records";
import { sameValue } from "../../core/values/same";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { historyOf } from "../state/journal";
import { resultOf, type End, type Job } from "./job";
import { asAsker } from "./mail/asked-record";

/** Entries of one answer: a few screens, and far below what the row of an operation holds. */
const PAGE = 50;

/**
 * wave_History: what syncs wrote to a record, by our own journal. Told to whoever may read the record now; of columns under column security
 * nothing is told to anybody, since who may read them is decided for each.
 * @throws CannotSyncError RECORD_NOT_FOUND; DataverseError
 */
export async function tellHistory(job: Job<"history">): Promise<End> {
  const { counter, operation, parts, runtime } = job;
  const { before = null, language, recordId, table: name } = operation.request;
  const table = await runtime.table(name, { counter });
  const columns = table.columns(language);
  const found = await historyOf(parts.database, operation.environmentId, recordId, before, PAGE + 1);
  const rows = found.slice(0, PAGE);
  const written = rows.flatMap(({ entry }) => entry.fields.map(({ column }) => columnOf(column)));
  const read = [...new Set(written)].filter((column) => isTold(columns[column]));
  const row = await runtime.client.retrieve(
    table.entitySet,
    recordId,
    [table.primaryId, ...read.map((column) => webName(columns, column))],
    asAsker(job),
  );
  if (!row) throw new CannotSyncError({ code: "RECORD_NOT_FOUND" });
  const mappings = await runtime.configuredMappings({ counter });
  const now = (column: string) => (row[webName(columns, column)] ?? null) as Value;
  const entries = rows.flatMap((each): readonly HistoryEntry[] => {
    const mapping = mappings.find(({ id }) => id === each.mappingId);
    const connection = mapping && runtime.connections.get(mapping.connectionId);
    const fields = each.entry.fields.flatMap((field) => told(columns, field, now));
    const { created, linked } = each.entry;
    if (fields.length === 0 && !created && !linked) return [];
    return [
      {
        ...{ id: `${each.id}/${each.externalId}`, on: each.on.toISOString(), cause: each.cause },
        ...(each.runKind ? { runKind: each.runKind } : {}),
        ...(each.byUser ? { by: each.byUser } : {}),
        system: connection?.adapter.system ?? "",
        ...(created ? { created } : {}),
        ...(linked ? { linked } : {}),
        fields,
      },
    ];
  });
  const history = { entries, more: found.length > PAGE };
  return { succeeded: true, result: resultOf({ history }), connectionId: null };
}

function isTold(column: ColumnInfo | undefined): column is ColumnInfo {
  return column !== undefined && !column.secured && !column.notReadable;
}

/** A column as the Web API reads it. */
function webName(columns: Columns, column: string): string {
  const info = columns[column];
  return info && isReference(info) ? `_${column}_value` : column;
}

function told(
  columns: Columns,
  field: WrittenField,
  now: (column: string) => Value,
): readonly HistoryField[] {
  const column = columnOf(field.column);
  const info = columns[column];
  if (!isTold(info)) return [];
  const undo = undoOf(info, field, now(column));
  const inWords = (value: Value) => info.choices?.find((choice) => choice.value === value)?.label ?? value;
  return [
    {
      ...{ line: field.line, column, label: info.label ?? column, side: field.side },
      before: inWords(field.before),
      after: inWords(field.after),
      ...(undo ? { undo } : {}),
    },
  ];
}

/** Values of these kinds are written back as they are: a lookup would have to say of which table it is. */
const WRITTEN_BACK: ReadonlySet<ColumnInfo["type"]> = new Set<ColumnInfo["type"]>([
  ...(["string", "memo", "integer", "decimal", "double", "money"] as const),
  ...(["boolean", "choice", "dateTime"] as const),
]);

/** How a value is taken back: not where the row holds something else by now, or where nobody may write the column. */
function undoOf(info: ColumnInfo, field: WrittenField, now: Value): HistoryUndo | null {
  if (!WRITTEN_BACK.has(info.type) || info.notOnUpdate) return null;
  const { before, after } = field.row ?? field;
  if (!sameValue(now, after, info) || sameValue(now, before, info)) return null;
  return { expects: now, value: before };
}
