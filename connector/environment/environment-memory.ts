import type { RowIndex } from "../../core/match/row-index";

/** Rows by what they are recognised by, active ones and the others apart. */
export interface RelatedIndex {
  readonly active: RowIndex;
  readonly inactive: RowIndex;
}

/** What is remembered of an environment for as long as this process has it open. Losing it costs a request, never a record. */
export class EnvironmentMemory {
  /** Rows read for one record serve the next ones for a while, by table and rules: where no query can tell which to look at, all are. */
  readonly related = new Map<string, { readonly until: number; readonly index: Promise<RelatedIndex> }>();
  /** By list of records or rows, when it was brought up to date last (by `Clock.elapsed`), and whoever does so now. */
  readonly lists = new Map<string, { readOn: number; underWay?: Promise<void> }>();
  /** People who turned out to be no possible owners (no role of ours, a team, disabled): not tried again. */
  readonly unfitOwners = new Set<string>();
  /** By mapping, the change that is known to be allowed. */
  readonly allowedMappings = new Map<string, string>();
  /** What admins know already of each mapping, by topic: no need to ask the database every time. */
  readonly reportedTopics = new Map<string, string>();
  /** Until when it is taken for granted that the connector may not act for others here; by `Clock`. */
  refusesToActForOthersUntil = -Infinity;
}
