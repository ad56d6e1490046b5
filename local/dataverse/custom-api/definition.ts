import type { OperationDefinition, ParameterDefinition, ParameterType } from "../contracts";
import { importFailed } from "../solution/errors";
import type { PackagedApiParameter, PackagedCustomApi } from "../solution/read/types";

/** customapirequestparameter.type and customapiresponseproperty.type, in the order of their numbers. */
const TYPES: readonly ParameterType[] = [
  "Boolean",
  "DateTime",
  "Decimal",
  "Entity",
  "EntityCollection",
  "EntityReference",
  "Float",
  "Integer",
  "Money",
  "Picklist",
  "String",
  "StringArray",
  "Guid",
];

const BINDINGS = ["none", "entity", "collection"] as const;

/** A Custom API as an operation: without a plug-in it has no handler, its steps do the work (docs: custom-api). */
export function operationOf(api: PackagedCustomApi): OperationDefinition {
  const binding = BINDINGS[api.bindingType];
  if (binding === undefined)
    throw importFailed(`binding type ${api.bindingType} of ${api.uniqueName} is unknown`, api.uniqueName);
  return {
    name: api.uniqueName,
    kind: api.isFunction ? "function" : "action",
    binding,
    ...(api.boundTable === undefined ? {} : { table: api.boundTable }),
    parameters: api.parameters.map((one) => parameterOf(api, one)),
    response: api.response.map((one) => parameterOf(api, one)),
    isPrivate: api.isPrivate,
    ...(api.executePrivilege === undefined ? {} : { executePrivilege: api.executePrivilege }),
    allowedSteps: api.allowedSteps,
  };
}

const parameterOf = (api: PackagedCustomApi, one: PackagedApiParameter): ParameterDefinition => {
  const type = TYPES[one.type];
  if (type === undefined)
    throw importFailed(`type ${one.type} of ${api.uniqueName}.${one.uniqueName} is unknown`, api.uniqueName);
  return {
    name: one.uniqueName,
    type,
    optional: one.optional,
    ...(one.table === undefined ? {} : { table: one.table }),
  };
};
