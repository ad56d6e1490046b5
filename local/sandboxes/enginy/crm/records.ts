import type { EnginyCompany, EnginyContact } from "../record";
import type { EnginySandbox } from "../sandbox";

type Fields = Readonly<Record<string, unknown>>;

/** A contact as a CRM gets it. Names are documented; that campaigns are one text is inferred. Empty fields are left out. */
export function crmContact(sandbox: EnginySandbox, contact: EnginyContact): Fields {
  const company = contact.companyId === null ? undefined : sandbox.companies.find(contact.companyId);
  return filled({
    email: contact.professionalEmail,
    firstName: contact.firstName,
    lastName: contact.lastName,
    phone: contact.mobilePhone ?? contact.phones,
    company: company?.name,
    title: contact.jobTitle,
    linkedinUrl: contact.linkedInProfileUrl,
    leadCountry: contact.contactCountry,
    industry: company?.industry,
    companySize: company?.numberOfEmployees,
    domain: company?.domain,
    emailVerificationStatus: contact.emailVerificationStatus,
    ...takesPart(sandbox, contact.campaigns, [contact.id]),
  });
}

/** A company as a CRM gets it: a match is looked for with `employeeCount`, a company is made with `numberOfEmployees`. */
export function crmCompany(sandbox: EnginySandbox, company: EnginyCompany, forMatch: boolean): Fields {
  const ids = sandbox.contacts.all().filter(({ companyId }) => companyId === company.id);
  return filled({
    name: company.name,
    domain: company.domain,
    industry: company.industry,
    [forMatch ? "employeeCount" : "numberOfEmployees"]: company.numberOfEmployees,
    linkedinUrl: company.companyLinkedInUrl,
    description: company.description,
    location: [company.city, company.country].filter(Boolean).join(", ") || null,
    ...takesPart(
      sandbox,
      company.campaigns,
      ids.map(({ id }) => id),
    ),
  });
}

function takesPart(
  sandbox: EnginySandbox,
  campaigns: readonly number[],
  contactIds: readonly number[],
): Fields {
  const names = campaigns.map((id) => sandbox.campaigns.nameOf(id)).filter(Boolean);
  const sent = contactIds.flatMap((id) =>
    sandbox.engagement.messages.of(id).filter((each) => !each.shown.isContactSender),
  );
  const last = sent.sort((a, b) => a.shown.id - b.shown.id).at(-1)?.shown.senderIdentityId;
  return {
    campaigns: names.join(", ") || null,
    lastContactedBy: sandbox.identities.find(({ id }) => id === last)?.name,
  };
}

const filled = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null && value !== ""));
