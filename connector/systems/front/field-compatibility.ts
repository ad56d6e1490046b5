import type { ColumnKind } from "../../../core/mapping/system-fields";

/** The types that fields have in Front; the last four are of contacts. */
export type FrontFieldType =
  | "text"
  | "number"
  | "teammate"
  | "yesNo"
  | "dateTime"
  | "domains"
  | "description"
  | "email"
  | "phone"
  | "links"
  | "account";

/**
 * Which columns of Dynamics may be mapped to a field of each type; all others may not.
 * https://help.front.com, "Microsoft Dynamics 365 accounts sync", Field compatibility; of contacts, what each can hold.
 */
export const FRONT_TAKES: Readonly<Record<FrontFieldType, readonly ColumnKind[]>> = {
  text: [
    "string",
    "memo",
    "choice",
    "multiChoice",
    "boolean",
    "state",
    "status",
    "integer",
    "double",
    "decimal",
    "money",
    "dateTime",
  ],
  number: ["integer", "double", "decimal", "money"],
  teammate: ["userLookup", "owner"],
  yesNo: ["boolean"],
  dateTime: ["dateTime"],
  domains: ["string", "website"],
  description: ["string", "memo"],
  email: ["string"],
  phone: ["string"],
  links: ["string", "website"],
  account: ["lookup", "customer"],
};
