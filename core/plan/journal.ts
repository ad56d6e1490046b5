import type { Side } from "../merge/types";
import type { Base, Value } from "../records";
import type { FieldPlan, RecordPlan } from "./types";

/** One value a run wrote: enough to take it back. */
export interface WrittenField {
  /** The mapping line, or the external-ID column's own. */
  readonly line: string;
  readonly side: Side;
  readonly column: string;
  readonly systemField?: string;
  readonly before: Value;
  readonly after: Value;
  /** Of a value that went to the system: what stood in the row before, and stands there now, where that is written otherwise. */
  readonly row?: { readonly before: Value; readonly after: Value };
}

/** What a run did to one record. */
export interface JournalEntry {
  readonly fields: readonly WrittenField[];
  /** Which side's record the run created. */
  readonly created?: Side;
  /** The run joined two records that both existed. */
  readonly linked?: boolean;
}

/** What applying a plan is about to write, for the journal. `base`: what both sides agreed on before. */
export function journalOf(plan: RecordPlan, linked = false, base: Base | null = null): JournalEntry {
  const created =
    plan.action === "createRow" ? "dataverse" : plan.action === "createSystemRecord" ? "system" : undefined;
  return {
    fields: plan.fields.flatMap((field) => written(field, base)),
    ...(created ? { created } : {}),
    ...(linked ? { linked } : {}),
  };
}

/**
 * Two writes to the same pair within one run, as one: the values before the first of them, and after the last. What the run
 * created it did not join.
 */
export function joinEntries(first: JournalEntry, then: JournalEntry): JournalEntry {
  const nameOf = ({ line, side, column }: WrittenField) => JSON.stringify([line, side, column]);
  const fields = new Map(first.fields.map((field) => [nameOf(field), field]));
  for (const field of then.fields) {
    const earlier = fields.get(nameOf(field));
    fields.set(nameOf(field), earlier ? joined(earlier, field) : field);
  }
  const created = first.created ?? then.created;
  return {
    fields: [...fields.values()],
    ...(created ? { created } : {}),
    ...(!created && (first.linked || then.linked) ? { linked: true } : {}),
  };
}

function joined(first: WrittenField, then: WrittenField): WrittenField {
  const { row, ...rest } = then;
  const rows = first.row || row;
  const before = first.row ? first.row.before : first.before;
  return {
    ...rest,
    before: first.before,
    ...(rows ? { row: { before, after: row ? row.after : then.after } } : {}),
  };
}

function written(field: FieldPlan, base: Base | null): readonly WrittenField[] {
  if (field.verdict !== "writeDataverse" && field.verdict !== "writeSystem") return [];
  const { column, line, systemField } = field;
  const side = field.verdict === "writeDataverse" ? "dataverse" : "system";
  const before = side === "dataverse" ? field.dataverse : field.system;
  const after = field.result ?? null;
  const row = { before: base?.dataverse[line] ?? null, after: field.dataverse };
  const otherwise =
    side === "system" && base !== null && !(isSame(row.before, before) && isSame(row.after, after));
  return [
    {
      ...{ line, side, column, ...(systemField === undefined ? {} : { systemField }), before, after },
      ...(otherwise ? { row } : {}),
    },
  ];
}

function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
