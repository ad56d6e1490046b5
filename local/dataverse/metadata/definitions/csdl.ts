import type { OperationDefinition, ParameterType } from "../../contracts";
import { edmType } from "../edm";
import type { MetadataModel } from "../model";
import type { Column, Table } from "../types";

const PARAMETER: Readonly<Record<ParameterType, string>> = {
  Boolean: "Edm.Boolean",
  DateTime: "Edm.DateTimeOffset",
  Decimal: "Edm.Decimal",
  Entity: "mscrm.crmbaseentity",
  EntityCollection: "Collection(mscrm.crmbaseentity)",
  EntityReference: "mscrm.crmbaseentity",
  Float: "Edm.Double",
  Integer: "Edm.Int32",
  Money: "Edm.Decimal",
  Picklist: "Edm.Int32",
  String: "Edm.String",
  StringArray: "Collection(Edm.String)",
  Guid: "Edm.Guid",
  Binary: "Edm.Binary",
  GuidArray: "Collection(Edm.Guid)",
  Json: "Edm.String",
};

const xml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** The service's `$metadata` document (CSDL 4.0). Private Custom APIs are left out, as the platform does. */
export function csdl(model: MetadataModel, operations: readonly OperationDefinition[]): string {
  const types = model
    .tables()
    .map((table) => entityType(model, table))
    .join("");
  const sets = model
    .tables()
    .map(
      (table) => `<EntitySet Name="${xml(table.entitySet)}" EntityType="mscrm.${xml(table.logicalName)}"/>`,
    );
  const visible = operations.filter((one) => one.isPrivate !== true);
  const calls = visible.map(operation).join("");
  const imports = visible
    .filter((one) => one.binding === "none")
    .map(({ name, kind }) =>
      kind === "action"
        ? `<ActionImport Name="${xml(name)}" Action="mscrm.${xml(name)}"/>`
        : `<FunctionImport Name="${xml(name)}" Function="mscrm.${xml(name)}"/>`,
    );
  return (
    `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">` +
    `<edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">` +
    `<EntityType Name="crmbaseentity" Abstract="true"/>${types}${calls}` +
    `<EntityContainer Name="System">${sets.join("")}${imports.join("")}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
  );
}

function entityType(model: MetadataModel, table: Table): string {
  const properties = [...table.columns.values()]
    .filter((column) => column.validForRead)
    .map(property)
    .join("");
  const navigations = [...model.relationships.navigationsOf(table.logicalName)].map(([name, navigation]) =>
    navigation.kind === "one"
      ? `<NavigationProperty Name="${xml(name)}" Type="mscrm.${xml(navigation.target)}" Nullable="true"/>`
      : `<NavigationProperty Name="${xml(name)}" Type="Collection(mscrm.${xml(navigation.target)})"/>`,
  );
  return (
    `<EntityType Name="${xml(table.logicalName)}" BaseType="mscrm.crmbaseentity">` +
    `<Key><PropertyRef Name="${xml(table.primaryId)}"/></Key>${properties}${navigations.join("")}</EntityType>`
  );
}

function property(column: Column): string {
  if (column.type === "PartyList" || column.type === "Virtual") return "";
  const lookup = column.targets !== undefined;
  const name = lookup ? `_${column.logicalName}_value` : column.logicalName;
  return `<Property Name="${xml(name)}" Type="${edmType(column)}"/>`;
}

function operation({ name, kind, binding, table, parameters, response }: OperationDefinition): string {
  const tag = kind === "action" ? "Action" : "Function";
  const type = `mscrm.${table ?? "crmbaseentity"}`;
  const bound =
    binding === "none"
      ? ""
      : `<Parameter Name="entity" Type="${xml(binding === "collection" ? `Collection(${type})` : type)}" Nullable="false"/>`;
  const rest = parameters.map(
    (one) =>
      `<Parameter Name="${xml(one.name)}" Type="${PARAMETER[one.type]}"${one.optional === true ? "" : ' Nullable="false"'}/>`,
  );
  const answers = response
    .map((one) => `<Property Name="${xml(one.name)}" Type="${PARAMETER[one.type]}"/>`)
    .join("");
  const returns = answers === "" ? "" : `<ReturnType Type="mscrm.${xml(name)}Response" Nullable="false"/>`;
  const complex = answers === "" ? "" : `<ComplexType Name="${xml(name)}Response">${answers}</ComplexType>`;
  const attributes = `Name="${xml(name)}"${binding === "none" ? "" : ' IsBound="true"'}`;
  return `${complex}<${tag} ${attributes}>${bound}${rest.join("")}${returns}</${tag}>`;
}
