import type { DepthName } from "../depth";
import { BASIC_USER, LEAD_SYNC, SALESPERSON, SYSTEM_ADMINISTRATOR, SYSTEM_CUSTOMIZER } from "./role-ids";
import type { RoleDefinition } from "./write-role";

/** `grant("Contact", { Read: "Local" })` in short. */
const grant = (word: string, depths: Readonly<Record<string, DepthName>>) =>
  Object.entries(depths).map(([privilege, depth]) => ({ name: `prv${privilege}${word}`, depth }));

const readAll = (...words: readonly string[]) => words.flatMap((word) => grant(word, { Read: "Global" }));

/** What anybody needs to open an app: metadata, views, forms, the people she works with. */
const EVERYBODY = [
  ...readAll("Entity", "Attribute", "Relationship", "OptionSet", "Organization", "TransactionCurrency"),
  ...readAll(
    "Query",
    "SystemForm",
    "WebResource",
    "SiteMap",
    "AppModule",
    "AppModuleComponent",
    "CustomControl",
  ),
  ...readAll("CustomAPI", "CustomAPIRequestParameter", "CustomAPIResponseProperty"),
  ...readAll("Role", "Privilege", "Team", "BusinessUnit", "User"),
  ...grant("User", { AppendTo: "Global" }),
  ...grant("UserSettings", { Read: "Basic", Write: "Basic" }),
  ...grant("UserQuery", { Create: "Basic", Read: "Basic", Write: "Basic", Delete: "Basic" }),
];

/** On customers: reads those of her business unit, makes and changes her own, deletes none. */
const SELLING = {
  Create: "Basic",
  Read: "Local",
  Write: "Basic",
  Append: "Basic",
  AppendTo: "Local",
  Assign: "Basic",
  Share: "Basic",
} as const;

/** Roles every environment has (docs: security-roles-privileges, predefined roles), as far as the local users need them. */
export const standardRoles: readonly RoleDefinition[] = [
  // Its privileges are not listed: it holds each one, also those of tables that come later.
  { id: SYSTEM_ADMINISTRATOR, name: "System Administrator", privileges: [] },
  { id: SYSTEM_CUSTOMIZER, name: "System Customizer", privileges: EVERYBODY },
  { id: BASIC_USER, name: "Basic User", privileges: EVERYBODY },
  {
    id: SALESPERSON,
    name: "Salesperson",
    privileges: [
      ...EVERYBODY,
      ...grant("Contact", SELLING),
      ...grant("Account", SELLING),
      ...grant("Lead", SELLING),
      ...grant("Opportunity", SELLING),
      ...grant("Activity", { ...SELLING, Delete: "Basic" }),
    ],
  },
  // An administrator's own: no solution that has to do without Dynamics 365 Sales can bring it.
  {
    id: LEAD_SYNC,
    name: "Lead Sync",
    privileges: [
      ...grant("Lead", {
        ...{ Create: "Global", Read: "Global", Write: "Global" },
        ...{ Append: "Global", AppendTo: "Global", Assign: "Global" },
      }),
      // What mails may be about.
      ...grant("Opportunity", { Read: "Global", AppendTo: "Global" }),
    ],
  },
];
