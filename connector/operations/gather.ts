import { externalIdOf } from "../../core/mapping/external-id";
import type { Row } from "../../core/records";
import { DataverseError } from "../dataverse/dataverse-error";
import type { Item, LinkRow } from "../pipeline/item";
import { problemOf } from "../pipeline/problems";
import { readLinksOfRows, readRows } from "../pipeline/read";
import { linkScope, systemCall, type Sync } from "../pipeline/sync";
import { linksByRecord } from "../state/links";
import { leaseRecords, recordKeys, releaseRecords } from "../state/record-leases";

/** How long to leave a record to whoever works on it before asking again. */
const ASK_AGAIN_MS = 100;

export interface Gathered {
  readonly items: readonly Item[];
  /** Record leases held, by both names of every record. */
  readonly keys: readonly string[];
}

/** The rows a person pointed at and their records in the system, as they are now, each under its lease. */
export async function gather(sync: Sync, rowIds: readonly string[]): Promise<Gathered> {
  for (;;) {
    const gathered = await tryToGather(sync, rowIds);
    if (gathered) return gathered;
    // Never wait while holding: a run that holds the other name of a record may be waiting for this one.
    await releaseRecords(sync.database, sync.leaseOwner);
    await sync.clock.sleep(ASK_AGAIN_MS, sync.signal);
  }
}

async function tryToGather(sync: Sync, rowIds: readonly string[]): Promise<Gathered | null> {
  const { connection, database, mapping, table } = sync;
  const environmentId = sync.runtime.environment.id;
  const rowKeys = rowIds.map((id) => recordKeys.row(table.logicalName, id));
  const held = await leaseRecords(database, environmentId, rowKeys, sync.leaseOwner);
  if (!rowKeys.every((key) => held.has(key))) return null;

  const [rows, links, states] = await Promise.all([
    readRows(sync, rowIds),
    readLinksOfRows(sync, rowIds),
    linksByRecord(database, linkScope(sync), table.logicalName, rowIds),
  ]);
  const linkOf = new Map(links.map((link) => [link.recordId, link]));
  const externalIds = new Map(rowIds.map((id) => [id, externalIdFor(sync, linkOf.get(id), rows.get(id))]));
  const known = [...externalIds.values()].filter((id) => id !== null);
  const externalKeys = known.map((id) => recordKeys.external(connection.id, mapping.systemObject, id));
  const heldToo = await leaseRecords(database, environmentId, externalKeys, sync.leaseOwner);
  if (!externalKeys.every((key) => heldToo.has(key))) return null;

  const readable = [...externalIds].flatMap(([id, externalId]) =>
    isRow(rows.get(id)) && externalId !== null ? [externalId] : [],
  );
  const records = await sync.connection.adapter.readMany(mapping.systemObject, readable, systemCall(sync));
  const recordOf = new Map(records.map((record) => [record.id, record]));
  const stateOf = new Map(states.map((state) => [state.externalId, state]));
  const items = rowIds.map((id): Item => {
    const externalId = externalIds.get(id) ?? null;
    const read = rows.get(id);
    const item: Item = {
      row: isRow(read) ? read : null,
      rowId: id,
      externalId,
      link: linkOf.get(id) ?? null,
      system: (externalId !== null && recordOf.get(externalId)) || null,
      base: (externalId !== null && stateOf.get(externalId)?.base) || null,
    };
    return read instanceof DataverseError
      ? { ...item, stop: { outcome: "failed", issue: problemOf(read, "read")! } }
      : item;
  });
  return { items, keys: [...rowKeys, ...externalKeys] };
}

function isRow(read: Row | DataverseError | undefined): read is Row {
  return read !== undefined && !(read instanceof DataverseError);
}

/** The link says it; a row without one may carry the id all the same, from another installation or Wave's own connector. */
function externalIdFor(
  sync: Sync,
  link: LinkRow | undefined,
  row: Row | DataverseError | undefined,
): string | null {
  if (link) return link.externalId;
  const column = sync.mapping.externalIdColumn?.column;
  return column && isRow(row) ? externalIdOf(sync.mapping, row.values[column]) : null;
}
