/**
 * A match rule may compare with the name of the record a lookup points to: `parentcustomerid.name` is the name of the account a
 * contact works for. No column has it, so whoever reads rows for the rules adds it to them.
 */
const NAME = ".name";

/** The lookup column of such a path; null for every other column. */
export function lookupNamedBy(path: string): string | null {
  return path.endsWith(NAME) ? path.slice(0, -NAME.length) : null;
}

/** The employer of a contact, by name. `company` is Company Phone, whatever its name says. */
export const EMPLOYER_NAME = "parentcustomerid.name";
