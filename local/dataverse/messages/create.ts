import type { EntityInput, MessageHandler, StoredValue } from "../contracts";
import { resourceNotFound } from "../errors";
import { followActivity } from "./activities";
import { linkRows } from "./associate";
import { derivedValues } from "./derived";
import { partyAddress } from "./derived/party";
import { createParents, createRelated } from "./deep-insert";
import { currencyOf } from "./rows/currency";
import { createdAudit, defaultValues } from "./rows/defaults";
import { initialOwner } from "./rows/ownership";
import { checkReferences } from "./rows/references";
import { checkRequired } from "./rows/required";
import { initialState } from "./rows/state";
import { writable } from "./rows/writable";

/** Create: takes `Target`, answers `{ id }` (docs: create-entity-web-api). */
export const create: MessageHandler = async (request, context, scope) => {
  const { kernel, tx } = scope;
  const target = request.input["Target"] as EntityInput;
  const table = kernel.model.table(target.table);
  if (table === undefined) throw resourceNotFound(target.table);
  if (!context.isSystem) kernel.security.require(context, "Create", table.logicalName);

  const parents = await createParents(target, scope);
  const given = writable(kernel, table, { ...target.values, ...parents }, context, "create");
  // Who may say when a row was created is a privilege of its own.
  if (given["overriddencreatedon"] != null && !context.isSystem)
    kernel.security.requireNamed(context, "prvOverrideCreatedOnCreatedBy");
  checkReferences(kernel, table, given, context, tx);
  const id = target.id ?? (given[table.primaryId] as string | undefined) ?? kernel.newId();
  await tx.lock(table.logicalName, id);

  const values: Record<string, StoredValue> = {
    [table.primaryId]: id,
    ...given,
    ...defaultValues(table, given),
    ...initialState(kernel, table, given),
    ...initialOwner(kernel, table, given, context, tx),
    ...(context.isSystem
      ? { ...createdAudit(kernel, table, given, context), ...given }
      : createdAudit(kernel, table, given, context)),
  };
  if (table.ownership === "OrganizationOwned" && table.columns.has("organizationid"))
    values["organizationid"] = kernel.store.reference("organization", kernel.organization.id);
  Object.assign(values, currencyOf(kernel, table, given, values, tx));
  Object.assign(values, derivedValues(table.logicalName, given, values));
  if (table.logicalName === "activityparty") Object.assign(values, partyAddress(values, tx));
  if (table.isActivity && table.columns.has("activitytypecode"))
    values["activitytypecode"] = table.logicalName;
  if (!context.isSystem) {
    checkRequired(table, values);
    kernel.security.require(context, "Create", table.logicalName, {
      table: table.logicalName,
      id,
      version: 0,
      values,
    });
  }
  tx.insert(table.logicalName, id, values);
  await createRelated(target, id, scope);
  await linkRows(table.logicalName, id, target.links ?? {}, scope, context);
  await followActivity(table, id, scope);
  return { id };
};
