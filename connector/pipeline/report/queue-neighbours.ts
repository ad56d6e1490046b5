import { DocumentError } from "../../../core/mapping/document";
import { columnOf } from "../../../core/mapping/lookup-path";
import { writes } from "../../../core/plan/direction";
import { systemIn } from "../../../core/sync/details";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { NewChange } from "../../state/changes";
import { isWritable } from "../../systems/contract/object";
import type { Result } from "../item";
import { readCall, type Sync } from "../sync";
import { savedBase } from "../write/write-intents";
import { detailsOf, scopeOf } from "./row-details";

/** What others know of the mappings may be this old; a comparison finds what is missed. */
const MAPPINGS_MS = 10_000;

/**
 * Dynamics is the middle: what this sync has written to rows is looked at by the other mappings of the table that carry it on to systems of
 * their own. Nobody else would tell them, since our own writes are not told to us. To be queued in the transaction that saves the results.
 */
export async function neighboursOf(sync: Sync, results: readonly Result[]): Promise<readonly NewChange[]> {
  const touched = results.flatMap((result) => {
    const columns = touchedBy(sync, result);
    return columns === null || result.rowId === null ? [] : [{ rowId: result.rowId, columns }];
  });
  if (touched.length === 0) return [];
  const mappings = await sync.runtime.configuredMappings(readCall(sync), MAPPINGS_MS);
  return mappings.flatMap((configured): readonly NewChange[] => {
    const names = carriesOn(sync, configured)
      ? touched.filter(({ columns }) => concerns(configured, columns)).map(({ rowId }) => ({ rowId }))
      : [];
    if (names.length === 0) return [];
    return [
      {
        environmentId: sync.runtime.environment.id,
        mappingId: configured.id,
        why: "event",
        correlationId: sync.correlationId,
        names,
      },
    ];
  });
}

/** Whether several systems have mappings of the table, one that rests included; asked only where something was written to it. */
export async function isShared(sync: Sync, results: readonly Result[]): Promise<boolean> {
  if (!results.some(({ wrote }) => wrote.dataverse !== null)) return false;
  const mappings = await sync.runtime.configuredMappings(readCall(sync), MAPPINGS_MS);
  return mappings.some(
    ({ connectionId, status, table }) =>
      status !== "draft" && table === sync.mapping.table && connectionId !== sync.connection.id,
  );
}

/** Columns that hold something of ours now which nobody was told of; "row": the row as a whole. Null: nothing was written to it. */
function touchedBy(sync: Sync, result: Result): ReadonlySet<string> | "row" | null {
  const { end, item, outcome, plan, removed, wrote } = result;
  if (removed === "dataverse" || plan?.action === "deactivateRow" || plan?.action === "createRow")
    return wrote.dataverse || removed ? "row" : null;
  // A look that made the row was interrupted before it could say so.
  const joins = plan !== null && !["skipped", "failed"].includes(outcome) && !end;
  if (joins && savedBase(item) === null && item.row && systemIn(detailsOf(item), scopeOf(sync))) return "row";
  const arrived = item.begun ? arrivedBefore(sync, result) : [];
  const columns = [...Object.keys(wrote.dataverse ?? {}), ...arrived];
  return columns.length > 0 ? new Set(columns.map(columnOf)) : null;
}

/** What an interrupted look has written to the row. */
function arrivedBefore({ mapping }: Sync, { item }: Result): readonly string[] {
  const before = savedBase(item)?.dataverse;
  const after = item.base?.dataverse;
  return mapping.lines.filter(({ id }) => before?.[id] !== after?.[id]).map(({ column }) => column);
}

/** An active mapping of the table to other records, of a system that can be written to. */
function carriesOn({ mapping, runtime }: Sync, other: ConfiguredMapping): boolean {
  const same = other.connectionId === mapping.connectionId && other.systemObject === mapping.systemObject;
  if (other.status !== "active" || other.table !== mapping.table || same) return false;
  const object = runtime.connections.get(other.connectionId)?.adapter.objects.get(other.systemObject);
  return object !== undefined && isWritable(object);
}

function concerns({ mapping }: ConfiguredMapping, columns: ReadonlySet<string> | "row"): boolean {
  if (mapping instanceof DocumentError || !writes(mapping.direction, "toSystem")) return false;
  return (
    columns === "row" ||
    mapping.lines.some(
      ({ column, direction }) => writes(direction, "toSystem") && columns.has(columnOf(column)),
    )
  );
}
