import type { Result } from "./item";
import { rememberFailures } from "./parked";
import { linkResults } from "./process";
import type { Sync } from "./sync";
import { reportIssues } from "./tell-issues";
import { reportStatus } from "./tell-status";

/** Tells what was written: links first, since issues point to them. Gives what became of every record. */
export async function reportResults(sync: Sync, processed: readonly Result[]): Promise<readonly Result[]> {
  const { results: linked, linked: links } = await linkResults(sync, await rememberFailures(sync, processed));
  const results = await rememberFailures(sync, linked);
  const [marked] = await Promise.all([reportStatus(sync, results), reportIssues(sync, results, links)]);
  return marked;
}
