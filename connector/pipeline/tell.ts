import type { Result } from "./item";
import { rememberFailures } from "./parked";
import { linkResults } from "./process";
import type { Sync } from "./sync";
import { tellIssues } from "./tell-issues";
import { tellStatus } from "./tell-status";

/** Tells what was written: links first, since issues point to them. Gives what became of every record. */
export async function tellResults(sync: Sync, processed: readonly Result[]): Promise<readonly Result[]> {
  const { results: linked, linked: links } = await linkResults(sync, await rememberFailures(sync, processed));
  const results = await rememberFailures(sync, linked);
  const [marked] = await Promise.all([tellStatus(sync, results), tellIssues(sync, results, links)]);
  return marked;
}
