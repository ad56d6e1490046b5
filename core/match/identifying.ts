import type { Mapping } from "../mapping/types";
import type { Row, SystemRecord } from "../records";
import type { CompiledRules } from "./compile";

/**
 * The system's field in which records carry the id of the row they stand for: the one that a match rule compares with the table's
 * primary key, and with nothing else. Null where no rule does.
 */
export function rowIdField({ matchRules }: Pick<Mapping, "matchRules">, primaryId: string): string | null {
  const group = matchRules.find(
    ([condition, ...more]) => condition?.column === primaryId && more.length === 0,
  );
  return group?.[0]?.systemField ?? null;
}

/** True when nothing but this column makes the record and the row the same: a name, which many may have. */
export function fitsByAlone(
  column: string,
  { groups }: CompiledRules,
  record: Pick<SystemRecord, "id" | "values">,
  row: Pick<Row, "values">,
): boolean {
  const fitting = groups.filter((group) => {
    const key = group.rowKey(row);
    return key !== null && group.recordKeys(record).includes(key);
  });
  return (
    fitting.length > 0 &&
    fitting.every(({ conditions }) => conditions.every((condition) => condition.column === column))
  );
}
