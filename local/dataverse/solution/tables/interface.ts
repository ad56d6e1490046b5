import { choice, entityName, guid, memo, readOnly, text, whole, yesNo, lookup } from "../../metadata/build";
import { activeInactive } from "../../metadata/system-columns";
import { label } from "../../metadata/defaults";
import type { TableInput } from "../../metadata/types";

/** What people see: forms, views, apps, web resources, controls. Reference pages of the same names. */

/** Form, layout and site map XML may be this long. */
const XML_LENGTH = 1_073_741_823;

export const systemform: TableInput = {
  logicalName: "systemform",
  schemaName: "SystemForm",
  entitySet: "systemforms",
  objectTypeCode: 1030,
  displayName: label("System Form"),
  primaryId: "formid",
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 160, { required: "SystemRequired" }),
    memo("Description", "Description", 500),
    memo("FormXml", "FormXml", XML_LENGTH),
    choice("Type", "Form Type", {
      0: "Dashboard",
      1: "AppointmentBook",
      2: "Main",
      4: "Preview",
      5: "Mobile - Express",
      6: "Quick View Form",
      7: "Quick Create",
      8: "Dialog",
      11: "Card",
    }),
    entityName("ObjectTypeCode", "Entity Name"),
    choice("FormActivationState", "Form State", { 0: "Inactive", 1: "Active" }, { defaultValue: 1 }),
    choice("FormPresentation", "AIR Refreshed", { 0: "ClassicForm", 1: "AirForm" }, { defaultValue: 1 }),
    yesNo("IsDefault", "Default Form"),
    readOnly(yesNo("IsManaged", "Is Managed", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

export const savedquery: TableInput = {
  logicalName: "savedquery",
  schemaName: "SavedQuery",
  entitySet: "savedqueries",
  objectTypeCode: 1039,
  displayName: label("View"),
  displayCollectionName: label("Views"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 200, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    memo("FetchXml", "Fetch XML", XML_LENGTH),
    memo("LayoutXml", "Layout XML", XML_LENGTH),
    whole("QueryType", "Query Type"),
    entityName("ReturnedTypeCode", "Entity Name"),
    yesNo("IsDefault", "Default View"),
    yesNo("IsQuickFindQuery", "Is Quick Find Query"),
    yesNo("IsPrivate", "Is Private"),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
    ...activeInactive,
  ],
};

export const userquery: TableInput = {
  logicalName: "userquery",
  schemaName: "UserQuery",
  entitySet: "userqueries",
  objectTypeCode: 4230,
  displayName: label("Saved View"),
  displayCollectionName: label("Saved Views"),
  primaryName: "name",
  ownership: "UserOwned",
  columns: [
    text("Name", "Name", 200, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    memo("FetchXml", "Fetch XML", XML_LENGTH),
    memo("LayoutXml", "Layout XML", XML_LENGTH),
    whole("QueryType", "Query Type"),
    entityName("ReturnedTypeCode", "Return Type Code"),
  ],
};

export const webresource: TableInput = {
  logicalName: "webresource",
  schemaName: "WebResource",
  entitySet: "webresourceset",
  objectTypeCode: 9333,
  displayName: label("Web Resource"),
  displayCollectionName: label("Web Resources"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 256, { required: "SystemRequired" }),
    text("DisplayName", "Display Name", 200),
    memo("Description", "Description", 2000),
    choice("WebResourceType", "Type", {
      1: "Webpage (HTML)",
      2: "Style Sheet (CSS)",
      3: "Script (JScript)",
      4: "Data (XML)",
      5: "PNG format",
      6: "JPG format",
      7: "GIF format",
      8: "Silverlight (XAP)",
      9: "Style Sheet (XSL)",
      10: "ICO format",
      11: "Vector format (SVG)",
      12: "String (RESX)",
    }),
    memo("Content", "Content", XML_LENGTH),
    memo("DependencyXml", "DependencyXML", 5000),
    whole("LanguageCode", "Language"),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

export const sitemap: TableInput = {
  logicalName: "sitemap",
  schemaName: "SiteMap",
  entitySet: "sitemaps",
  objectTypeCode: 4709,
  displayName: label("Site Map"),
  primaryName: "sitemapname",
  ownership: "OrganizationOwned",
  columns: [
    text("SiteMapName", "Site Map Name", 200),
    text("SiteMapNameUnique", "Site Map Unique Name", 200),
    memo("SiteMapXml", "SiteMap XML", XML_LENGTH),
    yesNo("IsAppAware", "Is App Aware"),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

export const appmodule: TableInput = {
  logicalName: "appmodule",
  schemaName: "AppModule",
  entitySet: "appmodules",
  objectTypeCode: 9700,
  displayName: label("Model-driven App"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 100, { required: "SystemRequired" }),
    text("UniqueName", "Unique Name", 100, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    guid("WebResourceId", "Icon"),
    guid("AppModuleIdUnique", "App unique id"),
    whole("FormFactor", "Form Factor"),
    whole("ClientType", "Client Type"),
    whole("NavigationType", "Navigation Type"),
    yesNo("IsFeatured", "Is Featured"),
    yesNo("IsDefault", "Is Default"),
    readOnly(yesNo("IsManaged", "Is Managed", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
    ...activeInactive,
  ],
};

export const appmodulecomponent: TableInput = {
  logicalName: "appmodulecomponent",
  schemaName: "AppModuleComponent",
  entitySet: "appmodulecomponents",
  objectTypeCode: 9007,
  displayName: label("App Module Component"),
  ownership: "OrganizationOwned",
  columns: [
    readOnly(lookup("AppModuleIdUnique", "App Module", ["appmodule"])),
    readOnly(whole("ComponentType", "Object Type Code")),
    readOnly(guid("ObjectId", "Object Id")),
    readOnly(yesNo("IsDefault", "Is Default")),
  ],
};

export const appmoduleroles: TableInput = {
  logicalName: "appmoduleroles",
  schemaName: "AppModuleRoles",
  entitySet: "appmodulerolescollection",
  objectTypeCode: 9009,
  primaryId: "appmoduleroleid",
  ownership: "None",
  isIntersect: true,
  columns: [guid("AppModuleId", "App"), guid("RoleId", "Role")],
};

export const customcontrol: TableInput = {
  logicalName: "customcontrol",
  schemaName: "CustomControl",
  entitySet: "customcontrols",
  objectTypeCode: 9753,
  displayName: label("Custom Control"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    readOnly(text("Name", "Name", 256)),
    readOnly(memo("Manifest", "Manifest", XML_LENGTH)),
    readOnly(memo("ClientJson", "Client Json", XML_LENGTH)),
    readOnly(text("Version", "Version", 256)),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

/** Files of a custom control (manifest, bundle, strings). */
export const customcontrolresource: TableInput = {
  logicalName: "customcontrolresource",
  schemaName: "CustomControlResource",
  entitySet: "customcontrolresources",
  objectTypeCode: 9754,
  displayName: label("Custom Control Resource"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    readOnly(text("Name", "Name", 256)),
    readOnly(memo("Content", "Content", XML_LENGTH)),
    readOnly(lookup("CustomControlId", "Custom Control", ["customcontrol"])),
  ],
};

/** RibbonDiffXml of a table, or of all (no table). */
export const ribbondiff: TableInput = {
  logicalName: "ribbondiff",
  schemaName: "RibbonDiff",
  entitySet: "ribbondiffs",
  objectTypeCode: 1130,
  displayName: label("Ribbon Difference"),
  ownership: "OrganizationOwned",
  columns: [
    readOnly(text("Entity", "Entity", 100)),
    readOnly(memo("Rdx", "Ribbon difference XML", XML_LENGTH)),
    readOnly(guid("SolutionId", "Solution")),
  ],
};
