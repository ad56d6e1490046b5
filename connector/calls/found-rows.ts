import { mapToSystem } from "../../core/map/to-system";
import { hasValue } from "../../core/map/types";
import type { SystemFields } from "../../core/mapping/system-fields";
import { mayWrite } from "../../core/plan/direction";
import type { Row, SystemRecord, Value, Values } from "../../core/records";
import { isGuid } from "../../core/values/guid";
import { DataverseError } from "../dataverse/dataverse-error";
import { readRows } from "../pipeline/load/read";
import { findTogether } from "../pipeline/sync-records";
import { linkScope, type Sync } from "../pipeline/sync";
import { linksByName, type LinkState } from "../state/links";
import { storable } from "../systems/base/storable";
import type { FoundRow } from "../systems/contract/engine";
import { knownFrom } from "./bring";

/** The rows that records are joined to, or would be: only those of which that is certain. Nothing is written. */
export async function matchedRows(sync: Sync, given: readonly SystemRecord[]): Promise<readonly FoundRow[]> {
  const records = given.map(storable);
  const names = [...new Set(records.map(({ id }) => id))].map((externalId) => ({ externalId }));
  const items = await findTogether(sync, names, knownFrom(sync, records));
  return items.flatMap(({ externalId, row, stop }) =>
    externalId === null || row === null || stop ? [] : foundRow(sync, externalId, row),
  );
}

/** Rows by id, as far as records of this connection are joined to them. */
export async function linkedRows(sync: Sync, rowIds: readonly string[]): Promise<readonly FoundRow[]> {
  const links = await linksOfRows(sync, rowIds);
  const rows = await readRows(sync, [...links.keys()]);
  return [...links].flatMap(([id, { externalId }]) => {
    const row = rows.get(id);
    if (row instanceof DataverseError && row.status !== 404) throw row;
    return !row || row instanceof DataverseError ? [] : foundRow(sync, externalId, row);
  });
}

/** The links that hold of these rows, by row id in lower case. */
export async function linksOfRows(
  sync: Sync,
  rowIds: readonly string[],
): Promise<ReadonlyMap<string, LinkState>> {
  // Whatever else is asked for is no row.
  const recordIds = [...new Set(rowIds.filter(isGuid).map((id) => id.toLowerCase()))];
  const { logicalName } = sync.table;
  const states = await linksByName(sync.database, linkScope(sync), logicalName, {
    externalIds: [],
    recordIds,
  });
  return new Map(
    states.filter(({ ended }) => ended === null).map((state) => [state.recordId.toLowerCase(), state]),
  );
}

function foundRow(sync: Sync, externalId: string, row: Row): FoundRow {
  return { rowId: row.id.toLowerCase(), externalId, values: toldOf(sync, row) };
}

/** What the mapping lets the system hear of a row. That its fields may not be written by other means does not matter: it asks. */
function toldOf({ columns, mapping, owners, red, systemFields }: Sync, row: Row): Values {
  const context = { columns, creating: false, owners };
  const fields = systemFields && heardInAnswers(systemFields);
  const values: Record<string, Value> = {};
  for (const line of mapping.lines) {
    const { direction, id, kind, systemField } = line;
    if (kind !== "field" || systemField === undefined || red.has(id)) continue;
    if (mayWrite("toSystem", direction, mapping.direction, "both") !== true) continue;
    const mapped = mapToSystem(line, row.values[line.column] ?? null, context, fields);
    if (hasValue(mapped)) values[systemField] = mapped.value;
  }
  return values;
}

function heardInAnswers(fields: SystemFields): SystemFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, readOnly: false }]),
  );
}
