import { compileMatchRules } from "../../../core/match/compile";
import { MOST_TRIED } from "../../../core/operation/match-trial";
import type { Row, SystemRecord } from "../../../core/records";
import { chunksOf } from "../../dataverse/in-filter";
import { toRow } from "../../environment/rows";
import type { Known } from "../../pipeline/load/known";
import { columnsRead } from "../../pipeline/load/read";
import { outOfScope } from "../../pipeline/load/scope";
import { recordsLikeIn } from "../../pipeline/match/candidates-by-list";
import { candidatesByQuery } from "../../pipeline/match/candidates-by-query";
import { candidateOf, isListed, type HeldRecord } from "../../pipeline/match/record-list";
import { rowCall, systemCall, type Sync } from "../../pipeline/sync";
import { readChunk } from "../../runs/read-ahead";
import { CHUNK_TRIED, type Look, type OnLooked, type Tried } from "./first-records";

/** A system that cannot be searched is listed; so many of its records answer a person who waits. */
const MOST_LISTED = 20_000;
/** Pages of the table that are looked through for rows of the mapping's view. */
const MOST_PAGES = 20;

/** The first rows of the mapping's view, looked at beside the system's records as a comparison does it. */
export async function firstRows<Found>(
  sync: Sync,
  look: Look<Found>,
  onLooked: OnLooked,
): Promise<Tried<Found>> {
  const { more, rows } = await rowsOfView(sync);
  await onLooked(0, rows.length);
  const listing = isListed(sync) ? await listingOf(sync) : null;
  const found: Found[] = [];
  let done = 0;
  for (const some of chunksOf(rows, CHUNK_TRIED)) {
    const names = some.map(({ id }) => ({ rowId: id }));
    found.push(...(await look(sync, names, listing?.known)));
    done += some.length;
    await onLooked(done, rows.length);
  }
  return { found, more, ...(listing?.isWhole === false ? { comparedWith: listing.size } : {}) };
}

/** Active rows that the mapping is for. */
async function rowsOfView(sync: Sync): Promise<{ readonly rows: readonly Row[]; readonly more: boolean }> {
  const { table } = sync;
  const select = columnsRead(sync);
  const rows: Row[] = [];
  let link: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await sync.runtime.client.changes(table.entitySet, select, link, rowCall(sync));
    const active = page.rows.map((json) => toRow(table, json)).filter((row) => row.active !== false);
    const outside = await outOfScope(
      sync,
      active.map(({ id }) => id),
    );
    rows.push(...active.filter(({ id }) => !outside.has(id.toLowerCase())));
    link = page.next;
    if (link === null || rows.length >= MOST_TRIED) break;
  }
  return { rows: rows.slice(0, MOST_TRIED), more: link !== null || rows.length > MOST_TRIED };
}

/** The records of a system that cannot be searched, by what the rules compare. The list that runs keep is another: it is made with the rules as they are saved. */
async function listingOf(
  sync: Sync,
): Promise<{ readonly known: Known; readonly size: number; readonly isWhole: boolean }> {
  const call = { ...systemCall(sync), someoneWaits: true };
  const { next, records } = await readChunk(sync, null, call, { most: () => MOST_LISTED });
  const byId = new Map<string, SystemRecord>(records.map((record) => [record.id, record]));
  const rules = compileMatchRules(sync.mapping);
  const byKey = new Map<string, { readonly id: string; readonly held: HeldRecord }[]>();
  for (const record of records)
    for (const { held, id, keys } of candidateOf(rules, record))
      for (const key of keys) {
        const named = JSON.stringify(key);
        byKey.set(named, [...(byKey.get(named) ?? []), { id, held: held as HeldRecord }]);
      }
  const find = async () => (key: readonly [number, string]) => byKey.get(JSON.stringify(key)) ?? [];
  const known: Known = {
    records: async () => byId,
    candidates: {
      rowsLike: candidatesByQuery(sync).rowsLike,
      recordsLike: (rows) => recordsLikeIn(sync, rows, find),
    },
  };
  return { known, size: records.length, isWhole: next === null };
}
