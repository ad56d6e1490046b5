import type { EnginySamples } from "../sandboxes/enginy";
import { LATIN } from "./cultures/latin";
import { fillDigits } from "./generate";
import { SAMPLE_OWNERS } from "./owners";
import { Random } from "./random";

/** So many contacts work for one company, on average. */
const CONTACTS_PER_COMPANY = 3;

/** The countries of the languages the samples speak. */
const COUNTRY: Readonly<Record<string, string>> = {
  en: "GB",
  fr: "FR",
  de: "DE",
  es: "ES",
  pl: "PL",
  tr: "TR",
  vi: "VN",
};

const INDUSTRIES = ["Logistics", "Software", "Machinery", "Food", "Energy", "Textiles"];

/** Identities that campaigns run as. */
const IDENTITY_IDS = [11, 12];

const CAMPAIGNS: EnginySamples["campaigns"] = [
  {
    name: "Autumn fair",
    identityIds: IDENTITY_IDS,
    steps: [
      {
        type: "email",
        subject: "See you at the fair, {{firstName}}?",
        content: "Hello {{firstName}}, we are at booth 12.",
      },
      { type: "linkedin_visit_profile" },
      { type: "email", content: "Hello again {{firstName}}, shall I send you a ticket?" },
      { type: "task", taskType: "call", title: "Call before the fair" },
      { type: "end" },
    ],
  },
  {
    name: "Warehouse managers",
    identityIds: IDENTITY_IDS,
    steps: [
      { type: "linkedin_connection" },
      { type: "linkedin_message", content: "Thanks for connecting, {{firstName}}!" },
      { type: "linkedin_inmail", subject: "An idea for you", content: "May I show you how others do it?" },
      { type: "end" },
    ],
  },
];

/** Contacts and companies as a sales team finds them. The same seed gives the same ones; all are invented. */
export function generateEnginySamples(count: number, seed: number): EnginySamples {
  const random = new Random(seed);
  const companies = Array.from({ length: Math.ceil(count / CONTACTS_PER_COMPANY) }, (_, at) => {
    const culture = LATIN[at % LATIN.length]!;
    const domain = `prospect-${at + 1}.example`;
    return {
      name: `${random.pick(culture.companies)} ${at + 1}`,
      domain,
      website: `https://www.${domain}`,
      companyLinkedInUrl: `https://www.linkedin.com/company/demo-prospect-${at + 1}`,
      industry: random.pick(INDUSTRIES),
      numberOfEmployees: 5 + random.below(500),
      country: COUNTRY[culture.language] ?? null,
      city: random.pick(culture.cities),
    };
  });
  const contacts = Array.from({ length: count }, (_, at) => {
    const company = random.below(companies.length);
    const culture = LATIN[company % LATIN.length]!;
    return {
      company,
      firstName: random.pick(culture.firstNames),
      lastName: random.pick(culture.lastNames),
      jobTitle: random.pick(culture.jobTitles),
      linkedInProfileUrl: `https://www.linkedin.com/in/demo-person-${at + 1}`,
      numberOfConnections: random.below(501),
      // One in eight has not been found yet.
      professionalEmail: at % 8 === 7 ? null : `person.${at + 1}@${companies[company]!.domain}`,
      emailVerificationStatus: at % 8 === 7 ? null : "VALID",
      mobilePhone: random.below(2) === 0 ? fillDigits(culture.phone, random) : null,
      contactCountry: COUNTRY[culture.language] ?? null,
      campaigns: at % 2 === 0 ? [1 + (at % 4) / 2] : [],
      lists: [123 + (at % 3)],
    };
  });
  return {
    companies,
    contacts,
    campaigns: CAMPAIGNS,
    identities: SAMPLE_OWNERS.slice(0, 2).map(({ email, firstName, lastName }, at) => ({
      id: IDENTITY_IDS[at]!,
      name: `${firstName} ${lastName}`,
      email,
    })),
    owners: SAMPLE_OWNERS.map(({ email, firstName, lastName }, at) => ({
      id: 21 + at,
      name: `${firstName} ${lastName}`,
      email,
    })),
  };
}
