import type { EnginyCompany, EnginyContact, EnginyRecord } from "./record";
import type { EnginySandbox } from "./sandbox";

/** What records of one kind look like, and what a search looks at. */
export interface View<R extends EnginyRecord> {
  shown(record: R): Readonly<Record<string, unknown>>;
  /** What a search for words looks into. Which members are searched is inferred. */
  texts(record: R): readonly (string | null | undefined)[];
  /** What `include` compares where a key is no field: campaigns by id or name, lists by id (inferred). */
  groups(record: R): Readonly<Record<string, readonly unknown[]>>;
}

/** Contacts. Values of fields that are not standard stand beside the others (inferred). */
export function contactView(sandbox: EnginySandbox): View<EnginyContact> {
  const companyOf = ({ companyId }: EnginyContact) =>
    companyId === null ? undefined : sandbox.companies.find(companyId);
  return {
    shown: (contact) => {
      const { campaigns: _campaigns, lists: _lists, custom, ...rest } = contact;
      const company = companyOf(contact);
      return {
        ...rest,
        company: company ? ofContact(company) : null,
        isInCRM: contact.contactCRMId !== null || contact.leadCRMId !== null,
        ...custom,
      };
    },
    texts: (contact) => [
      `${contact.firstName ?? ""} ${contact.lastName ?? ""}`,
      contact.jobTitle,
      contact.professionalEmail,
      contact.linkedInProfileUrl,
      companyOf(contact)?.name,
    ],
    groups: (contact) => ({
      campaigns: campaignsOf(contact, sandbox),
      leadsGroup: contact.lists,
      companyGroup: companyOf(contact)?.lists ?? [],
    }),
  };
}

/** Companies. Beside what a contact says of its own, all members are inferred. */
export function companyView(sandbox: EnginySandbox): View<EnginyCompany> {
  return {
    shown: (company) => {
      const { campaigns: _campaigns, lists: _lists, custom, ...rest } = company;
      return { ...rest, isInCRM: company.companyCRMId !== null, ...custom };
    },
    texts: ({ name, domain, website }) => [name, domain, website],
    groups: (company) => ({ campaigns: campaignsOf(company, sandbox), companyGroup: company.lists }),
  };
}

/** What a contact says of its company. */
function ofContact({ id, name, domain, companyLinkedInUrl }: EnginyCompany) {
  return { id, name, domain, companyLinkedInUrl };
}

function campaignsOf({ campaigns }: EnginyRecord, sandbox: EnginySandbox): readonly unknown[] {
  return campaigns.flatMap((id) => [id, sandbox.campaigns.nameOf(id)]);
}
