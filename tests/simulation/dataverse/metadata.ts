import type { Json } from "../../../connector/dataverse/json";
import { refusals } from "./errors";
import { TABLES, type ColumnKind, type Table } from "./tables";

const ATTRIBUTE_TYPES: Readonly<Record<ColumnKind, string>> = {
  string: "String",
  memo: "Memo",
  integer: "Integer",
  boolean: "Boolean",
  choice: "Picklist",
  state: "State",
  status: "Status",
  dateTime: "DateTime",
  owner: "Owner",
  lookup: "Lookup",
  customer: "Customer",
  uniqueIdentifier: "Uniqueidentifier",
};

/** Set by the platform, or once and for all. */
const NOT_ON_CREATE = new Set(["State"]);
const NOT_ON_UPDATE = new Set(["Uniqueidentifier"]);
const WITH_OPTIONS = new Set(["Picklist", "Boolean", "State", "Status"]);

const NOT_WRITABLE = new Set([
  "createdon",
  "modifiedon",
  "createdby",
  "modifiedby",
  "fullname",
  "merged",
  "masterid",
]);

/** Answers a path below `EntityDefinitions(LogicalName='…')`. */
export function readMetadata(path: string): Json {
  const match = /^EntityDefinitions\(LogicalName='(\w+)'\)(?:\/([^?]+))?/.exec(path);
  if (!match) throw refusals.unknownSegment(path);
  // Not every environment has each of the tables that the connector asks for.
  const table = TABLES.find(({ logicalName }) => logicalName === match[1]);
  if (!table) throw refusals.noTable(match[1]!);
  const part = match[2];
  if (part === undefined) {
    return {
      LogicalName: table.logicalName,
      EntitySetName: table.entitySet,
      PrimaryIdAttribute: table.primaryId,
      PrimaryNameAttribute: table.primaryName,
    };
  }
  if (part === "ManyToOneRelationships") {
    return {
      value: table.lookups.map(({ column, nav, target }) => ({
        ReferencingAttribute: column,
        ReferencedEntity: target,
        ReferencingEntityNavigationPropertyName: nav,
      })),
    };
  }
  if (part === "Attributes") return { value: attributesOf(table) };
  const cast = /^Attributes\/Microsoft\.Dynamics\.CRM\.(\w+)AttributeMetadata$/.exec(part)?.[1];
  if (cast) return { value: attributesOf(table).filter((each) => each.AttributeType === cast) };
  throw refusals.unknownSegment(part);
}

function attributesOf(table: Table): readonly Json[] {
  const plain = [...table.kinds].map(([name, kind]) =>
    attribute(name, ATTRIBUTE_TYPES[kind], table.maxLengths[name]),
  );
  const names = [...new Set(table.lookups.map(({ column }) => column))];
  const lookups = names.map((name) => {
    const ways = table.lookups.filter(({ column }) => column === name);
    const type = ATTRIBUTE_TYPES[ways[0]!.kind ?? "lookup"];
    return { ...attribute(name, type), Targets: ways.map(({ target }) => target) };
  });
  return [...plain, ...lookups];
}

function attribute(
  name: string,
  type: string,
  maxLength?: number,
): Json & { readonly AttributeType: string } {
  const writable = !NOT_WRITABLE.has(name);
  return {
    LogicalName: name,
    AttributeType: type,
    AttributeTypeName: { Value: `${type}Type` },
    DisplayName: {
      UserLocalizedLabel: { Label: name },
      LocalizedLabels: [{ Label: name, LanguageCode: 1033 }],
    },
    RequiredLevel: { Value: "None" },
    IsValidForCreate: writable && !NOT_ON_CREATE.has(type),
    IsValidForUpdate: writable && !NOT_ON_UPDATE.has(type),
    IsValidForRead: true,
    IsSecured: false,
    ...(type === "DateTime" ? { Format: "DateAndTime", DateTimeBehavior: { Value: "UserLocal" } } : {}),
    ...(WITH_OPTIONS.has(type) ? { OptionSet: { Options: [] } } : {}),
    ...(maxLength === undefined ? {} : { MaxLength: maxLength, FormatName: { Value: "Text" } }),
  };
}
