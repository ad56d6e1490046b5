import type { Row, SystemRecord } from "../records";
import type { CompiledRules } from "./compile";

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
