import type { Columns } from "../../../core/mapping/columns";
import { isEcho } from "../../../core/sync/echo";
import type { Values } from "../../../core/records";
import type { Sql } from "../../database/database";
import type { KnownMapping } from "../../state/known-mappings";
import { isRowEnded } from "../../state/ended-rows";
import { forgetOwnWrites, ownWritesByColumn } from "../../state/own-writes";
import type { RowEvent } from "./dataverse-events";
import { targetValues } from "./target-values";

/**
 * Whether an event is only the echo of what we wrote. In doubt it is none: looking at a record that needs nothing costs two
 * reads, a change passed over would be lost until the next comparison.
 */
export async function isOwnEcho(
  sql: Sql,
  environmentId: string,
  event: RowEvent,
  mappings: readonly KnownMapping[],
): Promise<boolean> {
  const { message, table, rowId, input } = event;
  if (message === "Merge") return false;
  // If we deleted the row, its link ended before this event arrived.
  if (message === "Delete") return isRowEnded(sql, environmentId, table, rowId);
  const target = targetValues(input?.Target);
  if (target === null) return false;
  const watched = Object.assign({}, ...mappings.map((mapping) => mapping.columns)) as KnownMapping["columns"];
  const changed = Object.fromEntries(Object.entries(target).filter(([column]) => column in watched));
  const columns = Object.fromEntries(
    Object.entries(watched).map(([name, comparable]) => [name, { name, ...comparable }]),
  ) as Columns;

  const own = await ownWritesByColumn(sql, environmentId, table, rowId);
  // A new row holds what the platform fills in as well. Nobody else creates a row under the id that we wrote to.
  const told = message === "Create" ? onlyColumnsOf(changed, own) : changed;
  const echo = isEcho(table, rowId, told, new Set(Object.values(own)), columns);
  // Each write has one echo. Once someone overwrites our value, it is no longer ours, even if the same value comes back.
  await forgetOwnWrites(sql, environmentId, table, rowId, Object.keys(changed));
  return echo;
}

function onlyColumnsOf(changed: Values, own: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(Object.entries(changed).filter(([column]) => column in own));
}
