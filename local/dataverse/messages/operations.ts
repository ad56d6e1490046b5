import type { LookupValue, OperationDefinition } from "../contracts";
import { deleteMultipleNotImplemented, entityKeyNotDefined } from "../errors";
import { mergeOperation } from "./merge";
import { qualifyLeadOperation } from "./qualify-lead";
import { requireTable } from "./rows/table";

/** Platform functions and actions callable over HTTP. */

/** Works for a user without roles (reference: WhoAmI). */
const whoAmI: OperationDefinition = {
  name: "WhoAmI",
  kind: "function",
  binding: "none",
  parameters: [],
  response: [
    { name: "BusinessUnitId", type: "Guid" },
    { name: "UserId", type: "Guid" },
    { name: "OrganizationId", type: "Guid" },
  ],
  handler: (_request, context, { kernel, tx }) => {
    const unit = tx.get("systemuser", context.userId)?.values["businessunitid"] as LookupValue | undefined;
    return Promise.resolve({
      BusinessUnitId: unit?.id ?? kernel.organization.rootBusinessUnitId,
      UserId: context.userId,
      OrganizationId: kernel.organization.id,
    });
  },
};

/** Exact row counts, which `$count` caps (reference: RetrieveTotalRecordCount; the platform's are up to a day old). */
const retrieveTotalRecordCount: OperationDefinition = {
  name: "RetrieveTotalRecordCount",
  kind: "function",
  binding: "none",
  parameters: [{ name: "EntityNames", type: "StringArray" }],
  response: [{ name: "EntityRecordCountCollection", type: "Json" }],
  handler: (request, context, { kernel, tx }) => {
    const names = request.input["EntityNames"] as readonly string[];
    for (const name of names) {
      requireTable(kernel, name);
      if (!context.isSystem) kernel.security.require(context, "Read", name);
    }
    const Values = names.map((name) => tx.count(name));
    return Promise.resolve({
      EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values },
    });
  },
};

/** The version the local Dataverse follows (reference: RetrieveVersion). */
const retrieveVersion: OperationDefinition = {
  name: "RetrieveVersion",
  kind: "function",
  binding: "none",
  parameters: [],
  response: [{ name: "Version", type: "String" }],
  handler: () => Promise.resolve({ Version: "9.2.0.0" }),
};

/** Builds a failed key index anew (docs: define-alternate-keys, ReactivateEntityKey). */
const reactivateEntityKey: OperationDefinition = {
  name: "ReactivateEntityKey",
  kind: "action",
  binding: "none",
  parameters: [
    { name: "EntityLogicalName", type: "String" },
    { name: "EntityKeyLogicalName", type: "String" },
  ],
  response: [],
  handler: (request, context, { kernel }) => {
    if (!context.isSystem) kernel.security.requireNamed(context, "prvWriteEntity");
    const table = requireTable(kernel, String(request.input["EntityLogicalName"]));
    const key = String(request.input["EntityKeyLogicalName"]);
    if (!table.keys.has(key)) throw entityKeyNotDefined(table.logicalName);
    kernel.store.rebuildKeys(table.logicalName);
    return Promise.resolve({});
  },
};

/** Bulk messages, bound to an entity set; their handlers are in bulk.ts. */
const bulk = (name: string, response: OperationDefinition["response"]): OperationDefinition => ({
  name,
  kind: "action",
  binding: "collection",
  parameters: [{ name: "Targets", type: "EntityCollection" }],
  response,
});

/** Only elastic tables have it, and there are none here: the platform's own words (docs: bulk-operations). */
const deleteMultiple: OperationDefinition = {
  name: "DeleteMultiple",
  kind: "action",
  binding: "collection",
  parameters: [{ name: "Targets", type: "Json" }],
  response: [],
  handler: () => Promise.reject(deleteMultipleNotImplemented()),
};

export const platformOperations: readonly OperationDefinition[] = [
  whoAmI,
  retrieveTotalRecordCount,
  retrieveVersion,
  reactivateEntityKey,
  mergeOperation,
  qualifyLeadOperation,
  bulk("CreateMultiple", [{ name: "Ids", type: "GuidArray" }]),
  bulk("UpdateMultiple", []),
  bulk("UpsertMultiple", []),
  deleteMultiple,
];
