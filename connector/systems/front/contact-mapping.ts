import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { Mapping, MatchRules } from "../../../core/mapping/types";
import { FRONT_ACCOUNT_OBJECT, line } from "./account-mapping";

/** Front's own word for the people it writes with, in links and ids. */
export const FRONT_CONTACT_OBJECT = "contact";

/** In Front an address belongs to one contact; in Dynamics, one that two rows have is a question for a person. */
export const FRONT_CONTACT_MATCH_RULES: MatchRules = [
  [{ systemField: "email", column: "emailaddress1", comparison: "email" }],
];

/** The mapping for contacts: they are pushed, each into the account of Front that its own account is linked to. */
export function frontContactMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    ...ids,
    systemObject: FRONT_CONTACT_OBJECT,
    table: "contact",
    direction: "toSystem",
    lines: [
      line("name", "fullname"),
      line("email", "emailaddress1"),
      { ...line("phone", "mobilephone"), transformations: [{ kind: "phone" }] },
      line("description", "description"),
      {
        ...line("account", "parentcustomerid.account"),
        transformations: [{ kind: "linked", table: "account", object: FRONT_ACCOUNT_OBJECT }],
      },
    ],
    matchRules: FRONT_CONTACT_MATCH_RULES,
    policies: {
      ...DEFAULT_POLICIES,
      newRows: "all",
      onSystemDelete: "keep",
      onDataverseDelete: "keep",
    },
  };
}
