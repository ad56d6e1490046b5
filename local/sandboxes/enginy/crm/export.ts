import type { EnginyRecord } from "../record";
import type { EnginySandbox } from "../sandbox";
import { createdIn, matchedIn } from "./answers";
import { isDone, type CrmClient, type CrmSettings } from "./client";
import { crmCompany, crmContact } from "./records";

/** Records that a call holds at most. */
const AT_ONCE = 100;

/** How the records of one kind are exported. */
interface Kind<R extends EnginyRecord> {
  readonly list: "contacts" | "companies";
  crmIdOf(record: R): string | null;
  shown(record: R, forMatch: boolean): Readonly<Record<string, unknown>>;
  /** The record has this id in the CRM, and these properties there. */
  linked(record: R, crmId: string, properties: Readonly<Record<string, unknown>>): void;
  get(id: number): R | undefined;
}

/**
 * Contacts and the companies they work for, as a person exports them: companies first; a match is looked for, what has none is made, what has one
 * is brought up to date; then who works where. The order of the calls is documented, which records an update holds is inferred.
 */
export async function exportContacts(
  sandbox: EnginySandbox,
  client: CrmClient,
  settings: CrmSettings,
  contactIds: readonly number[],
): Promise<void> {
  const { companies, contacts } = sandbox;
  const known = contactIds.flatMap((id) => contacts.find(id) ?? []);
  const employers = new Set(known.flatMap(({ companyId }) => companyId ?? []));
  await exportKind(client, settings, [...employers], {
    list: "companies",
    get: (id) => companies.find(id),
    crmIdOf: ({ companyCRMId }) => companyCRMId,
    shown: (company, forMatch) => crmCompany(sandbox, company, forMatch),
    linked: (company, companyCRMId, properties) =>
      companies.update(company.id, { companyCRMId, custom: kept(sandbox, "company", company, properties) }),
  });
  await exportKind(client, settings, contactIds, {
    list: "contacts",
    get: (id) => contacts.find(id),
    crmIdOf: ({ contactCRMId }) => contactCRMId,
    shown: (contact) => crmContact(sandbox, contact),
    linked: (contact, contactCRMId, properties) =>
      contacts.update(contact.id, { contactCRMId, custom: kept(sandbox, "contact", contact, properties) }),
  });
  const associations = contactIds.flatMap((id) => {
    const { companyId = null, contactCRMId } = contacts.find(id) ?? {};
    const companyCRMId = companyId === null ? null : companies.find(companyId)?.companyCRMId;
    return contactCRMId && companyCRMId ? [{ contactCRMId, companyCRMId }] : [];
  });
  for (const some of chunks(associations))
    await client.call(settings, "POST", "/associations", { associations: some });
}

async function exportKind<R extends EnginyRecord>(
  client: CrmClient,
  settings: CrmSettings,
  ids: readonly number[],
  kind: Kind<R>,
): Promise<void> {
  const path = `/${kind.list}`;
  const made = new Set<number>();
  const records = (of: readonly number[]) => of.flatMap((id) => kind.get(id) ?? []);
  const withExternalId = (forMatch: boolean) => (record: R) => ({
    externalId: String(record.id),
    ...kind.shown(record, forMatch),
  });
  function crmIdOf(id: number): string | null {
    const record = kind.get(id);
    return record ? kind.crmIdOf(record) : null;
  }

  /** Ids that nobody asked about are passed over. */
  function link(externalId: string, crmId: string, properties: Readonly<Record<string, unknown>>): void {
    const record = ids.includes(Number(externalId)) ? kind.get(Number(externalId)) : undefined;
    if (record) kind.linked(record, crmId, properties);
  }

  const open = records(ids.filter((id) => !crmIdOf(id)));
  for (const some of chunks(open)) {
    const body = { [kind.list]: some.map(withExternalId(true)) };
    const answer = await client.call(settings, "POST", `${path}/sync`, body);
    for (const { externalId, crmId, properties } of matchedIn(answer)) link(externalId, crmId, properties);
    // Who could not be looked for is not made: it may be there.
    if (!isDone(answer?.status)) continue;
    const missing = some.filter(({ id }) => !crmIdOf(id));
    if (missing.length === 0) continue;
    const rest = { [kind.list]: missing.map(withExternalId(false)) };
    for (const { externalId, crmId } of createdIn(await client.call(settings, "POST", path, rest))) {
      link(externalId, crmId, {});
      made.add(Number(externalId));
    }
  }
  // What was just made is up to date.
  const stale = records(ids).filter(({ id }) => crmIdOf(id) && !made.has(id));
  for (const some of chunks(stale))
    await client.call(settings, "PUT", path, {
      [kind.list]: some.map((record) => ({ crmId: kind.crmIdOf(record), ...kind.shown(record, false) })),
    });
}

/** Properties of the CRM are kept as fields of it: `crm_leadScore` (documented that they are kept; the ids are inferred). */
function kept(
  { fields }: EnginySandbox,
  entity: "contact" | "company",
  { custom }: EnginyRecord,
  properties: Readonly<Record<string, unknown>>,
): EnginyRecord["custom"] {
  const values = Object.entries(properties).flatMap(([name, value]) => {
    if (value !== null && typeof value === "object") return [];
    const id = `crm_${name}`;
    if (!fields[entity].has(id)) fields[entity].add(id, name, "TEXT", "CRM_FIELD");
    return [[id, value]];
  });
  return { ...custom, ...(Object.fromEntries(values) as EnginyRecord["custom"]) };
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
