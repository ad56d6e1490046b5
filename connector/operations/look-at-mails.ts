import { countOutcomes } from "../../core/operation/counts";
import { lookBack } from "../pipeline/mail/take-back";
import type { Result } from "../pipeline/item";
import type { Speaker } from "../pipeline/report/words";
import type { Sync } from "../pipeline/sync";
import { countMailsOfRun, mailsOfRun } from "../state/mails-of-run";
import type { Job } from "./job";
import { recordResult } from "./record-result";
import { CHUNK, MOST_LOOKED, PAGE, SHOWN, type Seen } from "./seen-of-run";

/** Mails that a run has put on timelines, a page at a time. */
export async function mailsWritten(job: Job<"undoRun">): Promise<Seen> {
  const { environmentId, request } = job.operation;
  const { after = null, runId } = request;
  const { database } = job.parts;
  const mails = await mailsOfRun(database, environmentId, runId, after, PAGE);
  const next = mails.length < PAGE ? null : mails.at(-1)!.rowId;
  const total = await countMailsOfRun(database, environmentId, runId, null);
  return {
    records: mails.map(({ externalId, rowId }) => ({ recordId: rowId, externalId, outcome: "created" })),
    runRecords: { total, looked: mails.length, next },
  };
}

/** Which of them would go, and which stay since somebody has changed them. */
export async function mailsGoingBack(job: Job<"undoRun">, sync: Sync, by: Speaker): Promise<Seen> {
  const { environmentId, request } = job.operation;
  const { database } = job.parts;
  const total = await countMailsOfRun(database, environmentId, request.runId, null);
  const results: Result[] = [];
  let after: string | null = null;
  while (results.length < MOST_LOOKED) {
    const mails = await mailsOfRun(database, environmentId, request.runId, after, CHUNK);
    if (mails.length === 0) break;
    results.push(...(await lookBack(sync, mails)));
    after = mails.at(-1)!.rowId;
    await job.opened();
    await job.progress({ done: results.length, total });
  }
  const going = results.filter(({ outcome }) => outcome === "updated");
  const shown = [
    ...results.filter(({ outcome }) => outcome === "skipped").slice(0, SHOWN),
    ...going.slice(0, SHOWN),
  ];
  return {
    records: shown.map((result) => recordResult(sync, result, by, false)),
    counts: countOutcomes(results),
    runRecords: {
      ...{ total, looked: results.length, deleted: going.length },
      next: results.length < total ? after : null,
    },
  };
}
