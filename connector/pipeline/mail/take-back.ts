import { rowPath } from "../../../core/odata/key";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { forgetRows } from "../../state/mail-decisions";
import type { MailOfRun } from "../../state/mails-of-run";
import { leaseAllRecords, recordKeys, releaseRecords } from "../../state/record-leases";
import { ended, type Result } from "../item";
import { concernsEverything, problemOf } from "../problems";
import { unread } from "../report/report-alone";
import type { SaveToo } from "../save-too";
import { ownCall, type Sync } from "../sync";
import { readAll } from "./look-around";
import { reportMail } from "./report-mail";

/** A row is created and completed by one change set, which takes no longer than this. */
const BEING_MADE_MS = 5_000;
const LOOKED_AT = ["createdon", "modifiedon", "_createdby_value", "_modifiedby_value"];

/**
 * What taking these mails off timelines would do, as their rows are now: "updated" goes, "skipped" stays since somebody has changed it,
 * "unchanged" is gone already. Nothing is written.
 */
export async function lookBack(sync: Sync, mails: readonly MailOfRun[]): Promise<readonly Result[]> {
  const rows = await rowsOf(sync, mails);
  return mails.map((mail) => standing(mail, rows.get(mail.rowId)));
}

/**
 * Takes mails off timelines that a run has put there: rows that nobody has touched since are deleted, and what is remembered says so, so
 * that no look brings them back. `save` belongs to the same transaction. Safe to repeat.
 * @throws DataverseError when Dataverse is away
 */
export async function takeBack(
  sync: Sync,
  mails: readonly MailOfRun[],
  save: SaveToo,
): Promise<readonly Result[]> {
  const { clock, database, leaseOwner, runtime, signal, table } = sync;
  const environmentId = runtime.environment.id;
  const keys = mails.map(({ rowId }) => recordKeys.row(table.logicalName, rowId));
  // Whoever works on one of them says so first.
  await leaseAllRecords(database, environmentId, keys, leaseOwner, signal, clock);
  try {
    const rows = await rowsOf(sync, mails);
    const stand = mails.map((mail) => standing(mail, rows.get(mail.rowId)));
    const refused = await deleteRows(
      sync,
      stand.flatMap(({ outcome, rowId }) =>
        outcome === "updated" ? [[rowId!, String(rows.get(rowId!)!["@odata.etag"])] as const] : [],
      ),
    );
    const found = stand.map((result) => {
      const error = refused.get(result.rowId!);
      if (!error) return result;
      return error.status === 412 ? stays(result) : notDeleted(result, error);
    });
    const results = await reportMail(sync, found);
    const gone = results.filter(({ outcome }) => outcome === "updated" || outcome === "unchanged");
    const saved = await database.transaction(async (sql) => {
      await forgetRows(
        sql,
        environmentId,
        gone.map(({ rowId }) => rowId!),
        "undone",
      );
      return save(
        sql,
        results,
        mails.map(({ externalId }) => ({ externalId })),
      );
    });
    saved?.();
    return results;
  } finally {
    await releaseRecords(database, leaseOwner, keys);
  }
}

async function rowsOf(sync: Sync, mails: readonly MailOfRun[]): Promise<ReadonlyMap<string, Json>> {
  const { entitySet, primaryId } = sync.table;
  const paths = chunksOf(
    mails.map(({ rowId }) => rowId),
    IN_CHUNK,
  ).map((ids) => queryPath(entitySet, [primaryId, ...LOOKED_AT], inFilter(primaryId, ids)));
  const rows = (await readAll(sync, paths)).flat();
  return new Map(rows.map((row) => [String(row[primaryId]).toLowerCase(), row]));
}

function standing({ externalId, rowId }: MailOfRun, row: Json | undefined): Result {
  const result = { ...ended(unread({ externalId }), row ? "updated" : "unchanged"), rowId };
  return row && isTouched(row) ? stays(result) : result;
}

/** Somebody has changed it after it was made: by another hand, or later. */
function isTouched(row: Json): boolean {
  const took = Date.parse(String(row.modifiedon)) - Date.parse(String(row.createdon));
  return row._modifiedby_value !== row._createdby_value || took > BEING_MADE_MS;
}

const stays = (result: Result): Result => ({
  ...result,
  outcome: "skipped",
  issue: { code: "CHANGED_SINCE_RUN" },
});

const notDeleted = (result: Result, error: DataverseError): Result => ({
  ...result,
  outcome: "failed",
  issue: problemOf(error, "write")!,
});

/** Each only as it was read. Gives why, by id, of those that were refused; one that is gone is as good as deleted. */
async function deleteRows(
  sync: Sync,
  rows: readonly (readonly [id: string, etag: string])[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const { entitySet } = sync.table;
  const refused = new Map<string, DataverseError>();
  if (rows.length === 0) return refused;
  const answers = await sync.runtime.client.writes(
    rows.map(([id, etag]) => ({ method: "DELETE", path: rowPath(entitySet, id), ifMatch: etag })),
    ownCall(sync),
  );
  rows.forEach(([id], at) => {
    const answer = answers[at]!;
    if (!("error" in answer) || answer.error.status === 404) return;
    if (answer.error.throttled || concernsEverything(answer.error.issueCode("write"))) throw answer.error;
    refused.set(id, answer.error);
  });
  return refused;
}
