import type { StoredValue } from "../../contracts";
import { incompatibleTypes } from "../../errors";
import { edmType } from "../../metadata/edm";
import type { Column } from "../../metadata/types";
import type { Literal } from "../literals";

/** Edm types of literals, as error texts name them. */
const LITERAL_EDM: Readonly<Record<Literal["type"], string>> = {
  String: "Edm.String",
  Number: "Edm.Int32",
  Boolean: "Edm.Boolean",
  Null: "Null",
  Guid: "Edm.Guid",
  Date: "Edm.Date",
  DateTimeOffset: "Edm.DateTimeOffset",
};

/** Which literals a column compares with. */
const fits = (edm: string, literal: Literal): boolean => {
  switch (literal.type) {
    case "Null":
      return true;
    case "Number":
      return edm === "Edm.Int32" || edm === "Edm.Int64" || edm === "Edm.Decimal" || edm === "Edm.Double";
    case "Date":
    case "DateTimeOffset":
      return edm === "Edm.DateTimeOffset" || edm === "Edm.Date";
    default:
      return LITERAL_EDM[literal.type] === edm;
  }
};

/** The literal as the column stores it; 400 when the types cannot be compared. */
export const operandFor = (column: Column, literal: Literal, operator: string): StoredValue => {
  const edm = edmType(column);
  if (!fits(edm, literal)) throw incompatibleTypes(edm, LITERAL_EDM[literal.type], operator);
  if (literal.type === "Date" && edm === "Edm.DateTimeOffset") return `${literal.value as string}T00:00:00Z`;
  if (literal.type === "DateTimeOffset" && edm === "Edm.Date") return (literal.value as string).slice(0, 10);
  if (column.type === "MultiSelectPicklist" && typeof literal.value === "string")
    return literal.value.split(",").map(Number);
  return literal.value;
};
