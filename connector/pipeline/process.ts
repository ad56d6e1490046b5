import { nextBase, writesOf } from "../../core/plan/apply";
import { joinEntries, journalOf } from "../../core/plan/journal";
import type { FieldPlan, IssueRef, RecordPlan } from "../../core/plan/types";
import { warningsOf } from "../../core/plan/warnings";
import type { SystemRecord } from "../../core/records";
import type { EndReason } from "../state/links";
import { writtenColumns } from "../environment/rows";
import { SystemError } from "../systems/contract/system-error";
import { beginWrites, forgetRefused, takeUpBegun } from "./write/write-intents";
import { ended, isLinked, type Item, type Result } from "./item";
import { linkBack } from "./write/link-back";
import { heldRemovals } from "./write/hold-removals";
import { leaveParked } from "./load/parked";
import { planItem } from "./plan";
import type { RelatedToCreate } from "./match/related";
import { NOTHING_AROUND, prepare, type Surroundings } from "./match/prepare";
import { isListedTooEarly } from "./load/listed-too-early";
import { problemOf } from "./problems";
import type { Sync } from "./sync";
import { linkIdOf, reportLinks } from "./report/report-links";
import { RowChangedError } from "./row-changed-error";
import { clearMoved, rowIdOf, writeRows, writesRow, type Planned, type RowFailure } from "./write/write-rows";
import { createRelated } from "./write/create-related";
import { mastersOfOthers } from "./write/spare-masters";
import { writesSystem, writeSystem, type SystemWrite } from "./write/write-system";
import { objectOf } from "../systems/contract/system";

/** What decides about an item; the mapping's own rules, unless a run has others (an undo). */
export type PlanOf = (item: Item, sync: Sync) => RecordPlan;

export interface Processed {
  readonly results: readonly Result[];
  /** Items whose row was changed between the reading and the writing: they have to be read again. */
  readonly changed: readonly Item[];
}

/** Plans all items; those that end before or with the plan come back as results at once. */
export async function planItems(
  sync: Sync,
  items: readonly Item[],
  planOf?: PlanOf,
): Promise<{
  readonly planned: readonly Planned[];
  readonly results: readonly Result[];
  readonly around: Surroundings;
}> {
  const planned: Planned[] = [];
  const results: Result[] = [];
  const around = planOf ? NOTHING_AROUND : await prepare(sync, items);
  for (const item of items) {
    if (item.stop) {
      const { outcome, issue, unlink } = item.stop;
      results.push({ ...ended(item, outcome, issue), ...(unlink ? { end: unlink } : {}) });
      continue;
    }
    const plan = asFarAsPossible(sync, planOf ? planOf(item, sync) : planItem(item, sync, around));
    const writes = writesRow({ item, plan }) || writesSystem({ item, plan });
    // Of a conflict, the fields nobody has to decide on are written all the same.
    if (!writes || plan.outcome === "failed" || plan.outcome === "skipped") {
      results.push({ ...ended(item, plan.outcome, plan.issue, plan), ...endOf(item, plan) });
    } else {
      planned.push({ item, plan });
    }
  }
  // What a run wrote is taken back as a whole, by somebody who has seen how much it is.
  const verdicts = planOf ? new Map<Item, never>() : await heldRemovals(sync, planned);
  const goes = planned.filter(({ item }) => (verdicts.get(item) ?? "go") === "go");
  const others = planOf ? new Map<Item, never>() : await mastersOfOthers(sync, goes);
  const go = goes.filter(({ item }) => !others.has(item));
  for (const { item, plan } of planned) {
    const verdict = verdicts.get(item);
    if (verdict === "held") results.push(ended(item, "skipped", { code: "DELETES_HELD" }, plan));
    const leftTo = others.get(item);
    if (verdict !== "kept" && !leftTo) continue;
    const kept: RecordPlan = { outcome: "unchanged", action: "unlink", fields: [] };
    const result = { ...ended(item, "unchanged", undefined, kept), ...endOf(item, kept) };
    results.push(leftTo ? { ...result, leftTo } : result);
  }
  return { planned: go, results, around };
}

/** A side that knows no inactive records keeps the one that was to be deactivated, and that is said; the link ends all the same. */
function asFarAsPossible(sync: Sync, plan: RecordPlan): RecordPlan {
  const knows =
    plan.action === "deactivateRow"
      ? sync.table.state.inactive !== null
      : plan.action !== "deactivateSystemRecord" ||
        objectOf(sync.connection.adapter, sync.mapping.systemObject).deactivate !== undefined;
  if (knows) return plan;
  const warnings: readonly IssueRef[] = [...(plan.warnings ?? []), { code: "DEACTIVATION_NOT_POSSIBLE" }];
  return { ...plan, outcome: "unchanged", action: "unlink", warnings };
}

const ENDS: ReadonlySet<RecordPlan["action"]> = new Set([
  "unlink",
  "deactivateRow",
  "deleteRow",
  "deactivateSystemRecord",
  "deleteSystemRecord",
] as const);

/** Why the link ends with this plan, if it does. */
function endOf(item: Item, plan: RecordPlan): { readonly end?: EndReason } {
  if (!ENDS.has(plan.action) || item.link === null) return {};
  if (item.deletedIn === "system" || item.system?.deleted) return { end: "deletedInSystem" };
  return { end: item.deletedIn === "dataverse" ? "deletedInDataverse" : "unlinked" };
}

/** Items with their plans, and everything there that the plans point to. */
export interface ReadyToWrite {
  /** Items that are not parked. */
  readonly rest: readonly Item[];
  readonly planned: readonly Planned[];
  /** What ended before or with its plan. */
  readonly ended: readonly Result[];
  /** Rows that were created because planned ones point to them. */
  readonly created: readonly RelatedToCreate[];
  /** Items whose records were listed too early: they have to be read again before anything is planned. */
  readonly old: readonly Item[];
}

/**
 * The pipeline up to the write of the records themselves. Of two that may concern the same rows, one is made ready
 * after the other; then they may be written side by side.
 */
export async function makeReady(sync: Sync, items: readonly Item[], planOf?: PlanOf): Promise<ReadyToWrite> {
  const begun = await takeUpBegun(sync, items);
  const old = begun.filter((item) => isListedTooEarly(sync, item));
  const { rest, parked } = await leaveParked(
    sync,
    begun.filter((item) => !old.includes(item)),
  );
  const { planned: waiting, results, around } = await planItems(sync, rest, planOf);
  const { planned, created } = await createRelated(sync, waiting, around.related);
  return { rest, planned, ended: [...parked, ...results], created, old };
}

/** The write: gives what became of every item. Reporting it comes after. */
export async function write(sync: Sync, ready: ReadyToWrite): Promise<Processed> {
  const { rest, created } = ready;
  const planned = await beginWrites(sync, ready.planned);
  const inSystem = await writeSystem(sync, planned);
  await forgetRefused(sync, planned, inSystem);
  await clearMoved(sync, rest);
  // What the system refused is not written on our side either: both sides change together, or not at all.
  const inDataverse = await writeRows(
    sync,
    planned.filter(({ item }) => !(inSystem.get(rowIdOf(item, sync)) instanceof SystemError)),
  );
  const isChanged = ({ item }: Planned) => {
    const rowId = rowIdOf(item, sync);
    return inDataverse.get(rowId) instanceof RowChangedError || isBusy(inSystem.get(rowId));
  };
  const ends = [
    ...ready.ended,
    ...planned.filter((each) => !isChanged(each)).map((each) => resultOf(sync, each, inSystem, inDataverse)),
  ];
  await linkBack(sync, created, ends);
  return {
    results: ends,
    changed: planned.filter(isChanged).map((each) => asWritten(sync, each, inSystem)),
  };
}

/** Somebody changed the record in the system after it was read. */
function isBusy(record: SystemWrite | undefined): boolean {
  return record instanceof SystemError && record.code === "RECORD_BUSY";
}

/**
 * An item whose row is to be read again, with what the system has been told by then as its base: our own write is no change of
 * anybody's, and must not win over what is typed meanwhile.
 */
function asWritten(
  sync: Sync,
  { item, plan, mark }: Planned,
  inSystem: ReadonlyMap<string, SystemWrite>,
): Item {
  if (plan.action === "createRow" && mark !== undefined)
    return { ...item, base: nextBase(plan, null), madeWith: mark, earlier: journalOf(plan) };
  const record = inSystem.get(rowIdOf(item, sync));
  if (!record || record === "removed" || record instanceof SystemError) return item;
  const base = nextBase(plan, item.base, { dataverse: false, system: true });
  const fields = plan.fields.filter((field) => field.verdict === "writeSystem");
  const entry = journalOf({ ...plan, fields });
  const earlier = item.earlier ? joinEntries(item.earlier, entry) : entry;
  return { ...item, externalId: record.id, base, earlier };
}

/** The plan as it was carried out: what the system took the rest of the record without is left out, and not remembered as agreed. */
function carriedOut({ columns }: Sync, plan: RecordPlan, { leftOut }: SystemRecord): RecordPlan {
  if (!leftOut) return plan;
  const fields = plan.fields.map((field): FieldPlan => {
    const reason = leftOut[field.systemField ?? ""];
    return reason && field.verdict === "writeSystem" ? { ...field, verdict: "leftOut", reason } : field;
  });
  return { ...plan, fields, warnings: warningsOf(fields, columns) };
}

function resultOf(
  sync: Sync,
  { item, plan: planned }: Planned,
  inSystem: ReadonlyMap<string, SystemWrite>,
  inDataverse: ReadonlyMap<string, RowFailure>,
): Result {
  const rowId = rowIdOf(item, sync);
  const record = inSystem.get(rowId);
  const failure = record instanceof SystemError ? record : inDataverse.get(rowId);
  const written = record instanceof SystemError || record === "removed" ? undefined : record;
  const plan = written ? carriedOut(sync, planned, written) : planned;
  const sent = written ? writesOf(plan).system : null;
  // Where the system took nothing of it, nothing was written.
  const tookNothing = written?.leftOut !== undefined && !writesSystem({ item, plan });
  const wroteSystem = tookNothing ? null : sent;
  if (failure) {
    const waits = failure instanceof RowChangedError ? undefined : failure.retryAfterMs;
    return {
      ...ended(item, "failed", problemOf(failure, "write"), plan),
      wrote: { dataverse: null, system: wroteSystem },
      ...(waits === undefined ? {} : { retryAfterMs: waits }),
    };
  }
  const removed = plan.action === "deleteRow" ? "dataverse" : record === "removed" ? "system" : undefined;
  return {
    item,
    outcome:
      tookNothing && plan.outcome === "updated" && !writesRow({ item, plan }) ? "unchanged" : plan.outcome,
    ...(plan.issue ? { issue: plan.issue } : {}),
    warnings: plan.warnings ?? [],
    plan,
    externalId: plan.action === "createSystemRecord" ? written!.id : item.externalId,
    rowId,
    wrote: {
      dataverse: writesRow({ item, plan }) && !removed ? writtenColumns(writesOf(plan).dataverse) : null,
      system: wroteSystem,
    },
    ...endOf(item, plan),
    ...(removed ? { removed } : {}),
  };
}

/** Writes the links. A record whose link is refused belongs to another one already, and ends as failed. */
export async function linkResults(
  sync: Sync,
  results: readonly Result[],
): Promise<{ readonly results: readonly Result[]; readonly linked: ReadonlySet<string> }> {
  const refused = await reportLinks(sync, results);
  const linked = new Set<string>();
  const checked = results.map((result): Result => {
    if (result.externalId === null || result.rowId === null) return result;
    const error = refused.get(linkIdOf(sync, result));
    if (!error) {
      if (isLinked(result.item) || ["created", "updated", "unchanged", "conflict"].includes(result.outcome)) {
        linked.add(linkIdOf(sync, result));
      }
      return result;
    }
    const issue =
      error.issueCode("write") === "DUPLICATE_ROW"
        ? { code: "LINK_TAKEN" as const }
        : problemOf(error, "write");
    return { ...result, outcome: "failed", issue };
  });
  return { results: checked, linked };
}
