import type { LookupValue, StoredValue } from "../../contracts";
import {
  choiceOutOfRange,
  decimalOutOfRange,
  integerOutOfRange,
  stringTooLong,
  wrongTarget,
} from "../../errors";
import type { MetadataModel } from "../../metadata/model";
import type { Column } from "../../metadata/types";

/** Throws unless the value fits the column: length, range, options, target. */
export const validateValue = (
  model: MetadataModel,
  table: string,
  column: Column,
  value: StoredValue,
): void => {
  if (value === null) return;
  switch (column.type) {
    case "String":
    case "Memo":
      return checkLength(table, column, value as string);
    case "Integer":
    case "BigInt":
      return checkRange(table, column, value as number, integerOutOfRange);
    case "Decimal":
    case "Double":
    case "Money":
      return checkRange(table, column, value as number, decimalOutOfRange);
    case "Picklist":
    case "Status":
    case "State":
      return checkOption(model, table, column, value as number);
    case "MultiSelectPicklist":
      for (const one of value as readonly number[]) checkOption(model, table, column, one);
      return;
    case "Lookup":
    case "Customer":
    case "Owner":
      if (!column.targets?.includes((value as LookupValue).table))
        throw wrongTarget(column.logicalName, (value as LookupValue).table);
      return;
    default:
  }
};

const checkLength = (table: string, column: Column, value: string): void => {
  if (column.maxLength !== undefined && value.length > column.maxLength)
    throw stringTooLong(table, column.logicalName, column.maxLength);
};

const checkRange = (table: string, column: Column, value: number, error: typeof integerOutOfRange): void => {
  const { min = -Infinity, max = Infinity } = column;
  if (value < min || value > max) throw error(table, column.logicalName, min, max);
};

const checkOption = (model: MetadataModel, table: string, column: Column, value: number): void => {
  if (!model.options(column).some((option) => option.value === value))
    throw choiceOutOfRange(table, column.logicalName, value);
};
