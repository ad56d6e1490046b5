import { yesNo } from "../build";
import type { ColumnInput } from "../types";

/** By which ways somebody may be written to: the same columns of contact, account and lead (reference/entities/contact). */
export const contactRules = (): readonly ColumnInput[] => [
  yesNo("DoNotEMail", "Do not allow Emails", false, ["Allow", "Do Not Allow"]),
  yesNo("DoNotPhone", "Do not allow Phone Calls", false, ["Allow", "Do Not Allow"]),
  yesNo("DoNotFax", "Do not allow Faxes", false, ["Allow", "Do Not Allow"]),
  yesNo("DoNotPostalMail", "Do not allow Mails", false, ["Allow", "Do Not Allow"]),
  yesNo("DoNotBulkEMail", "Do not allow Bulk Emails", false, ["Allow", "Do Not Allow"]),
];
