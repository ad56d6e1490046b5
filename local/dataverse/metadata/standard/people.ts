import { choice, guid, lookup, memo, readOnly, text, url, whole, yesNo, dateTime } from "../build";
import { label } from "../defaults";
import type { ManyToManyInput, RelationshipInput, TableInput } from "../types";

/** Users, teams, business units, roles: who works here. Reference pages of the same names. */
export const systemuser: TableInput = {
  logicalName: "systemuser",
  schemaName: "SystemUser",
  entitySet: "systemusers",
  objectTypeCode: 8,
  displayName: label("User"),
  displayCollectionName: label("Users"),
  primaryName: "fullname",
  ownership: "BusinessOwned",
  changeTracking: true,
  columns: [
    readOnly(text("FullName", "Full Name", 200)),
    text("FirstName", "First Name", 256, { required: "ApplicationRequired" }),
    text("LastName", "Last Name", 256, { required: "ApplicationRequired" }),
    text("MiddleName", "Middle Name", 50),
    text("NickName", "Nickname", 50),
    text("Title", "Title", 128),
    text("JobTitle", "Job Title", 100),
    text("DomainName", "User Name", 1024, { required: "SystemRequired" }),
    text("InternalEMailAddress", "Primary Email", 100, { format: "Email" }),
    text("PersonalEMailAddress", "Email 2", 100, { format: "Email" }),
    text("WindowsLiveID", "Windows Live ID", 1024, { format: "Email" }),
    text("MobilePhone", "Mobile Phone", 64, { format: "Phone" }),
    text("Address1_Telephone1", "Main Phone", 64, { format: "Phone" }),
    url("PhotoUrl", "Photo URL"),
    guid("AzureActiveDirectoryObjectId", "Azure AD Object ID"),
    guid("ApplicationId", "Application ID"),
    text("ApplicationIdUri", "Application ID URI", 1024, { validForCreate: false, validForUpdate: false }),
    readOnly(yesNo("IsDisabled", "Status", false, ["Enabled", "Disabled"], { validForUpdate: true })),
    text("DisabledReason", "Disabled Reason", 500, { validForCreate: false, validForUpdate: false }),
    yesNo("IsIntegrationUser", "Integration user mode"),
    yesNo("SetupUser", "Restricted Access Mode"),
    choice(
      "AccessMode",
      "Access Mode",
      {
        0: "Read-Write",
        1: "Administrative",
        2: "Read",
        3: "Support User",
        4: "Non-interactive",
        5: "Delegated Admin",
      },
      { defaultValue: 0 },
    ),
    choice(
      "CALType",
      "License Type",
      { 0: "Professional", 1: "Administrative", 2: "Basic", 7: "Enterprise" },
      { defaultValue: 0 },
    ),
    whole("UserLicenseType", "User License Type"),
    lookup("BusinessUnitId", "Business Unit", ["businessunit"], { required: "SystemRequired" }),
    lookup("ParentSystemUserId", "Manager", ["systemuser"]),
    lookup("TransactionCurrencyId", "Currency", ["transactioncurrency"]),
    readOnly(
      lookup("OrganizationIdLookup", "Organization", ["organization"], {
        logicalName: "organizationid",
        schemaName: "OrganizationId",
      }),
    ),
  ],
};

export const team: TableInput = {
  logicalName: "team",
  schemaName: "Team",
  entitySet: "teams",
  objectTypeCode: 9,
  displayName: label("Team"),
  displayCollectionName: label("Teams"),
  primaryName: "name",
  ownership: "BusinessOwned",
  columns: [
    text("Name", "Team Name", 160, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    text("EMailAddress", "Email", 100, { format: "Email" }),
    choice(
      "TeamType",
      "Team Type",
      { 0: "Owner", 1: "Access", 2: "Security Group", 3: "Office Group" },
      { defaultValue: 0 },
    ),
    yesNo("IsDefault", "Is Default", false, ["No", "Yes"], { validForCreate: false, validForUpdate: false }),
    guid("AzureActiveDirectoryObjectId", "Object Id for a group"),
    lookup("BusinessUnitId", "Business Unit", ["businessunit"], { required: "SystemRequired" }),
    lookup("AdministratorId", "Administrator", ["systemuser"], { required: "SystemRequired" }),
  ],
};

export const businessunit: TableInput = {
  logicalName: "businessunit",
  schemaName: "BusinessUnit",
  entitySet: "businessunits",
  objectTypeCode: 10,
  displayName: label("Business Unit"),
  displayCollectionName: label("Business Units"),
  primaryName: "name",
  ownership: "BusinessOwned",
  columns: [
    text("Name", "Name", 160, { required: "SystemRequired" }),
    text("DivisionName", "Division", 100),
    text("EMailAddress", "Email", 100, { format: "Email" }),
    yesNo("IsDisabled", "Is Disabled"),
    lookup("ParentBusinessUnitId", "Parent Business", ["businessunit"]),
  ],
};

export const role: TableInput = {
  logicalName: "role",
  schemaName: "Role",
  entitySet: "roles",
  objectTypeCode: 1036,
  displayName: label("Security Role"),
  displayCollectionName: label("Security Roles"),
  primaryName: "name",
  ownership: "BusinessOwned",
  columns: [
    text("Name", "Name", 100, { required: "SystemRequired" }),
    lookup("BusinessUnitId", "Business Unit", ["businessunit"], { required: "SystemRequired" }),
    lookup("ParentRoleId", "Parent Role", ["role"]),
    lookup("ParentRootRoleId", "Parent Root Role", ["role"]),
    lookup("RoleTemplateId", "Role Template", []),
    guid("SolutionId", "Solution"),
    yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"]),
    whole("IsInherited", "Member's privilege inheritance"),
    yesNo("IsAutoAssigned", "Auto assigned"),
  ],
};

export const privilege: TableInput = {
  logicalName: "privilege",
  schemaName: "Privilege",
  entitySet: "privileges",
  objectTypeCode: 1023,
  displayName: label("Privilege"),
  primaryName: "name",
  ownership: "None",
  columns: [
    text("Name", "Name", 100),
    whole("AccessRight", "Access Right"),
    yesNo("CanBeBasic", "Can Be Basic"),
    yesNo("CanBeLocal", "Can Be Local"),
    yesNo("CanBeDeep", "Can Be Deep"),
    yesNo("CanBeGlobal", "Can Be Global"),
  ],
};

export const roleprivileges: TableInput = {
  logicalName: "roleprivileges",
  schemaName: "RolePrivileges",
  entitySet: "roleprivilegescollection",
  objectTypeCode: 12,
  primaryId: "roleprivilegeid",
  ownership: "None",
  isIntersect: true,
  columns: [
    guid("RoleId", "Role"),
    guid("PrivilegeId", "Privilege"),
    whole("PrivilegeDepthMask", "Privilege Depth Mask"),
  ],
};

export const systemuserroles: TableInput = {
  logicalName: "systemuserroles",
  schemaName: "SystemUserRoles",
  entitySet: "systemuserrolescollection",
  objectTypeCode: 14,
  primaryId: "systemuserroleid",
  ownership: "None",
  isIntersect: true,
  columns: [guid("SystemUserId", "User"), guid("RoleId", "Role")],
};

export const teammembership: TableInput = {
  logicalName: "teammembership",
  schemaName: "TeamMembership",
  entitySet: "teammemberships",
  objectTypeCode: 23,
  ownership: "None",
  isIntersect: true,
  columns: [guid("TeamId", "Team"), guid("SystemUserId", "User")],
};

export const teamroles: TableInput = {
  logicalName: "teamroles",
  schemaName: "TeamRoles",
  entitySet: "teamrolescollection",
  objectTypeCode: 40,
  primaryId: "teamroleid",
  ownership: "None",
  isIntersect: true,
  columns: [guid("TeamId", "Team"), guid("RoleId", "Role")],
};

export const usersettings: TableInput = {
  logicalName: "usersettings",
  schemaName: "UserSettings",
  entitySet: "usersettingscollection",
  objectTypeCode: 150,
  displayName: label("User Settings"),
  primaryId: "systemuserid",
  ownership: "BusinessOwned",
  columns: [
    whole("UILanguageId", "User Interface Language"),
    whole("HelpLanguageId", "Help Language"),
    whole("LocaleId", "Locale"),
    whole("TimeZoneCode", "Time Zone"),
    whole("TimeZoneBias", "Time Zone Bias"),
    whole("PagingLimit", "Paging Limit", { min: 25, max: 250 }),
    whole("DateFormatCode", "Date Format Code"),
    text("DateFormatString", "Date Format", 255),
    text("DateSeparator", "Date Separator", 5),
    text("TimeFormatString", "Time Format", 255),
    text("TimeSeparator", "Time Separator", 5),
    text("DecimalSymbol", "Decimal Symbol", 5),
    text("NumberSeparator", "Number Separator", 5),
    text("NumberGroupFormat", "Number Grouping Format", 25),
    whole("FullNameConventionCode", "Full Name Display Order"),
    text("CurrencySymbol", "Currency Symbol", 13),
    dateTime("LastAlertsViewedTime", "Last Alerts Viewed Time"),
    lookup("TransactionCurrencyId", "Currency", ["transactioncurrency"]),
    lookup("BusinessUnitId", "Business Unit", ["businessunit"]),
  ],
};

const lookupTo = (
  referencingTable: string,
  column: string,
  referencedTable: string,
  schemaName: string,
): RelationshipInput => ({
  schemaName,
  referencingTable,
  referencingColumn: column,
  referencedTable,
  navigation: column,
  cascade: { delete: "Restrict" },
});

export const peopleRelationships: readonly RelationshipInput[] = [
  lookupTo("systemuser", "businessunitid", "businessunit", "business_unit_system_users"),
  lookupTo("systemuser", "parentsystemuserid", "systemuser", "user_parent_user"),
  lookupTo("systemuser", "transactioncurrencyid", "transactioncurrency", "TransactionCurrency_SystemUser"),
  lookupTo("team", "businessunitid", "businessunit", "business_unit_teams"),
  lookupTo("team", "administratorid", "systemuser", "lk_teambase_administratorid"),
  lookupTo("businessunit", "parentbusinessunitid", "businessunit", "business_unit_parent_business_unit"),
  lookupTo("role", "businessunitid", "businessunit", "business_unit_roles"),
  lookupTo("role", "parentroleid", "role", "role_parent_role"),
  lookupTo("role", "parentrootroleid", "role", "role_parent_root_role"),
];

export const peopleManyToMany: readonly ManyToManyInput[] = [
  {
    schemaName: "systemuserroles_association",
    intersectTable: "systemuserroles",
    table1: "systemuser",
    column1: "systemuserid",
    navigation1: "systemuserroles_association",
    table2: "role",
    column2: "roleid",
    navigation2: "systemuserroles_association",
  },
  {
    schemaName: "teammembership_association",
    intersectTable: "teammembership",
    table1: "team",
    column1: "teamid",
    navigation1: "teammembership_association",
    table2: "systemuser",
    column2: "systemuserid",
    navigation2: "teammembership_association",
  },
  {
    schemaName: "teamroles_association",
    intersectTable: "teamroles",
    table1: "team",
    column1: "teamid",
    navigation1: "teamroles_association",
    table2: "role",
    column2: "roleid",
    navigation2: "teamroles_association",
  },
  {
    schemaName: "roleprivileges_association",
    intersectTable: "roleprivileges",
    table1: "role",
    column1: "roleid",
    navigation1: "roleprivileges_association",
    table2: "privilege",
    column2: "privilegeid",
    navigation2: "roleprivileges_association",
  },
];
