import type { Kernel } from "../contracts";
import type { Transaction } from "../store/types";
import { componentId } from "./apply/ids";

/** A view that every environment has. */
interface StandardView {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly shown: readonly string[];
  /** Where a search looks. */
  readonly found: readonly string[];
}

const QUICK_FIND = 4;

/**
 * Quick find views of the standard tables. Their names are documented; the columns in which the platform's own look are not:
 * inferred from what one finds a person or a company by there.
 */
const VIEWS: readonly StandardView[] = [
  {
    id: "8df19b44-a073-40c3-9d6d-ee1355d8c4ba",
    name: "Quick Find Active Contacts",
    table: "contact",
    shown: ["fullname", "emailaddress1", "parentcustomerid", "telephone1"],
    found: ["fullname", "firstname", "lastname", "emailaddress1"],
  },
  {
    id: componentId("view", "Quick Find Active Accounts"),
    name: "Quick Find Active Accounts",
    table: "account",
    shown: ["name", "telephone1", "address1_city", "primarycontactid"],
    found: ["name", "accountnumber", "emailaddress1"],
  },
];

/** Writes the views an environment has before any solution is imported. */
export function writeStandardViews(kernel: Kernel, tx: Transaction): void {
  const now = kernel
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  for (const view of VIEWS) {
    tx.insert("savedquery", view.id, {
      savedqueryid: view.id,
      name: view.name,
      returnedtypecode: view.table,
      querytype: QUICK_FIND,
      isdefault: true,
      isquickfindquery: true,
      isprivate: false,
      ismanaged: true,
      fetchxml: fetchOf(view),
      layoutxml: layoutOf(view),
      statecode: 0,
      statuscode: 1,
      createdon: now,
      modifiedon: now,
    });
  }
}

const fetchOf = ({ table, shown, found }: StandardView): string =>
  `<fetch version="1.0" mapping="logical"><entity name="${table}"><attribute name="${table}id"/>` +
  `${shown.map((column) => `<attribute name="${column}"/>`).join("")}<order attribute="${shown[0] ?? ""}"/>` +
  '<filter type="and"><condition attribute="statecode" operator="eq" value="0"/></filter>' +
  `<filter type="or" isquickfindfields="1">${found.map((column) => `<condition attribute="${column}" operator="like" value="{0}"/>`).join("")}</filter>` +
  "</entity></fetch>";

const layoutOf = ({ table, shown }: StandardView): string =>
  `<grid name="resultset" jump="${shown[0] ?? ""}" select="1" icon="1" preview="1"><row name="result" id="${table}id">` +
  `${shown.map((column) => `<cell name="${column}" width="150"/>`).join("")}</row></grid>`;
