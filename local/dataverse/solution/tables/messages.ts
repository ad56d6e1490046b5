import {
  choice,
  entityName,
  guid,
  lookup,
  memo,
  readOnly,
  text,
  url,
  whole,
  yesNo,
} from "../../metadata/build";
import { label } from "../../metadata/defaults";
import { activeInactive } from "../../metadata/system-columns";
import type { ColumnInput, TableInput } from "../../metadata/types";

/** Messages, steps, endpoints, Custom APIs. Reference pages of the same names. */

export const sdkmessage: TableInput = {
  logicalName: "sdkmessage",
  schemaName: "SdkMessage",
  entitySet: "sdkmessages",
  objectTypeCode: 4606,
  displayName: label("Sdk Message"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    readOnly(text("Name", "Name", 256)),
    readOnly(text("CategoryName", "Category Name", 25)),
    readOnly(yesNo("IsPrivate", "Is Private")),
    readOnly(yesNo("IsActive", "Is Active", true)),
  ],
};

export const sdkmessagefilter: TableInput = {
  logicalName: "sdkmessagefilter",
  schemaName: "SdkMessageFilter",
  entitySet: "sdkmessagefilters",
  objectTypeCode: 4607,
  displayName: label("Sdk Message Filter"),
  ownership: "OrganizationOwned",
  columns: [
    readOnly(lookup("SdkMessageId", "SDK Message", ["sdkmessage"])),
    readOnly(entityName("PrimaryObjectTypeCode", "Primary Object Type Code")),
    readOnly(entityName("SecondaryObjectTypeCode", "Secondary Object Type Code")),
    readOnly(yesNo("IsCustomProcessingStepAllowed", "Custom Processing Step Allowed", true)),
  ],
};

export const serviceendpoint: TableInput = {
  logicalName: "serviceendpoint",
  schemaName: "ServiceEndpoint",
  entitySet: "serviceendpoints",
  objectTypeCode: 4618,
  displayName: label("Service Endpoint"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 256, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    choice("Contract", "Contract", {
      1: "OneWay",
      2: "Queue",
      3: "Rest",
      4: "TwoWay",
      5: "Topic",
      6: "Queue (Persistent)",
      7: "Event Hub",
      8: "Webhook",
      9: "Event Grid",
      10: "Managed Data Lake",
    }),
    choice("AuthType", "Auth Type", {
      1: "ACS",
      2: "SAS Key",
      3: "SAS Token",
      4: "Webhook Key",
      5: "Http Header",
      6: "Http Query String",
      7: "Connection String",
      8: "Access Key",
    }),
    choice("ConnectionMode", "Connection Mode", { 1: "Normal", 2: "Federated" }, { defaultValue: 1 }),
    choice(
      "MessageFormat",
      "Message Format",
      { 1: "Binary XML", 2: "Json", 3: "Text XML" },
      { defaultValue: 1 },
    ),
    choice("MessageCharset", "Message Charset", { 0: "Default", 1: "UTF8" }, { defaultValue: 1 }),
    choice("NamespaceFormat", "Namespace Format", { 1: "Namespace Name", 2: "Namespace Address" }),
    choice("UserClaim", "User Claim", { 1: "None", 2: "UserId", 3: "UserInfo" }, { defaultValue: 1 }),
    url("Url", "URL", 2000),
    text("Path", "Path", 160),
    text("SolutionNamespace", "Service Namespace", 160),
    // Write-only: what is stored here no request can read back.
    memo("AuthValue", "Auth Value", 2048, { validForRead: false, filterable: false }),
    readOnly(yesNo("IsAuthValueSet", "Is AuthValue Set")),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

const stepState: readonly ColumnInput[] = activeInactive.map((column) =>
  column.type === "State"
    ? {
        ...column,
        options: [
          { value: 0, labels: label("Enabled"), defaultStatus: 1, invariantName: "Enabled" },
          { value: 1, labels: label("Disabled"), defaultStatus: 2, invariantName: "Disabled" },
        ],
      }
    : {
        ...column,
        options: [
          { value: 1, labels: label("Enabled"), state: 0 },
          { value: 2, labels: label("Disabled"), state: 1 },
        ],
      },
);

export const sdkmessageprocessingstep: TableInput = {
  logicalName: "sdkmessageprocessingstep",
  schemaName: "SdkMessageProcessingStep",
  entitySet: "sdkmessageprocessingsteps",
  objectTypeCode: 4608,
  displayName: label("Sdk Message Processing Step"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 256),
    memo("Description", "Description", 256),
    memo("Configuration", "Configuration", 1_073_741_823),
    memo("FilteringAttributes", "Filtering Attributes", 100_000),
    choice("Mode", "Execution Mode", { 0: "Synchronous", 1: "Asynchronous" }, { required: "SystemRequired" }),
    choice("Stage", "Execution Stage", {
      5: "Initial Pre-operation (For internal use only)",
      10: "Pre-validation",
      20: "Pre-operation",
      30: "Main Operation (For internal use only)",
      40: "Post-operation",
    }),
    whole("Rank", "Execution Order"),
    choice("SupportedDeployment", "Deployment", {
      0: "Server Only",
      1: "Microsoft Dynamics 365 Client for Outlook Only",
      2: "Both",
    }),
    yesNo("AsyncAutoDelete", "Asynchronous Automatic Delete"),
    lookup("SdkMessageId", "SDK Message", ["sdkmessage"]),
    lookup("SdkMessageFilterId", "SdkMessage Filter", ["sdkmessagefilter"]),
    lookup("EventHandler", "Event Handler", ["plugintype", "serviceendpoint"]),
    lookup("PluginTypeId", "Plug-In Type", ["plugintype"]),
    lookup("ImpersonatingUserId", "Impersonating User", ["systemuser"]),
    readOnly(yesNo("IsManaged", "State", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
    ...stepState,
  ],
};

export const sdkmessageprocessingstepimage: TableInput = {
  logicalName: "sdkmessageprocessingstepimage",
  schemaName: "SdkMessageProcessingStepImage",
  entitySet: "sdkmessageprocessingstepimages",
  objectTypeCode: 4615,
  displayName: label("Sdk Message Processing Step Image"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    text("Name", "Name", 256),
    text("EntityAlias", "Entity Alias", 256),
    choice("ImageType", "Image Type", { 0: "PreImage", 1: "PostImage", 2: "Both" }),
    memo("Attributes", "Attributes", 100_000),
    text("MessagePropertyName", "Message Property Name", 256),
    lookup("SdkMessageProcessingStepId", "SDK Message Processing Step", ["sdkmessageprocessingstep"]),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

const PARAMETER_TYPES = {
  0: "Boolean",
  1: "DateTime",
  2: "Decimal",
  3: "Entity",
  4: "EntityCollection",
  5: "EntityReference",
  6: "Float",
  7: "Integer",
  8: "Money",
  9: "Picklist",
  10: "String",
  11: "StringArray",
  12: "Guid",
};

const texts = [
  text("UniqueName", "Unique Name", 128, { required: "ApplicationRequired" }),
  text("Name", "Name", 100, { required: "ApplicationRequired" }),
  text("DisplayName", "Display Name", 100, { required: "ApplicationRequired" }),
  text("Description", "Description", 300),
];

export const customapi: TableInput = {
  logicalName: "customapi",
  schemaName: "CustomAPI",
  entitySet: "customapis",
  objectTypeCode: 10_028,
  displayName: label("Custom API"),
  primaryName: "name",
  ownership: "UserOwned",
  columns: [
    ...texts,
    choice("BindingType", "Binding Type", { 0: "Global", 1: "Entity", 2: "EntityCollection" }),
    text("BoundEntityLogicalName", "Bound Entity Logical Name", 100),
    choice("AllowedCustomProcessingStepType", "Allowed Custom Processing Step Type", {
      0: "None",
      1: "Async Only",
      2: "Sync and Async",
    }),
    yesNo("IsFunction", "Is Function"),
    yesNo("IsPrivate", "Is Private"),
    yesNo("WorkflowSdkStepEnabled", "Enabled for Workflow"),
    text("ExecutePrivilegeName", "Execute Privilege Name", 100),
    lookup("SdkMessageId", "Sdk Message", ["sdkmessage"], { validForCreate: false, validForUpdate: false }),
    lookup("PluginTypeId", "Plugin Type", ["plugintype"]),
    readOnly(yesNo("IsManaged", "Is Managed", false, ["Unmanaged", "Managed"])),
    readOnly(guid("SolutionId", "Solution")),
  ],
};

const parameter = (
  logicalName: string,
  schemaName: string,
  objectTypeCode: number,
  more: readonly ColumnInput[],
): TableInput => ({
  logicalName,
  schemaName,
  objectTypeCode,
  displayName: label(schemaName),
  primaryName: "name",
  ownership: "UserOwned",
  columns: [
    ...texts,
    choice("Type", "Type", PARAMETER_TYPES),
    text("LogicalEntityName", "Logical Entity Name", 100),
    lookup("CustomAPIId", "Custom API", ["customapi"]),
    ...more,
  ],
});

export const customapirequestparameter: TableInput = {
  ...parameter("customapirequestparameter", "CustomAPIRequestParameter", 10_029, [
    yesNo("IsOptional", "Is Optional"),
  ]),
  entitySet: "customapirequestparameters",
};

export const customapiresponseproperty: TableInput = {
  ...parameter("customapiresponseproperty", "CustomAPIResponseProperty", 10_030, []),
  entitySet: "customapiresponseproperties",
};

export const plugintype: TableInput = {
  logicalName: "plugintype",
  schemaName: "PluginType",
  entitySet: "plugintypes",
  objectTypeCode: 4602,
  displayName: label("Plug-in Type"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [readOnly(text("Name", "Name", 256)), readOnly(text("TypeName", "Type Name", 256))],
};
