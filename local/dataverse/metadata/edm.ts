import type { Column } from "./types";

/** Edm types of columns, as error texts and `$metadata` name them. */
const EDM: Readonly<Record<Column["type"], string>> = {
  String: "Edm.String",
  Memo: "Edm.String",
  EntityName: "Edm.String",
  Virtual: "Edm.String",
  Integer: "Edm.Int32",
  Picklist: "Edm.Int32",
  State: "Edm.Int32",
  Status: "Edm.Int32",
  BigInt: "Edm.Int64",
  Decimal: "Edm.Decimal",
  Money: "Edm.Decimal",
  Double: "Edm.Double",
  Boolean: "Edm.Boolean",
  DateTime: "Edm.DateTimeOffset",
  Uniqueidentifier: "Edm.Guid",
  Lookup: "Edm.Guid",
  Customer: "Edm.Guid",
  Owner: "Edm.Guid",
  MultiSelectPicklist: "Edm.String",
  PartyList: "Collection(mscrm.activityparty)",
  ManagedProperty: "mscrm.BooleanManagedProperty",
  Image: "Edm.Binary",
  File: "Edm.Guid",
};

export const edmType = (column: Column): string =>
  column.type === "DateTime" && column.dateTimeBehavior === "DateOnly" ? "Edm.Date" : EDM[column.type];
