import type { Kernel, StoredValue } from "../../contracts";
import { invalidState, invalidStateStatus } from "../../errors";
import type { Table } from "../../metadata/types";

type Values = Readonly<Record<string, StoredValue>>;

/**
 * State and status belong together: a state alone picks its default status, a status alone must belong to the state
 * the row has or brings its own (docs: update state and status with PATCH).
 */
export const stateAndStatus = (
  kernel: Kernel,
  table: Table,
  current: Values,
  changes: Values,
): Record<string, StoredValue> => {
  const stateColumn = table.columns.get("statecode");
  const statusColumn = table.columns.get("statuscode");
  if (stateColumn === undefined || statusColumn === undefined) return {};
  const givenState = changes["statecode"] as number | null | undefined;
  const givenStatus = changes["statuscode"] as number | null | undefined;
  if (givenState == null && givenStatus == null) return {};
  const states = kernel.model.options(stateColumn);
  const statuses = kernel.model.options(statusColumn);
  const state = givenState ?? (current["statecode"] as number | undefined) ?? 0;
  const definition = states.find((one) => one.value === state);
  if (definition === undefined) throw invalidState(table.logicalName, state);
  const status =
    givenStatus ?? definition.defaultStatus ?? statuses.find((one) => one.state === state)?.value ?? null;
  if (status !== null && statuses.find((one) => one.value === status)?.state !== state)
    throw invalidStateStatus(table.logicalName, state, status);
  return { statecode: state, statuscode: status };
};

/** The state and status of a new row. */
export const initialState = (kernel: Kernel, table: Table, values: Values): Record<string, StoredValue> => {
  if (!table.columns.has("statecode")) return {};
  return stateAndStatus(kernel, table, {}, { statecode: 0, ...values });
};
