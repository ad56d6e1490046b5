import type { RecordName } from "../../state/changes";
import type { SystemRecord } from "../../../core/records";
import type { Sql } from "../../database/database";
import { awaitDecisions, rowsOfThreads, sameThreads, saveDecisions } from "../../state/mail-decisions";
import { makePrivate } from "../../state/private-threads";
import { forgetFailures, saveFailures } from "../../state/failures";
import { concernsAll, isolating } from "../isolate";
import { ended, type Result } from "../item";
import { HeldRecords } from "../load/held-records";
import { problemOfOne, unread } from "../report/report-alone";
import { failureKeys } from "../report/save-results";
import type { Sync } from "../sync";
import type { SaveToo } from "../save-too";
import { mailScope, pieceOf, toRemember } from "./piece";
import { reportMail } from "./report-mail";
import { MailBatch } from "./mail-batch";

export interface LogMail {
  /** Whether what was left out before is looked at anew, as an admin may have changed the rules; what is on a timeline never is. */
  readonly again: boolean;
  /** What has to be there before anything is told of a mail in Dynamics. */
  readonly beforeTelling?: () => Promise<void>;
  /** What whoever asked calls the mails, by the records' ids: `saveToo` hears these very names. */
  readonly names?: ReadonlyMap<string, RecordName>;
  /** See {@link ../sync-records More.saveToo}. */
  readonly saveToo?: SaveToo;
}

/**
 * Puts mails on timelines, each once, whichever mailbox, program or system told of it first: what is there already stays as it is. What is
 * left out is remembered with its reason. Whatever is thrown about one mail is that mail's issue, and stops no other.
 * @returns what became of each, in order
 * @throws DataverseError, SystemError when a side is away; then doing it again is safe
 */
export async function logMail(
  sync: Sync,
  records: readonly SystemRecord[],
  more: LogMail,
): Promise<readonly Result[]> {
  return isolating(
    records,
    (some) => logSome(sync, some, more),
    (one, error) => failAlone(sync, one, error, more),
    sync.signal,
  );
}

/** Somebody has made a conversation private, or allowed it, while its mails were decided about. */
class PrivacyChangedError extends Error {
  override readonly name = "PrivacyChangedError";
}

async function logSome(
  sync: Sync,
  records: readonly SystemRecord[],
  more: LogMail,
): Promise<readonly Result[]> {
  const held = new HeldRecords(sync);
  try {
    const batch = new MailBatch(sync, records, more.again);
    await batch.leaveKnown();
    await batch.leaveFiltered();
    await batch.hold(held);
    await batch.log();
    const found = batch.results();
    if (found.some(({ outcome }) => outcome === "failed")) await more.beforeTelling?.();
    const results = await reportMail(sync, found);
    let saved: (() => void) | undefined;
    await sync.database.transaction(async (sql) => {
      if (batch.alsoPrivate.size > 0) await awaitDecisions(sql);
      await saveDecisions(sql, mailScope(sync), batch.decisions());
      if (await batch.hasPrivacyChanged(sql)) throw new PrivacyChangedError();
      await makePrivateToo(sql, sync, batch);
      const failures = results.flatMap(({ item, memory }) =>
        memory ? [[failureKeys(sync, item)[0]!, memory] as const] : [],
      );
      await saveFailures(sql, sync.runtime.environment.id, new Map(failures));
      const fine = results.filter(({ outcome }) => outcome !== "failed");
      await forgetFailures(
        sql,
        sync.runtime.environment.id,
        fine.flatMap(({ item }) => failureKeys(sync, item)),
      );
      saved = (await more.saveToo?.(sql, results, namesOf(records, more))) || undefined;
      if (held.any) await held.giveBack(sql);
    });
    held.forget();
    saved?.();
    return results;
  } catch (error) {
    await held.release();
    // Whatever was logged of it meanwhile is taken away by the next look at it.
    if (error instanceof PrivacyChangedError) return logSome(sync, records, more);
    throw error;
  }
}

const namesOf = (records: readonly SystemRecord[], { names }: LogMail): readonly RecordName[] =>
  records.map(({ id }) => names?.get(id) ?? { externalId: id });

/** Conversations are private under all of their names, whose mails leave timelines as well. @throws PrivacyChangedError where one has not */
async function makePrivateToo(sql: Sql, { runtime }: Sync, { alsoPrivate }: MailBatch): Promise<void> {
  const environmentId = runtime.environment.id;
  for (const [madeBy, threads] of alsoPrivate) await makePrivate(sql, environmentId, threads, madeBy);
  const threads = await sameThreads(sql, environmentId, [...alsoPrivate.values()].flat());
  if (threads.length > 0 && (await rowsOfThreads(sql, environmentId, threads)).length > 0)
    throw new PrivacyChangedError();
}

/** What is thrown about one mail alone. */
async function failAlone(
  sync: Sync,
  record: SystemRecord,
  error: unknown,
  more: LogMail,
): Promise<readonly Result[]> {
  const { beforeTelling, saveToo } = more;
  await beforeTelling?.();
  const result = ended(unread({ externalId: record.id }), "failed", problemOfOne(sync, error));
  const results = await reportMail(sync, [result]).catch((second: unknown) => {
    if (concernsAll(second)) throw second;
    return [{ ...result, memory: null }];
  });
  const saved = await sync.database.transaction(async (sql) => {
    const piece = pieceOf(sync, { ...record, values: { ...record.values, body: null } });
    await saveDecisions(sql, mailScope(sync), [
      toRemember(sync, piece, { outcome: "failed", reason: "failed" }),
    ]);
    return saveToo?.(sql, results, namesOf([record], more));
  });
  saved?.();
  return results;
}
