import { ACCOUNT_COLUMNS } from "../../../core/mapping/defaults/company-identifiers";
import { accountRules, contactRules } from "../../../core/mapping/defaults/company-rules";
import { COMPANY_COLUMN } from "../../../core/mapping/company-line";
import { associate } from "../../../core/match/associate";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import type { CompanyPolicy } from "../../../core/mapping/types";
import type { Row, Values } from "../../../core/records";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { chunksOf, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { lookupBinds } from "../../environment/lookup-targets";
import { selectOf, toRow, toWrite } from "../../environment/rows";
import { activeOnly } from "../../tables/state-model";
import type { TableMetadata } from "../../environment/table-metadata";
import { rememberOwnWrites } from "../../state/own-writes";
import { accountIndex } from "../match/account-index";
import type { AccountToCreate } from "../sync-memory";
import type { Result } from "../item";
import { readCall, rowCall, type Sync } from "../sync";
import { writeBulk } from "./write-bulk";

/** An account as its contacts may know it. */
export interface KnownAccount {
  readonly id: string;
  readonly name: string | null;
  readonly website: string | null;
}

/** Contacts that work for nobody yet. */
const FREE = "_parentcustomerid_value eq null";

/**
 * Gives accounts their contacts: those that fit, have no account yet, and fit no other one. Read and written in bulk.
 * @returns how many contacts were joined
 */
export async function linkContacts(sync: Sync, known: readonly KnownAccount[]): Promise<number> {
  const policy = sync.mapping.policies.companies;
  if (!policy?.linkContacts || known.length === 0 || sync.direction === "toSystem") return 0;
  const call = { counter: sync.counter };
  const [contacts, accounts] = await Promise.all([
    sync.runtime.table("contact", call),
    sync.runtime.table("account", call),
  ]);
  if (!contacts.columns()[COMPANY_COLUMN]) return 0;
  const rows = await candidates(sync, policy, contacts, known);
  const joined = await fitting(sync, policy, accounts, known, rows);
  if (joined.length === 0) return 0;
  const binds = await lookupBinds(
    contacts,
    [{ column: COMPANY_COLUMN, transformations: [] }],
    (table, asking) => sync.runtime.table(table, asking),
    call,
  );
  const writes = joined.map(({ contact, accountId }) => ({
    id: contact.id,
    body: {
      [contacts.primaryId]: contact.id,
      ...toWrite(contacts, { [COMPANY_COLUMN]: accountId }, binds),
    },
  }));
  const refused = await writeBulk(sync.runtime.client, "UpdateMultiple", contacts, writes, rowCall(sync));
  const landed = joined.filter(({ contact }) => !refused.has(contact.id));
  for (const error of refused.values()) {
    sync.logger.warn("A contact could not be joined to its account", {
      code: error.code,
      httpStatus: error.status,
      table: "contact",
    });
  }
  await remember(sync, contacts, landed);
  return landed.length;
}

interface Joined {
  readonly contact: Row;
  readonly accountId: string;
}

/** Free contacts that look like they belong to one of the accounts; the rules decide after. */
async function candidates(
  sync: Sync,
  policy: CompanyPolicy,
  contacts: TableMetadata,
  known: readonly KnownAccount[],
): Promise<readonly Row[]> {
  const rules = compileMatchRules({ matchRules: contactRules(policy), lines: [] });
  const select = selectOf(contacts, requiredColumns(rules));
  const filters = new Set<string>();
  for (const account of known) {
    const values = { domain: account.website, name: account.name };
    const filter = candidateFilter(rules, { id: account.id, values });
    if (filter !== null && filter !== "none")
      filters.add(activeOnly(contacts.state, `${FREE} and (${filter})`)!);
  }
  const rows = new Map<string, Row>();
  for (const some of chunksOf([...filters], MAX_BATCH_REQUESTS)) {
    const paths = some.map((filter) => queryPath(contacts.entitySet, select, filter));
    for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
      if ("error" in answer) throw answer.error;
      for (const json of (answer.body.value ?? []) as readonly Json[]) {
        const row = toRow(contacts, json);
        rows.set(row.id, row);
      }
    }
  }
  return [...rows.values()];
}

/** Looked at from the contact's side, with all accounts there are: only one that fits is hers. */
async function fitting(
  sync: Sync,
  policy: CompanyPolicy,
  accounts: TableMetadata,
  known: readonly KnownAccount[],
  rows: readonly Row[],
): Promise<readonly Joined[]> {
  if (rows.length === 0) return [];
  const identify = typeof policy.identify === "string" ? policy.identify : "domainOrName";
  const rules = accountRules({ identify, fields: policy.contactColumns });
  const { active } = await accountIndex(sync, accounts, rules, rows);
  for (const { id, name, website } of known) {
    active.add({ id, values: { [ACCOUNT_COLUMNS.name]: name, [ACCOUNT_COLUMNS.domain]: website } });
  }
  const ids = new Set(known.map((account) => account.id));
  const matches = associate(rows, active);
  return rows.flatMap((contact): Joined[] => {
    const match = matches.get(contact.id)!;
    return match.kind === "one" && ids.has(match.rowId) ? [{ contact, accountId: match.rowId }] : [];
  });
}

/** So that the echo of it does nothing. These contacts are no records of the run: undoing it leaves them joined. */
async function remember(sync: Sync, contacts: TableMetadata, joined: readonly Joined[]): Promise<void> {
  const environmentId = sync.runtime.environment.id;
  await rememberOwnWrites(
    sync.database,
    environmentId,
    contacts.logicalName,
    joined.map(({ contact, accountId }) => ({
      recordId: contact.id,
      values: { parentcustomerid: accountId },
    })),
    contacts.columns(),
  );
}

/** An account that was created for a contact. */
export function accountCreated({ id, company }: AccountToCreate): KnownAccount {
  return { id, name: company.name, website: company.domain };
}

/** The accounts that a mapping of accounts has created, changed or linked just now. */
export function accountsSynced(sync: Sync, results: readonly Result[]): readonly KnownAccount[] {
  if (sync.mapping.table !== "account") return [];
  return results.flatMap(({ item, outcome, plan, rowId, wrote }) => {
    const fresh = wrote.dataverse !== null || (item.link === null && outcome === "unchanged");
    if (!fresh || rowId === null || plan === null) return [];
    const values: Values = { ...item.row?.values, ...wrote.dataverse };
    const text = (name: string) => (typeof values[name] === "string" ? values[name] : null);
    return [{ id: rowId, name: text(ACCOUNT_COLUMNS.name), website: text(ACCOUNT_COLUMNS.domain) }];
  });
}
