import { customActivityColumns, customActivityRelationships } from "./custom-activity";
import { label, option } from "./defaults";
import type { ColumnInput, RelationshipInput, Table } from "./types";

/** Read-only for callers: the platform writes them. */
const readOnly = { validForCreate: false, validForUpdate: false } as const;

const named = (logicalName: string, schemaName: string, display: string) => ({
  logicalName,
  schemaName,
  displayName: label(display),
});

const USERS = ["systemuser"] as const;

const AUDIT: readonly ColumnInput[] = [
  { ...named("createdon", "CreatedOn", "Created On"), type: "DateTime", ...readOnly },
  { ...named("createdby", "CreatedBy", "Created By"), type: "Lookup", targets: USERS, ...readOnly },
  {
    ...named("createdonbehalfby", "CreatedOnBehalfBy", "Created By (Delegate)"),
    type: "Lookup",
    targets: USERS,
    ...readOnly,
  },
  { ...named("modifiedon", "ModifiedOn", "Modified On"), type: "DateTime", ...readOnly },
  { ...named("modifiedby", "ModifiedBy", "Modified By"), type: "Lookup", targets: USERS, ...readOnly },
  {
    ...named("modifiedonbehalfby", "ModifiedOnBehalfBy", "Modified By (Delegate)"),
    type: "Lookup",
    targets: USERS,
    ...readOnly,
  },
  { ...named("versionnumber", "VersionNumber", "Version Number"), type: "BigInt", ...readOnly },
  {
    ...named("overriddencreatedon", "OverriddenCreatedOn", "Record Created On"),
    type: "DateTime",
    format: "DateOnly",
    validForUpdate: false,
  },
  {
    ...named("importsequencenumber", "ImportSequenceNumber", "Import Sequence Number"),
    type: "Integer",
    validForUpdate: false,
  },
  {
    ...named("timezoneruleversionnumber", "TimeZoneRuleVersionNumber", "Time Zone Rule Version Number"),
    type: "Integer",
    min: -1,
  },
  {
    ...named("utcconversiontimezonecode", "UTCConversionTimeZoneCode", "UTC Conversion Time Zone Code"),
    type: "Integer",
    min: -1,
  },
];

const OWNED: readonly ColumnInput[] = [
  {
    ...named("ownerid", "OwnerId", "Owner"),
    type: "Owner",
    targets: ["systemuser", "team"],
    required: "SystemRequired",
  },
  { ...named("owninguser", "OwningUser", "Owning User"), type: "Lookup", targets: USERS, ...readOnly },
  { ...named("owningteam", "OwningTeam", "Owning Team"), type: "Lookup", targets: ["team"], ...readOnly },
  {
    ...named("owningbusinessunit", "OwningBusinessUnit", "Owning Business Unit"),
    type: "Lookup",
    targets: ["businessunit"],
    ...readOnly,
  },
];

const OF_ORGANIZATION: readonly ColumnInput[] = [
  {
    ...named("organizationid", "OrganizationId", "Organization"),
    type: "Lookup",
    targets: ["organization"],
    ...readOnly,
  },
];

/** Active and Inactive with one status each: what a new table gets. */
export const activeInactive: readonly ColumnInput[] = [
  {
    ...named("statecode", "statecode", "Status"),
    type: "State",
    required: "SystemRequired",
    validForCreate: false,
    options: [
      option(0, "Active", { defaultStatus: 1, invariantName: "Active" }),
      option(1, "Inactive", { defaultStatus: 2, invariantName: "Inactive" }),
    ],
    defaultValue: 0,
  },
  {
    ...named("statuscode", "statuscode", "Status Reason"),
    type: "Status",
    options: [option(1, "Active", { state: 0 }), option(2, "Inactive", { state: 1 })],
    defaultValue: 1,
  },
];

const isCustomActivity = (table: Table): boolean => table.isCustom && table.isActivity;

/** Tables of the platform that have neither state nor the audit columns of an ordinary table. */
const isPlain = (table: Table): boolean => table.isIntersect;

/** The columns the platform gives every table of this ownership. */
export const systemColumns = (table: Table): readonly ColumnInput[] => {
  const id: ColumnInput = {
    logicalName: table.primaryId,
    schemaName: table.isCustom ? `${table.schemaName}Id` : table.primaryId,
    type: "Uniqueidentifier",
    displayName: label(table.displayName[1033] ?? table.schemaName),
    required: "SystemRequired",
    validForUpdate: false,
  };
  if (isPlain(table))
    return [
      id,
      { ...named("versionnumber", "VersionNumber", "Version Number"), type: "BigInt", ...readOnly },
    ];
  const state = isCustomActivity(table)
    ? customActivityColumns
    : table.isCustom || table.ownership === "UserOwned"
      ? activeInactive
      : [];
  return [
    id,
    ...AUDIT,
    ...(table.ownership === "UserOwned"
      ? OWNED
      : table.ownership === "OrganizationOwned"
        ? OF_ORGANIZATION
        : []),
    ...state,
  ];
};

/** Relationships of those columns, named as the platform names them (`lk_contact_createdby`). */
export const systemRelationships = (table: Table): readonly RelationshipInput[] => {
  const name = table.logicalName;
  const to = (
    schemaName: string,
    column: string,
    referencedTable: string,
    navigation = column,
  ): RelationshipInput => ({
    schemaName,
    referencingTable: table.logicalName,
    referencingColumn: column,
    referencedTable,
    navigation,
    cascade: { delete: "NoCascade" },
  });
  if (isPlain(table)) return [];
  return [
    ...(isCustomActivity(table) ? customActivityRelationships(table) : []),
    ...["createdby", "createdonbehalfby", "modifiedby", "modifiedonbehalfby"]
      .filter((column) => table.columns.has(column))
      .map((column) => to(`lk_${name}_${column}`, column, "systemuser")),
    ...(table.ownership === "UserOwned" && table.columns.has("ownerid")
      ? [
          to(`user_${name}`, "owninguser", "systemuser"),
          to(`team_${name}`, "owningteam", "team"),
          to(`business_unit_${name}`, "owningbusinessunit", "businessunit"),
          to(`owner_${name}`, "ownerid", "owner", "ownerid"),
        ]
      : []),
    ...(table.ownership === "OrganizationOwned" && table.columns.has("organizationid")
      ? [to(`organization_${name}`, "organizationid", "organization")]
      : []),
  ];
};
