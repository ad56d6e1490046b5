import { compileMatchRules } from "../../../core/match/compile";
import { fnv1a64 } from "../../../core/sync/fnv";
import type { SystemRecord } from "../../../core/records";
import type { Sql } from "../../database/database";
import {
  addPage,
  beginListing,
  candidatesById,
  dropCandidates,
  findList,
  noteCandidates,
  openList,
  type Candidate,
  type ListScope,
} from "../../state/candidates";
import { systemTime } from "../../systems/base/system-time";
import type { SystemCall } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { systemCall, type Sync } from "../sync";
import type { ListChanges, ListSource } from "./kept-list";

/** Records a page; the adapter asks for as many as its system allows. */
const PAGE_SIZE = 1_000;
/** The system's time is told in whole seconds, and a change may be listed a moment after it was made. */
const OVERLAP_MS = 10_000;

type Listing = Pick<Sync, "runtime" | "connection" | "mapping" | "systemFields">;
type Rules = ReturnType<typeof compileMatchRules>;

/** What is kept of a record: all that a plan needs, where nothing of the system ever comes back. */
export type HeldRecord = Pick<SystemRecord, "values" | "modifiedOn" | "madeFor">;

/** Whether the system's records can only be listed: then they are, once, and rows are matched with the list. */
export function isListed({ connection, mapping }: Pick<Sync, "connection" | "mapping">): boolean {
  return objectOf(connection.adapter, mapping.systemObject).find === undefined;
}

function recordListScope({ runtime, connection, mapping }: Listing): ListScope {
  return {
    environmentId: runtime.environment.id,
    connectionId: connection.id,
    object: `record/${mapping.systemObject}/${mapping.id}`,
  };
}

/** With other match rules or fields, another list is made. */
function recordListMadeWith({ mapping, systemFields }: Listing): string {
  const fields = Object.values(systemFields ?? {}).map(({ name, type }) => [name, type]);
  return fnv1a64(JSON.stringify([mapping.matchRules, fields]));
}

/** A record as the list keeps it, with the keys it has under the match rules; none for one that nothing can be done with. */
export function candidateOf(rules: Rules, record: SystemRecord): Candidate[] {
  if (record.trouble || record.deleted) return [];
  const { id, values, modifiedOn, madeFor } = record;
  const keys = rules.groups.flatMap((group, at) =>
    group.recordKeys(record).map((key): [number, string] => [at, key]),
  );
  const held: HeldRecord = {
    values,
    ...(modifiedOn === undefined ? {} : { modifiedOn }),
    ...(madeFor === undefined ? {} : { madeFor }),
  };
  return [{ id, keys, held }];
}

/** All records of a system that cannot be searched. */
export function recordList(sync: Sync): ListSource {
  const { clock, connection, mapping } = sync;
  const object = objectOf(connection.adapter, mapping.systemObject);
  const rules = compileMatchRules(mapping);
  const kept = (records: readonly SystemRecord[]) => records.flatMap((record) => candidateOf(rules, record));
  return {
    scope: recordListScope(sync),
    madeWith: recordListMadeWith(sync),
    begin: () => changesBegin(sync, systemCall(sync), sync),
    async page(cursor) {
      const request = { pageSize: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
      const { records, next } = await object.list(request, systemCall(sync));
      return { candidates: kept(records), next };
    },
    changes: object.listChanged
      ? async function* (since): AsyncGenerator<ListChanges> {
          let newest = since;
          let seenOn: string | null = null;
          for (let cursor: string | null | undefined; cursor !== null;) {
            const request = { pageSize: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
            const { records, next } = await object.listChanged!(since, request, systemCall(sync));
            // A record that does not say when it changed has changed by now. Without that, it would be listed again each time.
            seenOn ??= before(connection.adapter.now?.() ?? clock.now());
            for (const { modifiedOn = seenOn } of records) if (modifiedOn > newest) newest = modifiedOn;
            const gone = records.filter((each) => each.deleted).map(({ id }) => id);
            cursor = next;
            yield { candidates: kept(records), gone, since: next === null ? newest : since };
          }
        }
      : () => null,
  };
}

/** The list as a comparison fills it, which reads all records anyway. */
export class RecordListing {
  private readonly rules: Rules;

  constructor(private readonly is: Listing) {
    this.rules = compileMatchRules(is.mapping);
  }

  /** All records are read anew from here on; what is known of them stays until that is done. */
  async begin(parts: Pick<Sync, "database" | "clock" | "logger">, call: SystemCall): Promise<void> {
    const scope = recordListScope(this.is);
    const since = await changesBegin(this.is, call, parts);
    await parts.database.transaction(async (sql) => {
      await openList(sql, scope, recordListMadeWith(this.is));
      await beginListing(sql, scope, since);
    });
  }

  /** Takes in the records from `at` on; `next`: where those after them begin. Belongs into the transaction that says so. */
  async add(
    sql: Sql,
    at: string | null,
    records: readonly SystemRecord[],
    next: string | null,
  ): Promise<void> {
    const scope = recordListScope(this.is);
    const list = await findList(sql, scope);
    if (list?.cursor !== at || list.isWhole) return;
    const candidates = records.flatMap((record) => candidateOf(this.rules, record));
    await addPage(sql, scope, list, { candidates, next });
  }
}

async function changesBegin(
  { connection }: Listing,
  call: SystemCall,
  parts: Pick<Sync, "clock" | "logger">,
): Promise<string> {
  return before(await systemTime(connection.adapter, call, parts));
}

/** A time from which on whatever changes now will be listed. */
const before = (now: Date) => new Date(now.getTime() - OVERLAP_MS).toISOString();

/** Records that were made or changed here are found by the next row that is the same. */
export async function noteRecords(sync: Sync, records: readonly SystemRecord[]): Promise<void> {
  if (!isListed(sync)) return;
  const rules = compileMatchRules(sync.mapping);
  await noteCandidates(
    sync.database,
    recordListScope(sync),
    records.flatMap((record) => candidateOf(rules, record)),
  );
}

/** Records that turned out to be gone are found by nobody any more. */
export async function dropRecords(sync: Sync, ids: readonly string[]): Promise<void> {
  if (isListed(sync)) await dropCandidates(sync.database, recordListScope(sync), ids);
}

/** Records as the list knows them, by id. */
export async function listedRecords(
  sync: Sync,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SystemRecord>> {
  const found = await candidatesById<HeldRecord>(sync.database, recordListScope(sync), ids);
  return new Map(found.map(({ id, held }) => [id, { id, ...held }]));
}
