import { totalOf } from "../../../core/operation/counts";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { takeBack } from "../../pipeline/mail/take-back";
import type { Sync } from "../../pipeline/sync";
import { countMailsOfRun, mailsOfRun } from "../../state/mails-of-run";
import { checkpointRun, type Checkpoint } from "../../state/runs";
import type { RunEnding } from "../ending";
import { progressOf, type RunWork } from "../run-work";
import { tallied } from "../tally";

/** Mails taken off timelines together. */
const CHUNK = 250;

/**
 * Takes back a run that has logged mails: their rows are deleted unless somebody has changed them since, and no later look logs them
 * again. After a crash it goes on behind the last chunk.
 * @throws CannotSyncError RUN_TOO_OLD where nobody knows any more which those are
 */
export async function undoMails(work: RunWork, sync: Sync): Promise<RunEnding> {
  const { counter, owner, parts, run } = work;
  const { database, metrics } = parts;
  const { environmentId } = run;
  const undoes = run.undoes!;
  let progress: Checkpoint = progressOf(run);
  const total =
    totalOf(progress.counts) + (await countMailsOfRun(database, environmentId, undoes, progress.cursor));
  if (total === 0) throw new CannotSyncError({ code: "RUN_TOO_OLD" });
  await work.begin();
  progress = { ...progress, total };
  for (;;) {
    work.signal.throwIfAborted();
    work.stopIfAsked();
    const { cursor } = progress;
    const mails = await mailsOfRun(database, environmentId, undoes, cursor, CHUNK);
    const last = mails.at(-1);
    if (!last) break;
    let next = progress;
    const results = await takeBack(sync, mails, async (sql, saved) => {
      next = {
        ...progress,
        cursor: last.rowId,
        ...tallied(progress, saved),
        requests: run.requests + counter.sent,
        throttled: run.throttled + counter.throttled,
      };
      await checkpointRun(sql, run.id, owner, next);
    });
    progress = next;
    for (const { outcome } of results)
      metrics.records.inc({ environment: environmentId, trigger: "run", outcome });
    await work.tell(progress).catch(() => {});
  }
  const { failed, skipped } = progress.counts;
  return {
    progress,
    expected: total,
    // What failed can be tried again.
    undone: failed === 0,
    ...(skipped > 0 ? { issue: { code: "CHANGED_SINCE_RUN", params: { count: skipped } } } : {}),
  };
}
