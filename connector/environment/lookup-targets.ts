import { isReference } from "../../core/mapping/columns";
import { columnOf, tableOf } from "../../core/mapping/lookup-path";
import type { MappingLine } from "../../core/mapping/types";
import type { DataverseCall } from "../dataverse/call";
import { DataverseError } from "../dataverse/dataverse-error";
import type { TableMetadata } from "./table-metadata";

/** How a lookup column is written: by which navigation property, to which rows. */
export interface LookupBind {
  readonly nav: string;
  readonly entitySet: string;
}

/** By the name a line uses for the column: `parentcustomerid.account`, `transactioncurrencyid`. */
export type LookupBinds = ReadonlyMap<string, LookupBind>;

/** Owners are users unless a line names teams. */
const OWNER: LookupBind = { nav: "ownerid", entitySet: "systemusers" };

type Tables = (table: string, call: DataverseCall) => Promise<TableMetadata>;

/**
 * How the lookup columns of these lines are written. A lookup with several targets points where the line says, by its
 * name or by the table of its lookup rule. What points to a table that is not there is left out: the check says so.
 */
export async function lookupBinds(
  table: TableMetadata,
  lines: readonly Pick<MappingLine, "column" | "transformations">[],
  tables: Tables,
  call: DataverseCall,
): Promise<LookupBinds> {
  const columns = table.columns();
  const binds = new Map<string, LookupBind>();
  for (const line of lines) {
    const column = columns[line.column];
    if (!column || !isReference(column)) continue;
    const target = targetOf(line, table);
    // Metadata names the owner's table "owner": users and teams in one.
    if (column.type === "owner" && (target === null || target === "owner" || target === "systemuser")) {
      binds.set(line.column, OWNER);
      continue;
    }
    const entitySet = target === null ? null : await entitySetOf(target, tables, call);
    const nav = navOf(table, line.column, target);
    if (nav !== null && entitySet !== null) binds.set(line.column, { nav, entitySet });
  }
  return binds;
}

function targetOf(
  line: Pick<MappingLine, "column" | "transformations">,
  table: TableMetadata,
): string | null {
  const named = tableOf(line.column);
  if (named !== null) return named;
  const rule = line.transformations.find((candidate) => candidate.kind === "lookup");
  if (rule) return rule.table;
  const targets = table.lookups.get(line.column) ?? [];
  return targets.length === 1 ? targets[0]!.table : null;
}

function navOf(table: TableMetadata, path: string, target: string | null): string | null {
  const column = columnOf(path);
  const found = table.lookups.get(column)?.find((candidate) => candidate.table === target);
  if (found) return found.nav;
  return table.columns()[column]?.type === "owner" ? OWNER.nav : null;
}

async function entitySetOf(target: string, tables: Tables, call: DataverseCall): Promise<string | null> {
  try {
    return (await tables(target, call)).entitySet;
  } catch (error) {
    if (error instanceof DataverseError && error.status === 404) return null;
    throw error;
  }
}
