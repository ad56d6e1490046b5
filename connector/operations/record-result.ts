import { describeReason } from "../../core/issues/describe";
import type { ColumnInfo } from "../../core/mapping/columns";
import type { FieldResult, RecordResult } from "../../core/operation/types";
import type { FieldPlan } from "../../core/plan/types";
import type { Value } from "../../core/records";
import type { Result } from "../pipeline/item";
import type { Sync } from "../pipeline/sync";
import { externalUrl } from "../pipeline/tell-links";
import { spoken, type Speaker } from "../pipeline/words";

/** What the person who asked reads about one record. */
export function recordResult(sync: Sync, result: Result, by: Speaker, withFields: boolean): RecordResult {
  const { externalId, plan } = result;
  const told = result.issue ?? result.warnings[0];
  const url = externalId === null ? null : externalUrl(sync, externalId);
  return {
    // A record that has no row is known by the id it has.
    recordId: result.rowId ?? result.externalId!,
    outcome: result.outcome,
    ...(externalId === null ? {} : { externalId }),
    ...(url === null ? {} : { externalUrl: url }),
    ...(told ? { problem: spoken(told, by) } : {}),
    ...(withFields && plan ? { fields: plan.fields.map((field) => fieldResult(sync, field, by)) } : {}),
  };
}

function fieldResult(sync: Sync, field: FieldPlan, by: Speaker): FieldResult {
  const column = sync.columns[field.column];
  const inWords = (value: Value) => readable(sync, column, value);
  return {
    ...field,
    dataverse: inWords(field.dataverse),
    ...(field.verdict === "writeDataverse" && field.result !== undefined
      ? { result: inWords(field.result) }
      : {}),
    label: column?.label ?? field.column,
    reasonText: describeReason(field, by.language, by.params),
  };
}

/** A column's value as a person knows it: owners by address, choices by label. */
function readable(sync: Sync, column: ColumnInfo | undefined, value: Value): Value {
  if (value === null) return null;
  if (column?.type === "owner") return sync.owners.personOf(String(value)) ?? value;
  return column?.choices?.find((choice) => choice.value === value)?.label ?? value;
}
