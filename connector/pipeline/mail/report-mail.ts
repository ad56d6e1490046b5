import { issuesOf } from "../../state/issues";
import type { Result } from "../item";
import { rememberFailures } from "../load/parked";
import { issueKeysOf, openIssues, reportIssues, resolveIssues } from "../report/report-issues";
import type { Sync } from "../sync";

/** No link stands for a mail. */
const NO_LINKS: ReadonlySet<string> = new Set();

/** It could not be logged or deleted, or stays although its run was taken back. */
const needsSomebody = ({ issue, outcome }: Result): boolean =>
  outcome === "failed" || issue?.code === "CHANGED_SINCE_RUN";

/** Tells of mails that could not be logged; what was told of those that are now, or need not be any more, is over. */
export async function reportMail(sync: Sync, results: readonly Result[]): Promise<readonly Result[]> {
  const remembered = await rememberFailures(sync, results);
  const told = remembered.filter(needsSomebody);
  if (told.length > 0) await reportIssues(sync, told, NO_LINKS, await openIssues(sync, told));
  const fine = remembered.filter((result) => !needsSomebody(result));
  const keys = fine.flatMap((result) => issueKeysOf(sync, result));
  const over = await issuesOf(sync.database, sync.runtime.environment.id, keys);
  await resolveIssues(
    sync,
    over.map(({ issueId }) => issueId),
  );
  return remembered;
}
