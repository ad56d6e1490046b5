import { compileMatchRules } from "../../../core/match/compile";
import type { NamedRecord } from "../../../core/issues/details";
import type { IssueRef } from "../../../core/plan/types";
import {
  TRIAL_OUTCOMES,
  type MatchTrial,
  type TrialExample,
  type TrialOutcome,
} from "../../../core/operation/match-trial";
import { isLinked, type Item } from "../../pipeline/item";
import { nameLookups } from "../../pipeline/match/name-lookups";
import { namedRecord, namedRow, readRowsOf } from "../../pipeline/report/issue-details";
import { speaker, spoken } from "../../pipeline/report/words";
import { ownCall, systemCall, type Sync } from "../../pipeline/sync";
import { objectOf } from "../../systems/contract/system";
import type { Tried } from "./first-records";

/** Examples of each outcome, and of each rule that links. */
const EXAMPLES = 4;
/** Of those that could be meant, so many are named. */
const FITTING_NAMED = 3;

interface Judged {
  readonly item: Item;
  readonly outcome: TrialOutcome;
  readonly issue?: IssueRef;
  readonly rule?: number;
}

/**
 * What became of records that were tried: counts, and a few of each outcome by name.
 * @param asUser who asked: rows are named as far as she may read them
 */
export async function tellTrial(
  sync: Sync,
  { comparedWith, found: items, more }: Tried<Item>,
  { asUser, lcid }: { readonly asUser: string; readonly lcid: number },
): Promise<MatchTrial> {
  const rules = await rulesOf(sync, items);
  const judged = items.map((item): Judged => {
    const { issue, outcome } = judge(sync, item);
    const rule = outcome === "link" ? rules.get(item) : undefined;
    return { item, outcome, ...(issue ? { issue } : {}), ...(rule === undefined ? {} : { rule }) };
  });
  const count = (outcome: TrialOutcome) => judged.filter((each) => each.outcome === outcome).length;
  return {
    from: sync.direction === "toDataverse" ? "system" : "dataverse",
    tried: items.length,
    more,
    counts: Object.fromEntries(
      TRIAL_OUTCOMES.map((outcome) => [outcome, count(outcome)]),
    ) as MatchTrial["counts"],
    byRule: sync.mapping.matchRules.map((_group, at) => judged.filter(({ rule }) => rule === at + 1).length),
    examples: await named(sync, chosen(judged), asUser, lcid),
    ...(comparedWith === undefined ? {} : { comparedWith }),
  };
}

function judge(sync: Sync, item: Item): { readonly outcome: TrialOutcome; readonly issue?: IssueRef } {
  const { externalId, rowId, stop } = item;
  if (isLinked(item)) return { outcome: "linked" };
  if (stop) {
    const issue = stop.issue ? { issue: stop.issue } : {};
    if (stop.issue?.code === "MATCH_AMBIGUOUS") return { outcome: "ambiguous", ...issue };
    return { outcome: stop.outcome === "failed" ? "failed" : "left", ...issue };
  }
  if (externalId !== null && rowId !== null) return { outcome: "link" };
  return sync.mapping.policies.noMatch === "create"
    ? { outcome: "create" }
    : { outcome: "left", issue: { code: "NO_MATCH" } };
}

/** The first rule under which the two of an item are the same, from 1. */
async function rulesOf(sync: Sync, items: readonly Item[]): Promise<ReadonlyMap<Item, number>> {
  const rules = compileMatchRules(sync.mapping);
  const pairs = items.filter(({ row, stop, system }) => row && system && !stop);
  const rows = await nameLookups(
    sync,
    rules,
    pairs.map(({ row }) => row!),
  );
  return new Map(
    pairs.flatMap((item, at) => {
      const found = rules.groups.findIndex((group) => {
        const key = group.rowKey(rows[at]!);
        return key !== null && group.recordKeys(item.system!).includes(key);
      });
      return found < 0 ? [] : [[item, found + 1] as const];
    }),
  );
}

/** A few of each kind. */
function chosen(judged: readonly Judged[]): readonly Judged[] {
  const left = new Map<string, number>();
  return judged.filter(({ outcome, rule }) => {
    const kind = `${outcome} ${rule ?? ""}`;
    const before = left.get(kind) ?? 0;
    left.set(kind, before + 1);
    return before < EXAMPLES;
  });
}

async function named(
  sync: Sync,
  examples: readonly Judged[],
  asUser: string,
  lcid: number,
): Promise<readonly TrialExample[]> {
  const fitting = ({ item }: Judged) => item.stop?.candidates?.slice(0, FITTING_NAMED) ?? [];
  const comes = sync.direction === "toDataverse";
  const rowIds = examples.flatMap((each) => [
    ...((each.item.rowId ?? []).length ? [each.item.rowId!] : []),
    ...(comes ? fitting(each) : []),
  ]);
  const ids = comes ? [] : examples.flatMap(fitting);
  const [rows, records] = await Promise.all([
    readRowsOf(sync, [...new Set(rowIds)], { ...ownCall(sync), asUser }),
    ids.length > 0
      ? objectOf(sync.connection.adapter, sync.mapping.systemObject).readMany(ids, systemCall(sync))
      : [],
  ]);
  const columns = sync.table.columns(lcid);
  const rowsById = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
  const recordsById = new Map(records.map((record) => [record.id, record]));
  const rowOf = (id: string | null): readonly NamedRecord[] => {
    const row = id === null ? undefined : rowsById.get(id.toLowerCase());
    return row ? [namedRow(sync, row, columns)] : [];
  };
  const recordOf = (system: Item["system"] | undefined): readonly NamedRecord[] =>
    system ? [namedRecord(sync, system, columns)] : [];
  const by = speaker(sync, lcid);
  return examples.flatMap((each): readonly TrialExample[] => {
    const { issue, item, outcome, rule } = each;
    const own = comes ? recordOf(item.system) : rowOf(item.rowId);
    const others = comes ? rowOf(item.rowId) : recordOf(item.system);
    const [record] = own;
    if (!record) return [];
    const could = fitting(each).flatMap((id) => (comes ? rowOf(id) : recordOf(recordsById.get(id))));
    return [
      {
        outcome,
        record,
        fits: [...others, ...could],
        ...(rule === undefined ? {} : { rule }),
        ...(issue && (outcome === "left" || outcome === "failed")
          ? { reason: spoken(issue, by).message }
          : {}),
      },
    ];
  });
}
