import type { Column, ColumnType, Table } from "../types";
import { labelJson, managed } from "./labels";

/** AttributeMetadata type of a column, without namespace (developer/data-platform/webapi/reference/attributemetadata). */
export function metadataType(type: ColumnType): string {
  const names: Partial<Record<ColumnType, string>> = {
    Customer: "Lookup",
    Owner: "Lookup",
    PartyList: "Lookup",
    Uniqueidentifier: "UniqueIdentifier",
    Virtual: "",
    ManagedProperty: "ManagedProperty",
  };
  return `${names[type] ?? type}AttributeMetadata`;
}

/** AttributeType (AttributeTypeCode): choices of several, images and files are `Virtual` there. */
const typeCode = (type: ColumnType): string =>
  ["MultiSelectPicklist", "Image", "File"].includes(type) ? "Virtual" : type;

/** One AttributeMetadata with all properties this server knows; `$select` picks from them. */
export function attributeJson(table: Table, column: Column, language: number): Record<string, unknown> {
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${metadataType(column.type)}`,
    MetadataId: column.metadataId,
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    EntityLogicalName: table.logicalName,
    AttributeType: typeCode(column.type),
    AttributeTypeName: { Value: `${column.type}Type` },
    AttributeOf: column.attributeOf ?? null,
    DisplayName: labelJson(column.displayName, language),
    Description: labelJson(column.description, language),
    RequiredLevel: managed(column.required, "canmodifyrequirementlevelsettings"),
    IsValidForCreate: column.validForCreate,
    IsValidForUpdate: column.validForUpdate,
    IsValidForRead: column.validForRead,
    IsSecured: column.secured ?? false,
    IsValidForAdvancedFind: managed(column.filterable, "canmodifysearchsettings"),
    IsFilterable: column.filterable,
    IsCustomAttribute: column.isCustom,
    IsPrimaryId: column.isPrimaryId,
    IsPrimaryName: column.isPrimaryName,
    IsLogical: column.isLogical,
    ...typed(column),
  };
}

/** Properties of the derived types. */
function typed(column: Column): Record<string, unknown> {
  const range = { MinValue: column.min ?? null, MaxValue: column.max ?? null };
  switch (column.type) {
    case "String":
    case "Memo":
      return {
        MaxLength: column.maxLength ?? null,
        Format: column.format ?? "Text",
        FormatName: { Value: column.format ?? "Text" },
      };
    case "Integer":
      return { ...range, Format: column.format ?? "None" };
    case "Decimal":
    case "Double":
    case "Money":
      return { ...range, Precision: column.precision ?? null };
    case "DateTime":
      return {
        Format: column.format ?? "DateAndTime",
        DateTimeBehavior: { Value: column.dateTimeBehavior ?? "UserLocal" },
      };
    case "Lookup":
    case "Customer":
    case "Owner":
    case "PartyList":
      return { Targets: column.targets ?? [] };
    case "Picklist":
    case "MultiSelectPicklist":
    case "State":
    case "Status":
      return { DefaultFormValue: column.defaultValue ?? null };
    case "Boolean":
      return { DefaultValue: column.defaultValue ?? false };
    default:
      return {};
  }
}
