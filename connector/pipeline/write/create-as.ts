import type { BulkMessage } from "../../dataverse/bulk";
import { DataverseError } from "../../dataverse/dataverse-error";
import { isRefusalToAct, noticeRefusal, refusedTo, refusesToActFor, type Creator } from "./act-for";
import { rowCall, type Sync } from "../sync";
import { rowsInRequest, writeBulk, type BulkRow } from "./write-bulk";
import type { Planned } from "./write-rows";

/** Nothing but creating: a request done twice must not take back what a person typed in between. */
const CREATE: BulkMessage = "CreateMultiple";

/** Dataverse's DuplicateRecord: a row has the id already. An alternate key that is taken has a code of its own. */
const DUPLICATE_ID = "0x80040237";

export function isThereAlready(error: unknown): boolean {
  return error instanceof DataverseError && error.code === DUPLICATE_ID;
}

export interface RowToCreate extends BulkRow {
  /** Null: the connector, or whoever asked. */
  readonly creator: Creator | null;
}

/**
 * Who creates a new row: its owner, where a user mapping or her address names her. Whoever owns it only by default has
 * nothing to do with it, and a person who asks for the sync creates rows herself.
 */
export function creatorOf(sync: Sync, { item, plan }: Planned): Creator | null {
  if (sync.asUser || sync.mapping.policies.createAs === "connector") return null;
  for (const line of sync.mapping.lines) {
    const person = line.systemField && item.system?.values[line.systemField];
    if (typeof person !== "string" || !line.transformations.some((rule) => rule.kind === "owner")) continue;
    const userId = userNamed(sync, person);
    const field = plan.fields.find((each) => each.line === line.id);
    if (userId !== null) return field?.result === userId ? { userId, person } : null;
  }
  return null;
}

/** The user that a person of the system stands for; null where only somebody steps in for her. */
export function userNamed({ owners }: Sync, person: string): string | null {
  const owner = owners.ownerFor(person);
  return owner && owner.reason !== "defaultOwner" && owner.reason !== "connectingUser" ? owner.userId : null;
}

/**
 * Creates rows in bulk, each as its creator. The groups go side by side, in pieces as large as if they were one, so that
 * many owners do not make many small requests one after the other.
 * @returns what was wrong, by row id
 */
export async function createRows(
  sync: Sync,
  rows: readonly RowToCreate[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const asOwner = !refusesToActFor(sync);
  const groups = new Map<string | null, RowToCreate[]>();
  for (const row of rows) {
    const as = asOwner ? (row.creator?.userId ?? null) : null;
    groups.set(as, [...(groups.get(as) ?? []), row]);
  }
  const pieceRows = rowsInRequest(rows.length, sync.runtime.client.governor);
  const ends = await Promise.allSettled(
    [...groups].map(([userId, group]) => createGroup(sync, userId, group, pieceRows)),
  );
  const failures = new Map<string, DataverseError>();
  for (const end of ends) {
    if (end.status === "rejected") throw end.reason;
    for (const [id, error] of end.value) failures.set(id, error);
  }
  return failures;
}

async function createGroup(
  sync: Sync,
  userId: string | null,
  group: readonly RowToCreate[],
  pieceRows: number,
): Promise<ReadonlyMap<string, DataverseError>> {
  const { client } = sync.runtime;
  const call = rowCall(sync);
  const options = { pieceRows, wholly: isThereAlready };
  if (userId === null) return writeBulk(client, CREATE, sync.table, group, call, options);
  try {
    const refused = await writeBulk(
      client,
      CREATE,
      sync.table,
      group,
      { ...call, asUser: userId },
      { ...options, throws: isRefusalToAct },
    );
    const personOf = new Map(group.map((row) => [row.id, row.creator!.person]));
    return new Map([...refused].map(([id, error]) => [id, refusedTo(personOf.get(id)!, error)]));
  } catch (error) {
    if (!isRefusalToAct(error)) throw error;
    await noticeRefusal(sync);
    return writeBulk(client, CREATE, sync.table, group, call, options);
  }
}
