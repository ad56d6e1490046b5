import {
  addChanges,
  addPage,
  beginListing,
  findList,
  openList,
  type Candidate,
  type ListScope,
  type ListState,
} from "../../state/candidates";
import { SystemError } from "../../systems/contract/system-error";
import type { Sync } from "../sync";

/** What a list is made of, and how that is read. */
export interface ListSource {
  readonly scope: ListScope;
  /** The rules and fields it is made with; with others it is made anew. */
  readonly madeWith: string;
  /** Where the changes begin that a reading which begins now may miss; "" where only the last page tells. */
  begin(): Promise<string>;
  page(cursor: string | null): Promise<ListPage>;
  /** What changed since then, page by page, null for a page where nobody knows any more; null where changes cannot be asked for. */
  changes(since: string): AsyncIterable<ListChanges | null> | null;
}

export interface ListPage {
  readonly candidates: readonly Candidate[];
  readonly next: string | null;
  /** On the last page: where changes begin. */
  readonly since?: string | null;
}

export interface ListChanges {
  readonly candidates: readonly Candidate[];
  readonly gone: readonly string[];
  /** Where the next changes begin, on the last page; on the others, where these have begun. */
  readonly since: string;
}

/** A list whose changes cannot be asked for serves for so long. */
const KEPT_MS = 60 * 60_000;
/** Whoever reads a list for the first time adds a page at least this often, unless it has died. */
const READING_MS = 60_000;
/** A person waits for somebody else's first reading no longer than that. */
const PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 500;

/**
 * Brings a list up to date: all of it is read once, from where the last attempt came to; later only what changed. Work that runs side
 * by side in this process shares one reading.
 * @param freshMs so old it may be
 * @throws SystemError, DataverseError; SYSTEM_THROTTLED while somebody else reads it for the first time
 */
export async function bringUpToDate(sync: Sync, source: ListSource, freshMs: number): Promise<void> {
  const { clock, runtime } = sync;
  const name = `${source.scope.connectionId} ${source.scope.object} ${source.madeWith}`;
  const known = runtime.memory.lists.get(name) ?? { readOn: -Infinity };
  runtime.memory.lists.set(name, known);
  if (clock.elapsed() - known.readOn <= freshMs) return;
  const began = clock.elapsed();
  known.underWay ??= read(sync, source)
    .then(() => void (known.readOn = began))
    .finally(() => delete known.underWay);
  await known.underWay;
}

async function read(sync: Sync, source: ListSource): Promise<void> {
  const { database } = sync;
  let list = await database.transaction((sql) => openList(sql, source.scope, source.madeWith));
  if (list.since === null) {
    if (await isReadByAnother(sync, source, list)) return;
    return readAll(sync, source, list);
  }
  const changes = list.since === "" ? null : source.changes(list.since);
  if (changes !== null && (await takeChanges(sync, source, changes))) return;
  if (changes === null && list.readMsAgo < KEPT_MS) return;
  await database.transaction(async (sql) => {
    await beginListing(sql, source.scope, await source.begin());
    list = (await findList(sql, source.scope))!;
  });
  await readAll(sync, source, list);
}

/** False: nobody knows any more what changed. */
async function takeChanges(
  { database, signal }: Sync,
  { scope }: ListSource,
  changes: AsyncIterable<ListChanges | null>,
): Promise<boolean> {
  for await (const page of changes) {
    if (page === null) return false;
    signal?.throwIfAborted();
    await database.transaction((sql) => addChanges(sql, scope, page));
  }
  return true;
}

async function readAll({ database, signal }: Sync, source: ListSource, from: ListState): Promise<void> {
  const { scope } = source;
  let list: ListState | null = from;
  if (list.cursor === null && list.nextSince === null) {
    const since = await source.begin();
    await database.transaction((sql) => beginListing(sql, scope, since));
    list = await findList(database, scope);
  }
  while (list && !list.isWhole) {
    signal?.throwIfAborted();
    const at: ListState = list;
    const page = await source.page(at.cursor);
    // Where somebody else has come further meanwhile, it goes on from there.
    await database.transaction((sql) => addPage(sql, scope, at, page));
    list = await findList(database, scope);
  }
}

/**
 * A run may be reading it for the first time, which takes a while: reading it twice would cost as much again of a limit that all share.
 * False: nobody does.
 */
async function isReadByAnother(sync: Sync, { scope }: ListSource, list: ListState): Promise<boolean> {
  if (sync.trigger === "run") return false;
  const began = sync.clock.elapsed();
  let now: ListState | null = list;
  while (now && now.since === null && now.cursor !== null && now.readMsAgo < READING_MS) {
    const waits = sync.trigger !== "event" && sync.clock.elapsed() - began < PATIENCE_MS;
    if (!waits)
      throw new SystemError(
        "SYSTEM_THROTTLED",
        "All of the system's records are being read for the first time.",
        {
          retryAfterMs: READING_MS / 2,
        },
      );
    await sync.clock.sleep(ASK_AGAIN_MS, sync.signal);
    now = await findList(sync.database, scope);
  }
  return now?.since !== null;
}
