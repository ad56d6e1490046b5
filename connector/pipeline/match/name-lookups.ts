import { lookupsToName, type CompiledRules } from "../../../core/match/compile";
import type { Row, Value } from "../../../core/records";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import type { Json } from "../../dataverse/json";
import { readCall, type Sync } from "../sync";

/**
 * Rows with the names of the records their lookups point to, under `<lookup>.name`, where the match rules compare them: whom a
 * contact works for. Names are asked for in one request; what may not be read has none, and then matches nothing.
 * @throws DataverseError
 */
export async function nameLookups<T extends Pick<Row, "id" | "values">>(
  sync: Sync,
  rules: CompiledRules,
  rows: readonly T[],
): Promise<readonly T[]> {
  const lookups = lookupsToName(rules);
  if (lookups.length === 0 || rows.length === 0) return rows;
  const names = new Map<string, Value>();
  for (const lookup of lookups) {
    const ids = new Set(rows.flatMap(({ values }) => idOf(values[lookup]) ?? []));
    if (ids.size === 0) continue;
    for (const [id, name] of await namesIn(sync, lookup, [...ids])) names.set(id, name);
  }
  if (names.size === 0) return rows;
  return rows.map((row) => {
    const named = lookups.map((lookup) => [
      `${lookup}.name`,
      names.get(idOf(row.values[lookup]) ?? "") ?? null,
    ]);
    return { ...row, values: { ...row.values, ...Object.fromEntries(named) } };
  });
}

const idOf = (value: Value | undefined): string | null =>
  typeof value === "string" && value !== "" ? value.toLowerCase() : null;

/** Whichever of the lookup's tables an id is in: people and accounts have ids of their own. */
async function namesIn(
  sync: Sync,
  lookup: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Value>> {
  const { columns, counter, runtime } = sync;
  const targets = (columns[lookup]?.targets ?? []).filter((target) => target !== sync.table.logicalName);
  const names = new Map<string, Value>();
  for (const target of targets) {
    const { entitySet, primaryId, primaryName } = await runtime.table(target, { counter });
    const paths = chunksOf(ids, IN_CHUNK).map((some) =>
      queryPath(entitySet, [primaryId, primaryName], inFilter(primaryId, some)),
    );
    for (const some of chunksOf(paths, MAX_BATCH_REQUESTS)) {
      for (const answer of await runtime.client.batch(some, readCall(sync))) {
        if ("error" in answer) throw answer.error;
        for (const row of (answer.body.value ?? []) as readonly Json[])
          names.set(String(row[primaryId]).toLowerCase(), (row[primaryName] ?? null) as Value);
      }
    }
  }
  return names;
}
