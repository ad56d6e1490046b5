/** The line under which a plan lists the account of a contact; no line of a field map may use it. */
export const COMPANY_LINE = "companyAccount";
