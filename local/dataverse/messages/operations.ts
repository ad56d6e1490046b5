import type { LookupValue, OperationDefinition } from "../contracts";

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

/** Bulk messages, bound to an entity set; their handlers are in bulk.ts. */
const bulk = (name: string, response: OperationDefinition["response"]): OperationDefinition => ({
  name,
  kind: "action",
  binding: "collection",
  parameters: [{ name: "Targets", type: "EntityCollection" }],
  response,
});

export const platformOperations: readonly OperationDefinition[] = [
  whoAmI,
  bulk("CreateMultiple", [{ name: "Ids", type: "GuidArray" }]),
  bulk("UpdateMultiple", []),
  bulk("UpsertMultiple", []),
];
