import type { Side } from "../merge/types";
import type { Value } from "../records";
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
}

/** What a run did to one record. */
export interface JournalEntry {
  readonly fields: readonly WrittenField[];
  /** Which side's record the run created. */
  readonly created?: Side;
  /** The run joined two records that both existed. */
  readonly linked?: boolean;
}

/** What applying a plan is about to write, for the journal of the run. */
export function journalOf(plan: RecordPlan, linked = false): JournalEntry {
  const created =
    plan.action === "createRow" ? "dataverse" : plan.action === "createSystemRecord" ? "system" : undefined;
  return {
    fields: plan.fields.flatMap(written),
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
    fields.set(nameOf(field), earlier ? { ...field, before: earlier.before } : field);
  }
  const created = first.created ?? then.created;
  return {
    fields: [...fields.values()],
    ...(created ? { created } : {}),
    ...(!created && (first.linked || then.linked) ? { linked: true } : {}),
  };
}

function written(field: FieldPlan): readonly WrittenField[] {
  if (field.verdict !== "writeDataverse" && field.verdict !== "writeSystem") return [];
  const side = field.verdict === "writeDataverse" ? "dataverse" : "system";
  const systemField = field.systemField === undefined ? {} : { systemField: field.systemField };
  const before = side === "dataverse" ? field.dataverse : field.system;
  return [
    { line: field.line, side, column: field.column, ...systemField, before, after: field.result ?? null },
  ];
}
