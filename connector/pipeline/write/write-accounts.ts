import { COMPANY_COLUMN, COMPANY_LINE } from "../../../core/mapping/company-line";
import { fit } from "../../../core/map/fit";
import { cut } from "../../../core/map/transformations/cut";
import type { Columns } from "../../../core/mapping/columns";
import type { FieldPlan, IssueRef, RecordPlan } from "../../../core/plan/types";
import type { Values } from "../../../core/records";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import { accountValues, promiseKept, type FoundAccounts } from "../match/companies";
import type { AccountToCreate } from "../sync-memory";
import { isThereAlready } from "./create-as";
import { problemOf } from "../problems";
import { rowCall, type Sync } from "../sync";
import { writeBulk, type BulkRow } from "./write-bulk";
import type { Planned } from "./write-rows";

/** What became of the accounts that contacts are waiting for. */
export interface CreatedAccounts {
  /** The plans, without the account where it could not be created. */
  readonly planned: readonly Planned[];
  readonly created: readonly AccountToCreate[];
}

/**
 * Creates the accounts that planned contacts will point to, by computed id: however often and from wherever it is done, a
 * company has one. An account that is refused leaves its contacts without one, and they say so; the rest is not held up.
 */
export async function createAccounts(
  sync: Sync,
  planned: readonly Planned[],
  accounts: FoundAccounts,
): Promise<CreatedAccounts> {
  const wanted = new Map<string, AccountToCreate>();
  for (const { item, plan } of planned) {
    const found = accounts.get(item);
    const writes = plan.fields.some(
      (field) => field.line === COMPANY_LINE && field.verdict === "writeDataverse",
    );
    if (writes && found?.kind === "one" && found.create) wanted.set(found.rowId, found.create);
  }
  if (wanted.size === 0) return { planned, created: [] };
  const table = await sync.runtime.table("account", { counter: sync.counter });
  const rows = [...wanted.values()].map((account) => ({
    id: account.id,
    body: { [table.primaryId]: account.id, ...fitting(accountValues(account.company), table.columns()) },
  }));
  const refused = await createOnly(sync, table, rows);
  const created = [...wanted.values()].filter((account) => !refused.has(account.id));
  for (const { id } of created) promiseKept(sync, id);
  return {
    created,
    planned: planned.map((each) => {
      const found = accounts.get(each.item);
      const error = found?.kind === "one" ? refused.get(found.rowId) : undefined;
      return error ? { ...each, plan: withoutAccount(sync, each.plan, error) } : each;
    }),
  };
}

/**
 * Creates accounts, and never replaces one: an account we have made before is the company's still, whatever people call it by
 * now. @returns what was wrong, by id
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

/** A company's name may be longer than an account's. */
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

function withoutAccount(sync: Sync, plan: RecordPlan, error: DataverseError): RecordPlan {
  const fields = plan.fields.map((field): FieldPlan => {
    if (field.line !== COMPANY_LINE) return field;
    const { result: _notWritten, ...rest } = field;
    return { ...rest, verdict: "leftOut", reason: "noPermission" };
  });
  const label = sync.columns[COMPANY_COLUMN]?.label ?? COMPANY_COLUMN;
  const issue = problemOf(error, "write") ?? { code: "UNEXPECTED" as const };
  const warning: IssueRef = { ...issue, params: { ...issue.params, field: label } };
  return { ...plan, fields, warnings: [...(plan.warnings ?? []), warning] };
}
