import type { Result } from "../item";
import { rememberFailures } from "../load/parked";
import { linkResults } from "../process";
import type { Sync } from "../sync";
import { openIssues, reportIssues } from "./report-issues";
import { reportStatus } from "./report-status";

/** Tells what was written: links first, since issues point to them. Gives what became of every record. */
export async function reportResults(sync: Sync, processed: readonly Result[]): Promise<readonly Result[]> {
  const remembered = await rememberFailures(sync, processed);
  const open = await openIssues(sync, remembered);
  // What is still open is not in sync, whatever this sync came to.
  const told = remembered.map((result) => (open.uncured.has(result) ? { ...result, uncured: true } : result));
  const { results: linked, linked: links } = await linkResults(sync, told);
  const results = await rememberFailures(sync, linked);
  // A link that was refused has ended the record otherwise.
  const asReported = results.every(({ issue }, at) => issue === told[at]!.issue);
  const [marked] = await Promise.all([
    reportStatus(sync, results),
    reportIssues(sync, results, links, asReported ? open : await openIssues(sync, results)),
  ]);
  return marked;
}
