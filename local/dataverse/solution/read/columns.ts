import type { Element } from "@xmldom/xmldom";
import { notImplemented } from "../../errors";
import type { ColumnInput, ColumnType, DateTimeBehavior, RequiredLevel } from "../../metadata/types";
import { attribute, child, flagOf, labelsOf, numberOf, textOf } from "../xml/elements";
import { readOptions } from "./choices";

/** `<Type>` of an exported attribute and what it is in metadata. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  nvarchar: "String",
  ntext: "Memo",
  int: "Integer",
  bigint: "BigInt",
  decimal: "Decimal",
  float: "Double",
  money: "Money",
  bit: "Boolean",
  picklist: "Picklist",
  multiselectpicklist: "MultiSelectPicklist",
  datetime: "DateTime",
  lookup: "Lookup",
  customer: "Customer",
  owner: "Owner",
  partylist: "PartyList",
  state: "State",
  status: "Status",
  primarykey: "Uniqueidentifier",
  uniqueidentifier: "Uniqueidentifier",
  image: "Image",
  file: "File",
};

const REQUIRED: Readonly<Record<string, RequiredLevel>> = {
  none: "None",
  recommended: "Recommended",
  required: "ApplicationRequired",
  systemrequired: "SystemRequired",
};

const FORMATS: Readonly<Record<string, string>> = {
  text: "Text",
  textarea: "TextArea",
  email: "Email",
  url: "Url",
  phone: "Phone",
  datetime: "DateAndTime",
  date: "DateOnly",
  duration: "Duration",
  richtext: "RichText",
  json: "Json",
};

const BEHAVIORS: Readonly<Record<number, DateTimeBehavior>> = {
  1: "UserLocal",
  2: "DateOnly",
  3: "TimeZoneIndependent",
};

/** AppDefaultValue of a choice without a default. */
const NO_DEFAULT = -1;

/** Reads one `<attribute>` (facts: solutions, "Tables"). */
export function readColumn(element: Element): ColumnInput {
  const exported = textOf(element, "Type") ?? "";
  const type = TYPES[exported];
  const logicalName = (textOf(element, "LogicalName") ?? textOf(element, "Name") ?? "").toLowerCase();
  if (type === undefined) throw notImplemented(`columns of type ${exported} (${logicalName})`);
  return {
    logicalName,
    schemaName: attribute(element, "PhysicalName") ?? logicalName,
    type,
    displayName: labelsOf(element, "displaynames"),
    description: labelsOf(element, "Descriptions"),
    required: REQUIRED[textOf(element, "RequiredLevel") ?? "none"] ?? "None",
    validForCreate: flagOf(element, "ValidForCreateApi") ?? true,
    validForUpdate: flagOf(element, "ValidForUpdateApi") ?? true,
    validForRead: flagOf(element, "ValidForReadApi") ?? true,
    secured: flagOf(element, "IsSecured") ?? false,
    isCustom: flagOf(element, "IsCustomField") ?? false,
    ...(type === "Uniqueidentifier" && exported === "primarykey"
      ? { isPrimaryId: true, validForUpdate: false }
      : {}),
    ...(isPrimaryName(element) ? { isPrimaryName: true } : {}),
    ...sizeOf(element),
    ...formatOf(element, type),
    ...choicesOf(element, type),
    ...(type === "Owner" ? { targets: ["systemuser", "team"] } : {}),
  };
}

/** Display masks are lists of words with a bar between. */
export const isPrimaryName = (element: Element): boolean =>
  (textOf(element, "DisplayMask") ?? "").split("|").includes("PrimaryName");

const sizeOf = (element: Element): Partial<ColumnInput> => {
  const maxLength = numberOf(element, "MaxLength");
  const min = numberOf(element, "MinValue");
  const max = numberOf(element, "MaxValue");
  const precision = numberOf(element, "Accuracy");
  return {
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(precision === undefined ? {} : { precision }),
  };
};

const formatOf = (element: Element, type: ColumnType): Partial<ColumnInput> => {
  const exported = textOf(element, "Format");
  const behavior = BEHAVIORS[numberOf(element, "Behavior") ?? 1] ?? "UserLocal";
  return {
    ...(exported === undefined ? {} : { format: FORMATS[exported.toLowerCase()] ?? exported }),
    ...(type === "DateTime" ? { dateTimeBehavior: behavior } : {}),
  };
};

const choicesOf = (element: Element, type: ColumnType): Partial<ColumnInput> => {
  const choice = textOf(element, "OptionSetName");
  const local = child(element, "optionset");
  const given = numberOf(element, "AppDefaultValue");
  const fallback = given === undefined || given === NO_DEFAULT ? undefined : given;
  return {
    ...(choice === undefined ? {} : { choice }),
    ...(local === undefined ? {} : { options: readOptions(local) }),
    ...(type === "Boolean"
      ? { defaultValue: fallback === 1 }
      : fallback === undefined
        ? {}
        : { defaultValue: fallback }),
    ...(type === "State" ? { defaultValue: 0 } : {}),
    ...(type === "Status" ? { defaultValue: 1 } : {}),
  };
};
