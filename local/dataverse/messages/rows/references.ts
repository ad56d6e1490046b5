import type { CallContext, Kernel, LookupValue, StoredRow, StoredValue } from "../../contracts";
import { recordNotFound } from "../../errors";
import type { Table } from "../../metadata/types";
import type { Reader } from "../../store/types";

/** Lookups of the platform itself, which need no append privilege. */
const WITHOUT_APPEND = new Set([
  "ownerid",
  "owninguser",
  "owningteam",
  "owningbusinessunit",
  "createdby",
  "modifiedby",
  "organizationid",
]);

/**
 * Tables of the event framework, whose lookups need no append privilege either: no public list of privileges has one
 * for them, and a role that may create steps can create them (inferred; see docs/local-dynamics.md).
 */
const TABLES_WITHOUT_APPEND = new Set([
  "sdkmessageprocessingstep",
  "sdkmessageprocessingstepimage",
  "sdkmessagefilter",
]);

/**
 * Checks the rows that lookups point to: they must exist (404 otherwise), and the caller needs Append on her row's
 * table and AppendTo on theirs (docs: security concepts, associate). Gives the values with shared references.
 */
export const checkReferences = (
  kernel: Kernel,
  table: Table,
  values: Record<string, StoredValue>,
  context: CallContext,
  reader: Reader,
): Record<string, StoredValue> => {
  for (const [name, value] of Object.entries(values)) {
    if (!isLookup(value)) continue;
    const target = reader.get(value.table, value.id);
    if (target === undefined) throw recordNotFound(value.table, value.id);
    const needsAppend = !WITHOUT_APPEND.has(name) && !TABLES_WITHOUT_APPEND.has(table.logicalName);
    if (!context.isSystem && needsAppend) requireAppend(kernel, context, table, target);
    values[name] = kernel.store.reference(value.table, value.id);
  }
  return values;
};

const requireAppend = (kernel: Kernel, context: CallContext, table: Table, target: StoredRow): void => {
  kernel.security.require(context, "Append", table.logicalName);
  kernel.security.require(context, "AppendTo", target.table, target);
};

export const isLookup = (value: unknown): value is LookupValue =>
  typeof value === "object" && value !== null && "table" in value && "id" in value;
