import { RECORD_ID_FIELD, type MatchCondition, type MatchRules } from "../types";

/** The names a contact's fields have in a system, for building match rules. */
export interface ContactFields {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly email: string;
  readonly linkedIn?: string;
}

/** The columns they are compared with. Dataverse has no standard LinkedIn column: the admin names hers. */
export interface ContactColumns {
  readonly company: string;
  readonly linkedIn?: string;
}

const name = (fields: ContactFields): readonly MatchCondition[] => [
  { systemField: fields.firstName, column: "firstname", comparison: "name" },
  { systemField: fields.lastName, column: "lastname", comparison: "name" },
];

/**
 * "First name + Last name + Company name": all three must be the same. `columns.company` is where the row names its employer:
 * {@link ../lookup-name EMPLOYER_NAME}, or a column of the admin's own.
 */
export function nameAndCompany(fields: ContactFields, columns: ContactColumns): MatchRules {
  return [[...name(fields), { systemField: fields.company, column: columns.company, comparison: "name" }]];
}

/** "LinkedIn profile URL OR First name + Last name + Company name". Throws a RangeError without a LinkedIn field and column. */
export function linkedInOrNameAndCompany(fields: ContactFields, columns: ContactColumns): MatchRules {
  if (!fields.linkedIn || !columns.linkedIn) throw new RangeError("A LinkedIn field and column are needed");
  const profile = { systemField: fields.linkedIn, column: columns.linkedIn, comparison: "url" } as const;
  return [[profile], ...nameAndCompany(fields, columns)];
}

/** Email address with first and last name: an address alone is nobody's identity. */
export function emailWithName(fields: ContactFields): MatchRules {
  return [[{ systemField: fields.email, column: "emailaddress1", comparison: "email" }, ...name(fields)]];
}

/** The system's own id, as an earlier sync left it in the row. */
export function externalId(column: string): MatchRules {
  return [[{ systemField: RECORD_ID_FIELD, column, comparison: "exact" }]];
}
