import { stringLiteral } from "../odata/literal";

const BASE =
  "LogicalName,DisplayName,AttributeType,AttributeTypeName,RequiredLevel,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsSecured";

/** The typed forms that say more than every column does, and what they say. */
const TYPED: readonly (readonly [type: string, query: string])[] = [
  ["StringAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName,MaxLength,FormatName"],
  ["MemoAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName,MaxLength"],
  ["IntegerAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName,MinValue,MaxValue"],
  [
    "DecimalAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName,MinValue,MaxValue,Precision",
  ],
  [
    "DoubleAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName,MinValue,MaxValue,Precision",
  ],
  [
    "MoneyAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName,MinValue,MaxValue,Precision",
  ],
  [
    "DateTimeAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName,Format,DateTimeBehavior",
  ],
  ["LookupAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName,Targets"],
  [
    "PicklistAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName&$expand=OptionSet,GlobalOptionSet",
  ],
  [
    "MultiSelectPicklistAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName&$expand=OptionSet,GlobalOptionSet",
  ],
  ["StateAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName&$expand=OptionSet"],
  ["StatusAttributeMetadata", "$select=LogicalName,AttributeType,AttributeTypeName&$expand=OptionSet"],
  [
    "BooleanAttributeMetadata",
    "$select=LogicalName,AttributeType,AttributeTypeName&$expand=OptionSet,GlobalOptionSet",
  ],
];

/**
 * What to ask a table's metadata for, so that {@link ./column-metadata} knows its columns: a collection each, as a path behind the Web
 * API's address and the options to it. Columns come twice, once as every column is told and once as their type is.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export function columnQueries(table: string): readonly { readonly path: string; readonly options: string }[] {
  const attributes = `EntityDefinitions(LogicalName=${stringLiteral(table)})/Attributes`;
  return [
    { path: attributes, options: `?$select=${BASE}` },
    ...TYPED.map(([type, query]) => ({
      path: `${attributes}/Microsoft.Dynamics.CRM.${type}`,
      options: `?${query}`,
    })),
  ];
}
