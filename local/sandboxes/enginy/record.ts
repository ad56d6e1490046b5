/** A contact or a company of Enginy, as far as both are alike. */
export interface EnginyRecord {
  /** Stays the same for ever. Whole numbers, as Enginy's are. */
  readonly id: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Ids of the campaigns it takes part in, and of the lists it is in. */
  readonly campaigns: readonly number[];
  readonly lists: readonly number[];
  /** Values of fields that are not standard, by field id. */
  readonly custom: Readonly<Record<string, FieldValue>>;
}

export type FieldValue = string | number | boolean | null;

/** A contact as it is kept. What is asked for is put together in `shown.ts`. */
export interface EnginyContact extends EnginyRecord {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly jobTitle: string | null;
  readonly linkedInProfileUrl: string | null;
  readonly linkedInHeadline: string | null;
  readonly numberOfConnections: number | null;
  readonly professionalEmail: string | null;
  /** Texts, both: several addresses or numbers are separated by commas. */
  readonly personalEmails: string | null;
  readonly phones: string | null;
  /** The set of values is not documented. */
  readonly emailVerificationStatus: string | null;
  readonly mobilePhone: string | null;
  readonly imageUrl: string | null;
  /** ISO 3166, two letters. */
  readonly contactCountry: string | null;
  readonly companyId: number | null;
  /** Ids of the record in the CRM that Enginy is connected to. */
  readonly contactCRMId: string | null;
  readonly leadCRMId: string | null;
  readonly smartFieldExplanations: Readonly<Record<string, string>>;
}

/** A company as it is kept. No page of Enginy shows one whole: all members but those inside a contact are inferred. */
export interface EnginyCompany extends EnginyRecord {
  readonly name: string | null;
  readonly domain: string | null;
  readonly website: string | null;
  readonly companyLinkedInUrl: string | null;
  readonly industry: string | null;
  readonly numberOfEmployees: number | null;
  readonly description: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly companyCRMId: string | null;
}

type Own = "id" | "createdAt" | "updatedAt";
export type ContactInput = Partial<Omit<EnginyContact, Own>>;
export type CompanyInput = Partial<Omit<EnginyCompany, Own>>;

const EMPTY = { campaigns: [], lists: [], custom: {} };

export const EMPTY_CONTACT: Omit<EnginyContact, Own> = {
  ...EMPTY,
  firstName: null,
  lastName: null,
  jobTitle: null,
  linkedInProfileUrl: null,
  linkedInHeadline: null,
  numberOfConnections: null,
  professionalEmail: null,
  personalEmails: null,
  phones: null,
  emailVerificationStatus: null,
  mobilePhone: null,
  imageUrl: null,
  contactCountry: null,
  companyId: null,
  contactCRMId: null,
  leadCRMId: null,
  smartFieldExplanations: {},
};

export const EMPTY_COMPANY: Omit<EnginyCompany, Own> = {
  ...EMPTY,
  name: null,
  domain: null,
  website: null,
  companyLinkedInUrl: null,
  industry: null,
  numberOfEmployees: null,
  description: null,
  country: null,
  city: null,
  companyCRMId: null,
};
