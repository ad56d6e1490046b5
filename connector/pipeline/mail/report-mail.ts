import { issuesOf } from "../../state/issues";
import type { Result } from "../item";
import { rememberFailures } from "../load/parked";
import { issueKeysOf, openIssues, reportIssues, resolveIssues } from "../report/report-issues";
import type { Sync } from "../sync";

/** No link stands for a mail. */
const NO_LINKS: ReadonlySet<string> = new Set();

/** Tells of mails that could not be logged; what was told of those that are now, or need not be any more, is over. */
export async function reportMail(sync: Sync, results: readonly Result[]): Promise<readonly Result[]> {
  const remembered = await rememberFailures(sync, results);
  const failed = remembered.filter(({ outcome }) => outcome === "failed");
  if (failed.length > 0) await reportIssues(sync, failed, NO_LINKS, await openIssues(sync, failed));
  const fine = remembered.filter(({ outcome }) => outcome !== "failed");
  const keys = fine.flatMap((result) => issueKeysOf(sync, result));
  const over = await issuesOf(sync.database, sync.runtime.environment.id, keys);
  await resolveIssues(
    sync,
    over.map(({ issueId }) => issueId),
  );
  return remembered;
}
