import { fit } from "../../../core/map/fit";
import { cut } from "../../../core/map/transformations/cut";
import type { Columns } from "../../../core/mapping/columns";
import type { FieldPlan, IssueRef } from "../../../core/plan/types";
import type { Values } from "../../../core/records";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import type { Related, RelatedToCreate } from "../match/related";
import { problemOf } from "../problems";
import { rowCall, type Sync } from "../sync";
import { isThereAlready } from "./create-as";
import { writeBulk, type BulkRow } from "./write-bulk";
import type { Planned } from "./write-rows";

/** What became of the rows that others are waiting to point to. */
export interface CreatedRelated {
  /** The plans, without the lookups whose rows could not be created. */
  readonly planned: readonly Planned[];
  readonly created: readonly RelatedToCreate[];
}

/**
 * Creates the rows that planned ones will point to, by computed id: however often and from wherever it is done, there is one. A row
 * that is refused leaves those that belong to it without one, and they say so; the rest is not held up.
 */
export async function createRelated(
  sync: Sync,
  planned: readonly Planned[],
  related: Related,
): Promise<CreatedRelated> {
  const wanted = new Map<string, RelatedToCreate>();
  for (const { item, plan } of planned) {
    for (const [line, found] of related.get(item) ?? []) {
      const writes = plan.fields.some((field) => field.line === line && field.verdict === "writeDataverse");
      if (writes && found.kind === "one" && found.create) wanted.set(found.rowId, found.create);
    }
  }
  if (wanted.size === 0) return { planned, created: [] };
  const refused = new Map<string, DataverseError>();
  for (const name of new Set([...wanted.values()].map(({ table }) => table))) {
    const table = await sync.runtime.table(name, { counter: sync.counter });
    const rows = [...wanted.values()]
      .filter((each) => each.table === name)
      .map(({ id, values }) => ({
        id,
        body: { [table.primaryId]: id, ...fitting(values, table.columns()) },
      }));
    for (const [id, error] of await createOnly(sync, table, rows)) refused.set(id, error);
  }
  const created = [...wanted.values()].filter(({ id }) => !refused.has(id));
  // They are there now: nobody has to create them any more.
  for (const { id } of created) sync.memory.promised.delete(id);
  return { created, planned: planned.map((each) => withoutRefused(sync, each, related, refused)) };
}

/**
 * Creates rows, and never replaces one: a row we have made before is what it stood for still, whatever people call it by now.
 * @returns what was wrong, by id
 */
async function createOnly(
  sync: Sync,
  table: TableMetadata,
  rows: readonly BulkRow[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const { client } = sync.runtime;
  const create = (some: readonly BulkRow[]) =>
    writeBulk(client, "CreateMultiple", table, some, rowCall(sync), { wholly: isThereAlready });
  const refused = new Map(await create(rows));
  const doubtful = rows.filter(({ id }) => isThereAlready(refused.get(id)));
  if (doubtful.length === 0) return refused;
  const paths = chunksOf(doubtful, IN_CHUNK).map((some) =>
    queryPath(
      table.entitySet,
      [table.primaryId],
      inFilter(
        table.primaryId,
        some.map(({ id }) => id),
      ),
    ),
  );
  const there = new Set<string>();
  for (const answer of await client.batch(paths, rowCall(sync))) {
    if ("error" in answer) throw answer.error;
    for (const json of (answer.body.value ?? []) as readonly Json[])
      there.add(String(json[table.primaryId]).toLowerCase());
  }
  // The others were only in one request with those that are there.
  const missing = doubtful.filter(({ id }) => !there.has(id));
  for (const { id } of doubtful) refused.delete(id);
  for (const [id, error] of await create(missing)) refused.set(id, error);
  return refused;
}

/** What a record tells of a row may be longer than the row can hold. */
function fitting(values: Values, columns: Columns): Values {
  const fitted: Record<string, Values[string]> = {};
  for (const [name, value] of Object.entries(values)) {
    const column = columns[name];
    if (!column || value === null || value === undefined) continue;
    const mapped = fit(column.maxLength === undefined ? value : cut(String(value), column.maxLength), column);
    if ("value" in mapped) fitted[name] = mapped.value;
  }
  return fitted;
}

/** The plan without lookups to rows that were refused. */
function withoutRefused(
  sync: Sync,
  each: Planned,
  related: Related,
  refused: ReadonlyMap<string, DataverseError>,
): Planned {
  const warnings: IssueRef[] = [];
  const lost = new Set<string>();
  for (const [line, found] of related.get(each.item) ?? []) {
    const error = found.kind === "one" ? refused.get(found.rowId) : undefined;
    if (!error) continue;
    lost.add(line);
    const column = sync.related.find((rule) => rule.line.id === line)!.line.column;
    const issue = problemOf(error, "write") ?? { code: "UNEXPECTED" as const };
    const field = sync.columns[column]?.label ?? column;
    warnings.push({ ...issue, params: { ...issue.params, field } });
  }
  if (lost.size === 0) return each;
  const fields = each.plan.fields.map((field): FieldPlan => {
    if (!lost.has(field.line)) return field;
    const { result: _notWritten, ...rest } = field;
    return { ...rest, verdict: "leftOut", reason: "noPermission" };
  });
  return { ...each, plan: { ...each.plan, fields, warnings: [...(each.plan.warnings ?? []), ...warnings] } };
}
