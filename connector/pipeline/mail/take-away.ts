import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import { forgetRows, rowsOfPrivate, sameThreads } from "../../state/mail-decisions";
import { ownCall, type Sync } from "../sync";
import { readAll } from "./look-around";
import type { Piece } from "./piece";

/**
 * What is private is on no timeline: rows of ours that an interrupted attempt has made of these mails, or that stand for others of their
 * conversations, are deleted. Rows that others made stay.
 */
export async function takeAway(sync: Sync, hidden: readonly Piece[]): Promise<void> {
  if (hidden.length === 0) return;
  const { database, runtime, table } = sync;
  const environmentId = runtime.environment.id;
  const { entitySet, primaryId } = table;
  const known = [...new Set(hidden.flatMap(({ threads }) => threads))];
  const threads = await sameThreads(database, environmentId, known);
  const remembered = await rowsOfPrivate(database, environmentId, threads);
  const paths = chunksOf([...new Set(hidden.map(({ mailId }) => mailId))], IN_CHUNK).map((ids) =>
    queryPath(entitySet, [primaryId], inFilter(primaryId, ids)),
  );
  const there = (await readAll(sync, paths)).flat().map((row) => String(row[primaryId]).toLowerCase());
  for (const id of new Set([...remembered, ...there])) {
    await runtime.client.remove(entitySet, id, ownCall(sync));
    await forgetRows(database, environmentId, [id]);
  }
}
