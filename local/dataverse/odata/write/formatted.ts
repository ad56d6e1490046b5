import type { LookupValue, StoredValue } from "../../contracts";
import type { Column, Labels } from "../../metadata/types";
import type { QueryScope } from "../../query/types";
import type { Culture } from "./culture";
import { displayName } from "./display-name";

const MONEY_DIGITS = 2;
const ENGLISH = 1033;

/** The text of a value as the person reads it; undefined for columns that have none (plain text, ids). */
export const formatted = (
  scope: QueryScope,
  culture: Culture,
  column: Column,
  value: StoredValue,
): string | undefined => {
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return optionLabel(scope, culture, column, value as number);
    case "Boolean":
      return optionLabel(scope, culture, column, value === true ? 1 : 0);
    case "MultiSelectPicklist":
      return (value as readonly number[])
        .map((one) => optionLabel(scope, culture, column, one) ?? one)
        .join("; ");
    case "Lookup":
    case "Customer":
    case "Owner":
      return displayName(scope, value as LookupValue);
    case "DateTime":
      return formattedDate(culture, column, value as string);
    case "Integer":
    case "BigInt":
      return culture.number.format(value as number);
    case "Decimal":
    case "Double":
      return culture.decimal(column.precision ?? MONEY_DIGITS).format(value as number);
    case "Money":
      return `${culture.currencySymbol}${culture.decimal(MONEY_DIGITS).format(value as number)}`;
    default:
      return undefined;
  }
};

const formattedDate = (culture: Culture, column: Column, value: string): string => {
  const form = column.format === "DateOnly" ? culture.date : culture.dateTime;
  // Node's English dates hold a narrow no-break space before AM and PM; Dataverse writes a plain one.
  return form
    .format(new Date(value))
    .replaceAll("\u202f", " ")
    .replace(/^(\d+\/\d+\/\d+), /, "$1 ");
};

const optionLabel = (
  { kernel }: QueryScope,
  culture: Culture,
  column: Column,
  value: number,
): string | undefined => {
  const option = kernel.model.options(column).find((one) => one.value === value);
  return option === undefined ? undefined : text(option.labels, culture.language);
};

/** A label in the person's language, else in English, else any. */
export const text = (labels: Labels, language: number): string | undefined =>
  labels[language] ?? labels[ENGLISH] ?? Object.values(labels)[0];
