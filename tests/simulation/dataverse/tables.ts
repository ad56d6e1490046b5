import * as schema from "../../../core/generated/schema";

/** A lookup: its column, the navigation property it is written by, and where it leads. */
export interface Lookup {
  readonly column: string;
  readonly nav: string;
  readonly target: string;
  /** Of its column; "lookup" unless said otherwise. */
  readonly kind?: "owner" | "customer";
  /** Rows are deleted along with the one they point to; others point nowhere then. */
  readonly cascadesDelete?: true;
}

export type ColumnKind =
  | "string"
  | "memo"
  | "integer"
  | "boolean"
  | "choice"
  | "state"
  | "status"
  | "dateTime"
  | "owner"
  | "lookup"
  | "customer"
  | "uniqueIdentifier";

/** A table of the simulated Dataverse. */
export interface Table {
  readonly logicalName: string;
  readonly entitySet: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  readonly maxLengths: Readonly<Record<string, number>>;
  readonly lookups: readonly Lookup[];
  readonly keys: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

interface GeneratedTable {
  readonly logicalName: string;
  readonly entitySet: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly maxLength: Readonly<Record<string, number>>;
  readonly lookups: Readonly<
    Record<string, { readonly column: string; readonly nav: string; readonly targets: readonly string[] }>
  >;
  readonly keys: Readonly<Record<string, { readonly name: string; readonly columns: readonly string[] }>>;
}

const SYSTEM_COLUMNS: readonly (readonly [string, ColumnKind])[] = [
  ["createdon", "dateTime"],
  ["modifiedon", "dateTime"],
  ["statecode", "state"],
  ["statuscode", "status"],
];

const SYSTEM_LOOKUPS: readonly Lookup[] = [
  { column: "ownerid", nav: "ownerid", target: "systemuser", kind: "owner" },
  { column: "createdby", nav: "createdby", target: "systemuser" },
  { column: "modifiedby", nav: "modifiedby", target: "systemuser" },
];

/** A table of our solution, as the solution's generated names tell. */
function ours(table: GeneratedTable): Table {
  const lengths = Object.entries(table.maxLength).map(
    ([name, length]) => [table.columns[name]!, length] as const,
  );
  const texts = new Set(lengths.map(([column]) => column));
  return {
    logicalName: table.logicalName,
    entitySet: table.entitySet,
    primaryId: table.primaryId,
    primaryName: table.primaryName,
    kinds: new Map<string, ColumnKind>([
      [table.primaryId, "uniqueIdentifier"],
      ...SYSTEM_COLUMNS,
      ...Object.values(table.columns).map(
        (column) =>
          [column, texts.has(column) ? "string" : /on$/.test(column) ? "dateTime" : "integer"] as const,
      ),
    ]),
    maxLengths: Object.fromEntries(lengths),
    lookups: [
      ...SYSTEM_LOOKUPS,
      ...Object.values(table.lookups).map(({ column, nav, targets }) => ({
        column,
        nav,
        target: targets[0]!,
      })),
    ],
    keys: Object.values(table.keys),
  };
}

/** A standard table: columns by kind, texts with their length. */
function standard(
  names: readonly [logicalName: string, entitySet: string, primaryName: string],
  texts: Readonly<Record<string, number>>,
  others: readonly (readonly [string, ColumnKind])[],
  lookups: readonly Lookup[] = [],
  keys: Table["keys"] = [],
): Table {
  const [logicalName, entitySet, primaryName] = names;
  const primaryId = `${logicalName}id`;
  return {
    logicalName,
    entitySet,
    primaryId,
    primaryName,
    kinds: new Map<string, ColumnKind>([
      [primaryId, "uniqueIdentifier"],
      ...SYSTEM_COLUMNS,
      ...Object.keys(texts).map((column) => [column, "string"] as const),
      ...others,
    ]),
    maxLengths: texts,
    lookups: [...SYSTEM_LOOKUPS, ...lookups],
    keys,
  };
}

const CONTACT = standard(
  ["contact", "contacts", "fullname"],
  // facts/dataverse.md section 9
  {
    fullname: 160,
    firstname: 50,
    lastname: 50,
    emailaddress1: 100,
    mobilephone: 50,
    department: 100,
    company: 50,
    jobtitle: 100,
    websiteurl: 200,
    description: 2_000,
    wave_syncdetails: 4_000,
    address1_city: 80,
    externaluseridentifier: 50,
  },
  [
    ["description", "memo"],
    ["merged", "boolean"],
    ["wave_syncstatus", "choice"],
    ["wave_syncedon", "dateTime"],
    ["wave_syncdetails", "memo"],
  ],
  [
    { column: "masterid", nav: "masterid", target: "contact" },
    {
      ...{ column: "parentcustomerid", nav: "parentcustomerid_account", target: "account" },
      ...{ kind: "customer", cascadesDelete: true },
    },
  ],
  Object.values(schema.contact.keys),
);

/** Whom an activity is about. */
const regarding = (table: string): readonly Lookup[] =>
  ["contact", "account"].map((target) => ({
    column: "regardingobjectid",
    nav: `regardingobjectid_${target}_${table}`,
    target,
  }));

/** A table whose rows stand on timelines. */
function activity(
  logicalName: string,
  entitySet: string,
  others: readonly (readonly [string, ColumnKind])[],
  texts: Readonly<Record<string, number>> = {},
): Table {
  const made = standard(
    [logicalName, entitySet, "subject"],
    { subject: 200, description: 2_000, ...texts },
    [["sortdate", "dateTime"], ["actualend", "dateTime"], ...others],
    regarding(logicalName),
  );
  const kinds = new Map([...made.kinds].filter(([name]) => name !== made.primaryId));
  return { ...made, primaryId: "activityid", kinds: kinds.set("activityid", "uniqueIdentifier") };
}

/** Tables whose rows stand on timelines. */
export const ACTIVITIES: readonly Table[] = [
  activity(
    "email",
    "emails",
    [
      ["directioncode", "boolean"],
      ["description", "memo"],
    ],
    {
      subject: 800,
      description: 1_073_741_823,
      messageid: 320,
      sender: 250,
      torecipients: 500,
    },
  ),
  activity(schema.socialMessage.logicalName, schema.socialMessage.entitySet, [
    [schema.socialMessage.columns.channel, "choice"],
    [schema.socialMessage.columns.directioncode, "boolean"],
  ]),
];

const PARTY = standard(
  ["activityparty", "activityparties", "addressused"],
  { addressused: 200 },
  [["participationtypemask", "choice"]],
  ["contact", "account", "systemuser"].map((target) => ({
    column: "partyid",
    nav: `partyid_${target}`,
    target,
  })),
);

/** Everything the connector reads or writes in a simulation. */
export const TABLES: readonly Table[] = [
  CONTACT,
  standard(
    ["account", "accounts", "name"],
    { name: 160, websiteurl: 200, description: 2_000, telephone1: 50, wave_syncdetails: 4_000 },
    [
      ["description", "memo"],
      ["merged", "boolean"],
      ["wave_syncstatus", "choice"],
      ["wave_syncedon", "dateTime"],
      ["wave_syncdetails", "memo"],
    ],
    [{ column: "masterid", nav: "masterid", target: "account" }],
  ),
  ...ACTIVITIES,
  PARTY,
  standard(["systemuser", "systemusers", "fullname"], { fullname: 200, internalemailaddress: 100 }, [
    ["isdisabled", "boolean"],
  ]),
  standard(["organization", "organizations", "name"], { name: 160 }, [["languagecode", "integer"]]),
  ours(schema.connection),
  ours(schema.mapping),
  ours(schema.userMapping),
  ours(schema.link),
  ours(schema.issue),
  ours(schema.run),
  ours(schema.operation),
];

export function tableNamed(logicalName: string): Table {
  const table = TABLES.find((each) => each.logicalName === logicalName);
  if (!table) throw new Error(`The simulated Dataverse has no table ${logicalName}.`);
  return table;
}

export function tableOfSet(entitySet: string): Table | undefined {
  return TABLES.find((each) => each.entitySet === entitySet);
}
