import { accountIdFor } from "../../../core/ids/record-ids";
import { COMPANY_COLUMN, COMPANY_LINE, withoutCompanyLine } from "../../../core/mapping/company-line";
import { tellsSameCompany } from "../../../core/mapping/company-told";
import { columnOf } from "../../../core/mapping/lookup-path";
import { ACCOUNT_COLUMNS } from "../../../core/mapping/defaults/company-identifiers";
import { accountRules } from "../../../core/mapping/defaults/company-rules";
import { associate } from "../../../core/match/associate";
import { companyOf, type Company } from "../../../core/match/company-key";
import type { Mapping, WriteRule } from "../../../core/mapping/types";
import type { IssueRef } from "../../../core/plan/types";
import type { SystemRecord } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import { IN_CHUNK, chunksOf, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import { accountIndex } from "./account-index";
import { issuesOf } from "../../state/issues";
import { isLinked, type Item } from "../item";
import { issueKeysOf } from "../report/report-issues";
import { readCall, type Sync } from "../sync";
import type { AccountToCreate } from "../sync-memory";

/** Names quoted of accounts that fit, so that a person finds them again. */
const NAMES_SHOWN = 5;

/** What is known of the account of one record. */
export type FoundAccount =
  | { readonly kind: "one"; readonly rowId: string; readonly create?: AccountToCreate }
  | { readonly kind: "several"; readonly warning: IssueRef };

/** Accounts by item; an item without one has none, or needs none. */
export type FoundAccounts = ReadonlyMap<Item, FoundAccount>;

const NONE: FoundAccounts = new Map();

/**
 * The account of each contact, by the policy's rules: exactly one that fits, or one to create where none does. Never a
 * guess. Contacts that have an account, and may not get another, are not asked for.
 */
export async function findAccounts(sync: Sync, items: readonly Item[]): Promise<FoundAccounts> {
  const policy = sync.mapping.policies.companies;
  const line = sync.mapping.lines.find((each) => each.id === COMPANY_LINE);
  if (!policy || !line || sync.direction === "toSystem" || !sync.columns[COMPANY_COLUMN]) return NONE;
  const waiting = await withReasonToLook(
    sync,
    items.filter(
      (item) => item.system && !item.system.deleted && !item.stop && mayGetAccount(item, line.writeRule),
    ),
  );
  if (waiting.length === 0) return NONE;
  const accounts = await sync.runtime.table("account", { counter: sync.counter });
  const rules = accountRules(policy);
  const records = waiting.map((item) => item.system!);
  const index = await accountIndex(sync, accounts, rules, records);
  const found = new Map<Item, FoundAccount>();
  const several = new Map<Item, readonly string[]>();
  for (const item of waiting) {
    const record = item.system!;
    const match = associate([record], index.active).get(record.id)!;
    if (match.kind === "one") found.set(item, promisedOr(sync, match.rowId));
    else if (match.kind === "several") several.set(item, match.rowIds);
    else if (policy.create && index.inactive.candidates(record).length === 0) {
      const create = accountToCreate(sync, record);
      if (create === null) continue;
      sync.memory.promisedAccounts.set(create.id, create);
      found.set(item, promisedOr(sync, create.id));
      // The next contact of the company finds it, also when it tells of it in other words.
      index.active.add({ id: create.id, values: accountValues(create.company) });
    }
  }
  for (const [item, warning] of await warnings(sync, accounts, several)) found.set(item, warning);
  return found;
}

/**
 * Of many events, few are of a company. A contact that told the same one when both sides agreed last is not looked for again, unless
 * somebody is still to see to one of its issues: that must not go away for want of looking.
 */
async function withReasonToLook(sync: Sync, items: readonly Item[]): Promise<readonly Item[]> {
  if (sync.trigger !== "event") return items;
  const told = items.filter(
    (item) => isLinked(item) && tellsSameCompany(sync.mapping, item.system!, item.base, sync.systemFields),
  );
  if (told.length === 0) return items;
  const keys = told.flatMap((item) => issueKeysOf(sync, item));
  const open = new Set(
    (await issuesOf(sync.database, sync.runtime.environment.id, keys)).map((issue) => issue.recordKey),
  );
  const idle = new Set(told.filter((item) => !issueKeysOf(sync, item).some((key) => open.has(key))));
  return items.filter((item) => !idle.has(item));
}

function promisedOr(sync: Sync, rowId: string): FoundAccount {
  const create = sync.memory.promisedAccounts.get(rowId);
  return { kind: "one", rowId, ...(create ? { create } : {}) };
}

/** An account is there now: nobody has to create it any more. */
export function promiseKept(sync: Sync, accountId: string): void {
  sync.memory.promisedAccounts.delete(accountId);
}

function mayGetAccount({ row }: Item, writeRule: WriteRule): boolean {
  return writeRule === "overwrite" || isEmpty(row?.values[columnOf(COMPANY_COLUMN)]);
}

function accountToCreate(sync: Sync, record: SystemRecord): AccountToCreate | null {
  const company = companyOf(record.values, sync.mapping.policies.companies!.fields);
  return company && { id: accountIdFor(sync.connection.id, company.key), company };
}

export function accountValues({ name, domain }: Company) {
  return { [ACCOUNT_COLUMNS.name]: name, [ACCOUNT_COLUMNS.domain]: domain };
}

/** What the plan is made of: the record with its account, and the mapping with the line for it where there is one. */
export function withAccount(
  sync: Sync,
  item: Item,
  accounts: FoundAccounts,
): { readonly mapping: Mapping; readonly system: SystemRecord | null } {
  const found = accounts.get(item);
  const system = item.system;
  if (system === null || found?.kind !== "one") return { mapping: withoutCompanyLine(sync.mapping), system };
  return {
    mapping: sync.mapping,
    system: { ...system, values: { ...system.values, [COMPANY_LINE]: found.rowId } },
  };
}

async function warnings(
  sync: Sync,
  accounts: TableMetadata,
  several: ReadonlyMap<Item, readonly string[]>,
): Promise<ReadonlyMap<Item, FoundAccount>> {
  const names = await namesOf(sync, accounts, [...several.values()].flat());
  return new Map(
    [...several].map(([item, rowIds]): [Item, FoundAccount] => {
      const company = companyOf(item.system!.values, sync.mapping.policies.companies!.fields);
      const shown = rowIds.slice(0, NAMES_SHOWN).map((id) => names.get(id) ?? id);
      const params = {
        count: rowIds.length,
        value: company?.name ?? "",
        details: shown.join(", ") + (rowIds.length > shown.length ? ", …" : ""),
        field: sync.columns[COMPANY_COLUMN]?.label ?? COMPANY_COLUMN,
      };
      return [item, { kind: "several", warning: { code: "COMPANY_AMBIGUOUS", params } }];
    }),
  );
}

async function namesOf(sync: Sync, accounts: TableMetadata, ids: readonly string[]) {
  const paths = chunksOf([...new Set(ids)], IN_CHUNK).map((some) =>
    queryPath(
      accounts.entitySet,
      [accounts.primaryId, accounts.primaryName],
      inFilter(accounts.primaryId, some),
    ),
  );
  const names = new Map<string, string>();
  for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
    if ("error" in answer) throw answer.error;
    for (const json of (answer.body.value ?? []) as readonly Json[])
      names.set(String(json[accounts.primaryId]), String(json[accounts.primaryName] ?? ""));
  }
  return names;
}
