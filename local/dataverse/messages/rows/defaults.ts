import type { CallContext, Kernel, StoredValue } from "../../contracts";
import type { Table } from "../../metadata/types";
import { toSeconds } from "./time";

type Values = Readonly<Record<string, StoredValue>>;

/** Default values of yes/no and choice columns that the caller left out. State and status follow their own rule. */
export const defaultValues = (table: Table, values: Values): Record<string, StoredValue> => {
  const result: Record<string, StoredValue> = {};
  for (const column of defaulted(table)) {
    if (values[column.logicalName] === undefined)
      result[column.logicalName] = column.defaultValue as number | boolean;
  }
  return result;
};

/** Looking through a hundred columns for every new row would cost more than storing it. */
const cache = new WeakMap<
  Table,
  { size: number; columns: readonly { logicalName: string; defaultValue?: number | boolean }[] }
>();
const defaulted = (table: Table) => {
  const known = cache.get(table);
  if (known?.size === table.columns.size) return known.columns;
  const columns = [...table.columns.values()].filter(
    (column) => column.defaultValue !== undefined && column.type !== "State" && column.type !== "Status",
  );
  cache.set(table, { size: table.columns.size, columns });
  return columns;
};

/**
 * Who and when. A row created with `overriddencreatedon` takes that as its creation date and keeps the real moment
 * in the column itself (reference: overriddencreatedon, "date and time that the record was migrated").
 */
export const createdAudit = (
  kernel: Kernel,
  table: Table,
  values: Values,
  context: CallContext,
): Record<string, StoredValue> => {
  const now = toSeconds(kernel.now());
  const user = kernel.store.reference("systemuser", context.userId);
  const migrated = values["overriddencreatedon"];
  return only(table, {
    createdon: migrated ?? now,
    ...(migrated === undefined || migrated === null ? {} : { overriddencreatedon: now }),
    modifiedon: now,
    createdby: user,
    modifiedby: user,
    ...delegate(kernel, context, ["createdonbehalfby", "modifiedonbehalfby"]),
  });
};

export const modifiedAudit = (
  kernel: Kernel,
  table: Table,
  context: CallContext,
): Record<string, StoredValue> =>
  only(table, {
    modifiedon: toSeconds(kernel.now()),
    modifiedby: kernel.store.reference("systemuser", context.userId),
    modifiedonbehalfby: null,
    ...delegate(kernel, context, ["modifiedonbehalfby"]),
  });

/** Impersonated work names the one who really called. */
const delegate = (
  kernel: Kernel,
  context: CallContext,
  columns: readonly string[],
): Record<string, StoredValue> => {
  if (context.userId === context.initiatingUserId) return {};
  const caller = kernel.store.reference("systemuser", context.initiatingUserId);
  return Object.fromEntries(columns.map((column) => [column, caller]));
};

const only = (table: Table, values: Record<string, StoredValue>): Record<string, StoredValue> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => table.columns.has(name)));
