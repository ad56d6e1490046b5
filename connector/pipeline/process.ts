import { writesOf } from "../../core/plan/apply";
import type { SystemRecord } from "../../core/records";
import type { DataverseError } from "../dataverse/dataverse-error";
import { SystemError } from "../systems/system-error";
import { ended, type Item, type Result } from "./item";
import { leaveParked } from "./parked";
import { planItem } from "./plan";
import { problemOf } from "./problems";
import type { Sync } from "./sync";
import { linkIdOf, tellLinks } from "./tell-links";
import { rowIdOf, writeRows, writesRow, type Planned } from "./write-rows";
import { writesSystem, writeSystem } from "./write-system";

/** Plans all items; those that end before or with the plan come back as results at once. */
export function planItems(
  sync: Sync,
  items: readonly Item[],
): { readonly planned: readonly Planned[]; readonly results: readonly Result[] } {
  const planned: Planned[] = [];
  const results: Result[] = [];
  for (const item of items) {
    if (item.stop) {
      results.push(ended(item, item.stop.outcome, item.stop.issue));
      continue;
    }
    const plan = planItem(item, sync);
    const writes = writesRow({ item, plan }) || writesSystem({ item, plan });
    // Of a conflict, the fields nobody has to decide on are written all the same.
    if (!writes || plan.outcome === "failed" || plan.outcome === "skipped") {
      results.push(ended(item, plan.outcome, plan.issue, plan));
    } else {
      planned.push({ item, plan });
    }
  }
  return { planned, results };
}

/** The pipeline from the plan to the write: gives what became of every item. Telling it comes after. */
export async function process(sync: Sync, items: readonly Item[]): Promise<readonly Result[]> {
  const { planned, results } = planItems(sync, items);
  const { rest, parked } = await leaveParked(sync, planned);
  const inSystem = await writeSystem(sync, rest);
  // What the system refused is not written on our side either: both sides change together, or not at all.
  const inDataverse = await writeRows(
    sync,
    rest.filter(({ item }) => !(inSystem.get(rowIdOf(item, sync)) instanceof SystemError)),
  );
  return [...results, ...parked, ...rest.map((each) => resultOf(sync, each, inSystem, inDataverse))];
}

function resultOf(
  sync: Sync,
  { item, plan }: Planned,
  inSystem: ReadonlyMap<string, SystemRecord | SystemError>,
  inDataverse: ReadonlyMap<string, DataverseError>,
): Result {
  const rowId = rowIdOf(item, sync);
  const record = inSystem.get(rowId);
  const error = record instanceof SystemError ? record : inDataverse.get(rowId);
  const written = record instanceof SystemError ? undefined : record;
  const wroteSystem = written ? writesOf(plan).system : null;
  if (error) {
    return {
      ...ended(item, "failed", problemOf(error, "write"), plan),
      wrote: { dataverse: null, system: wroteSystem },
    };
  }
  return {
    item,
    outcome: plan.outcome,
    ...(plan.issue ? { issue: plan.issue } : {}),
    warnings: plan.warnings ?? [],
    plan,
    externalId: item.externalId ?? written?.id ?? null,
    rowId,
    wrote: { dataverse: writesRow({ item, plan }) ? writesOf(plan).dataverse : null, system: wroteSystem },
  };
}

/** Writes the links. A record whose link is refused belongs to another one already, and ends as failed. */
export async function linkResults(
  sync: Sync,
  results: readonly Result[],
): Promise<{ readonly results: readonly Result[]; readonly linked: ReadonlySet<string> }> {
  const refused = await tellLinks(sync, results);
  const linked = new Set<string>();
  const checked = results.map((result): Result => {
    if (result.externalId === null || result.rowId === null) return result;
    const error = refused.get(linkIdOf(sync, result));
    if (!error) {
      if (
        result.item.link !== null ||
        ["created", "updated", "unchanged", "conflict"].includes(result.outcome)
      ) {
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
