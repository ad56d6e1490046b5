import { relatedIdFor } from "../../../core/ids/record-ids";
import { columnOf } from "../../../core/mapping/lookup-path";
import { withoutLines, type NewRelated, type RelatedRule } from "../../../core/mapping/related";
import { tellsTheSame } from "../../../core/mapping/tells-the-same";
import type { Mapping } from "../../../core/mapping/types";
import { associate } from "../../../core/match/associate";
import type { IssueRef } from "../../../core/plan/types";
import type { SystemRecord, Value } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import { IN_CHUNK, chunksOf, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import { issuesOf } from "../../state/issues";
import { isLinked, type Item } from "../item";
import { isOfAnotherField } from "../report/cured";
import { issueKeysOf } from "../report/report-issues";
import { readCall, type Sync } from "../sync";
import { relatedIndex } from "./related-index";

/** Names quoted of rows that fit, so that a person finds them again. */
const NAMES_SHOWN = 5;

/** A row that has to be created before another can point to it. */
export interface RelatedToCreate extends NewRelated {
  readonly id: string;
  readonly table: string;
}

/** What is known of the row that a record points to, under one rule. */
export type FoundRelated =
  | { readonly kind: "one"; readonly rowId: string; readonly create?: RelatedToCreate }
  | { readonly kind: "several"; readonly warning: IssueRef };

/** By item, then by the id of the rule's line; what is not in there was not found, or not looked for. */
export type Related = ReadonlyMap<Item, ReadonlyMap<string, FoundRelated>>;

/**
 * The rows that records point to, by the mapping's rules: exactly one that fits, or one to create where none does. Never a
 * guess. Rows that point to one already, and may not get another, are not asked for.
 */
export async function findRelated(sync: Sync, items: readonly Item[]): Promise<Related> {
  const all = new Map<Item, Map<string, FoundRelated>>();
  if (sync.direction === "toSystem") return all;
  for (const rule of sync.related) {
    if (!sync.columns[rule.line.column]) continue;
    for (const [item, found] of await foundUnder(sync, rule, items))
      all.set(item, (all.get(item) ?? new Map<string, FoundRelated>()).set(rule.line.id, found));
  }
  return all;
}

async function foundUnder(
  sync: Sync,
  rule: RelatedRule,
  items: readonly Item[],
): Promise<ReadonlyMap<Item, FoundRelated>> {
  const found = new Map<Item, FoundRelated>();
  const pointing = items.filter(
    (item) => item.system && !item.system.deleted && !item.stop && mayPoint(item, rule),
  );
  for (const item of pointing) {
    const rowId = sync.memory.told.get(item.externalId ?? "")?.get(rule.table);
    if (rowId !== undefined) found.set(item, { kind: "one", rowId });
  }
  const waiting = await withReasonToLook(
    sync,
    rule,
    pointing.filter((item) => !found.has(item)),
  );
  if (waiting.length === 0) return found;
  const table = await sync.runtime.table(rule.table, { counter: sync.counter });
  const records = waiting.map((item) => item.system!);
  const index = await relatedIndex(sync, table, rule.matchRules, records);
  const several = new Map<Item, readonly string[]>();
  for (const item of waiting) {
    const record = item.system!;
    const match = associate([record], index.active).get(record.id)!;
    if (match.kind === "one") found.set(item, promisedOr(sync, match.rowId));
    else if (match.kind === "several") several.set(item, match.rowIds);
    else if (rule.create && index.inactive.candidates(record).length === 0) {
      const create = toCreate(sync, rule, record);
      if (create === null) continue;
      sync.memory.promised.set(create.id, create);
      found.set(item, promisedOr(sync, create.id));
      // The next record that belongs to it finds it, also when it tells of it in other words.
      index.active.add({ id: create.id, values: create.values });
    }
  }
  for (const [item, warning] of await warnings(sync, rule, table, several)) found.set(item, warning);
  return found;
}

/**
 * Of many events, few are about what a record points to. One that told the same when both sides agreed last is not looked for
 * again, unless somebody is still to see to one of its issues: that must not go away for want of looking. An issue of another
 * field does not.
 */
async function withReasonToLook(
  sync: Sync,
  { line, told }: RelatedRule,
  items: readonly Item[],
): Promise<readonly Item[]> {
  if (sync.trigger !== "event") return items;
  const same = items.filter(
    (item) => isLinked(item) && tellsTheSame(told, sync.mapping, item.system!, item.base, sync.systemFields),
  );
  if (same.length === 0) return items;
  const keys = same.flatMap((item) => issueKeysOf(sync, item));
  const issues = await issuesOf(sync.database, sync.runtime.environment.id, keys);
  const open = new Set(
    issues.filter((issue) => !isOfAnotherField(sync, issue, line.column)).map((issue) => issue.recordKey),
  );
  const idle = new Set(same.filter((item) => !issueKeysOf(sync, item).some((key) => open.has(key))));
  return items.filter((item) => !idle.has(item));
}

function promisedOr(sync: Sync, rowId: string): FoundRelated {
  const create = sync.memory.promised.get(rowId);
  return { kind: "one", rowId, ...(create ? { create } : {}) };
}

function mayPoint({ row }: Item, { line }: RelatedRule): boolean {
  return line.writeRule === "overwrite" || isEmpty(row?.values[columnOf(line.column)]);
}

function toCreate(sync: Sync, rule: RelatedRule, record: SystemRecord): RelatedToCreate | null {
  const described = rule.describe(record.values);
  const { table } = rule;
  return described && { ...described, table, id: relatedIdFor(sync.connection.id, table, described.key) };
}

/** What the plan is made of: the record with the rows it points to, and the mapping with the lines for those that were found. */
export function withRelated(
  { mapping, related }: Pick<Sync, "mapping" | "related">,
  { system }: Item,
  found: ReadonlyMap<string, FoundRelated> = new Map(),
): { readonly mapping: Mapping; readonly system: SystemRecord | null } {
  const values: Record<string, Value> = {};
  for (const [line, each] of found) if (each.kind === "one") values[line] = each.rowId;
  const without = related.map(({ line }) => line.id).filter((id) => system === null || !(id in values));
  return {
    mapping: withoutLines(mapping, new Set(without)),
    system: system && { ...system, values: { ...system.values, ...values } },
  };
}

async function warnings(
  sync: Sync,
  { ambiguous, describe, line }: RelatedRule,
  table: TableMetadata,
  several: ReadonlyMap<Item, readonly string[]>,
): Promise<ReadonlyMap<Item, FoundRelated>> {
  const names = await namesOf(sync, table, [...several.values()].flat());
  return new Map(
    [...several].map(([item, rowIds]): [Item, FoundRelated] => {
      const shown = rowIds.slice(0, NAMES_SHOWN).map((id) => names.get(id) ?? id);
      const params = {
        count: rowIds.length,
        value: describe(item.system!.values)?.name ?? "",
        details: shown.join(", ") + (rowIds.length > shown.length ? ", …" : ""),
        field: sync.columns[line.column]?.label ?? line.column,
      };
      return [item, { kind: "several", warning: { code: ambiguous, params } }];
    }),
  );
}

async function namesOf(
  sync: Sync,
  { entitySet, primaryId, primaryName }: TableMetadata,
  ids: readonly string[],
) {
  const paths = chunksOf([...new Set(ids)], IN_CHUNK).map((some) =>
    queryPath(entitySet, [primaryId, primaryName], inFilter(primaryId, some)),
  );
  const names = new Map<string, string>();
  for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
    if ("error" in answer) throw answer.error;
    for (const json of (answer.body.value ?? []) as readonly Json[])
      names.set(String(json[primaryId]), String(json[primaryName] ?? ""));
  }
  return names;
}
