import type { ColumnKind } from "../../../core/mapping/system-fields";

/** The types that fields of an account have in Front. */
export type FrontFieldType =
  "text" | "number" | "teammate" | "yesNo" | "dateTime" | "domains" | "description";

/**
 * Which columns of Dynamics may be mapped to a field of each type; all others may not.
 * https://help.front.com, "Microsoft Dynamics 365 accounts sync", Field compatibility.
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
};
