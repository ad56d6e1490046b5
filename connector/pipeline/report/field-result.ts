import { describeOrigin, describeReason } from "../../../core/issues/describe";
import type { ColumnInfo } from "../../../core/mapping/columns";
import type { FieldResult } from "../../../core/operation/types";
import type { FieldPlan } from "../../../core/plan/types";
import type { Value } from "../../../core/records";
import type { Origins } from "../../state/own-writes";
import type { Sync } from "../sync";
import type { Speaker } from "./words";

/** A planned field as a person reads it, with the system that its value in Dynamics came from, where one brought it. */
export function fieldResult(sync: Sync, field: FieldPlan, by: Speaker, origins?: Origins): FieldResult {
  const column = sync.columns[field.column];
  // Who may read a secured column is decided column by column: what it holds is copied nowhere.
  const inWords = (value: Value) => (column?.secured ? null : readable(sync, column, value));
  return {
    ...field,
    dataverse: inWords(field.dataverse),
    ...(column?.secured ? { system: null } : {}),
    ...(field.verdict === "writeDataverse" && field.result !== undefined
      ? { result: inWords(field.result) }
      : {}),
    label: column?.label ?? field.column,
    reasonText: [describeReason(field, by.language, by.params), cameFrom(sync, field, by, origins)]
      .filter(Boolean)
      .join(" "),
  };
}

function cameFrom(sync: Sync, field: FieldPlan, { language }: Speaker, origins?: Origins): string | null {
  const origin = origins?.get(field.column);
  const system = origin && sync.runtime.connections.get(origin.connectionId)?.adapter.system;
  if (!origin || !system || sync.columns[field.column]?.secured) return null;
  return describeOrigin(system, origin.on, sync.clock.now(), language);
}

/** A column's value as a person knows it: owners by address, choices by label. */
export function readable(sync: Sync, column: ColumnInfo | undefined, value: Value): Value {
  if (value === null) return null;
  if (column?.type === "owner") return sync.owners.personOf(String(value)) ?? value;
  return column?.choices?.find((choice) => choice.value === value)?.label ?? value;
}
