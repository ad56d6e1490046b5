import type { CallContext, LookupValue, MessageHandler, MessageScope } from "../contracts";
import { missingParameter, recordNotFound, resourceNotFound } from "../errors";
import type { Navigation } from "../metadata/types";

/** Associate and Disassociate: `Relationship` is a navigation property of the row, `RelatedEntity` the other row. */

export const associate: MessageHandler = async (request, context, scope) => {
  const { table = "", id = "" } = request;
  const related = request.input["RelatedEntity"] as LookupValue;
  if (scope.tx.get(table, id) === undefined) throw recordNotFound(table, id);
  if (scope.tx.get(related.table, related.id) === undefined) throw recordNotFound(related.table, related.id);
  const navigation = navigationOf(request.table, request.input["Relationship"], scope);
  await link(navigation, { table, id }, related, scope, context);
  return {};
};

export const disassociate: MessageHandler = async (request, context, scope) => {
  const { table = "", id = "" } = request;
  const related = request.input["RelatedEntity"] as LookupValue | undefined;
  const navigation = navigationOf(request.table, request.input["Relationship"], scope);
  if (scope.tx.get(table, id) === undefined) throw recordNotFound(table, id);
  if (navigation.kind === "one") {
    await setLookup(table, id, navigation.relationship.referencingColumn, null, scope);
  } else if (related === undefined) {
    throw missingParameter("$id");
  } else if (navigation.kind === "many") {
    await setLookup(related.table, related.id, navigation.relationship.referencingColumn, null, scope);
  } else {
    requireBoth(context, { table, id }, related, scope);
    for (const row of linksOf(navigation, id, related.id, scope)) scope.tx.remove(row.table, row.id);
  }
  return {};
};

/** Joins a new row to those it names in `nav@odata.bind` lists. */
export const linkRows = async (
  table: string,
  id: string,
  links: Readonly<Record<string, readonly LookupValue[]>>,
  scope: MessageScope,
  context: CallContext,
): Promise<void> => {
  for (const [name, rows] of Object.entries(links)) {
    const navigation = navigationOf(table, name, scope);
    for (const row of rows) await link(navigation, { table, id }, row, scope, context);
  }
};

const link = async (
  navigation: Navigation,
  own: LookupValue,
  other: LookupValue,
  scope: MessageScope,
  context: CallContext,
): Promise<void> => {
  if (navigation.kind === "one")
    return setLookup(own.table, own.id, navigation.relationship.referencingColumn, other, scope);
  if (navigation.kind === "many")
    return setLookup(other.table, other.id, navigation.relationship.referencingColumn, own, scope);
  requireBoth(context, own, other, scope);
  if (linksOf(navigation, own.id, other.id, scope).length > 0) return;
  const table = scope.kernel.model.table(navigation.relationship.intersectTable);
  if (table === undefined) throw resourceNotFound(navigation.relationship.intersectTable);
  const id = scope.kernel.newId();
  scope.tx.insert(table.logicalName, id, {
    [table.primaryId]: id,
    [navigation.ownColumn]: own.id,
    [navigation.otherColumn]: other.id,
  });
};

const setLookup = async (
  table: string,
  id: string,
  column: string,
  value: LookupValue | null,
  scope: MessageScope,
): Promise<void> => {
  await scope.execute({
    name: "Update",
    table,
    id,
    input: { Target: { table, id, values: { [column]: value } } },
  });
};

const linksOf = (
  navigation: Navigation & { kind: "manyToMany" },
  own: string,
  other: string,
  { tx }: MessageScope,
) =>
  tx
    .findBy(navigation.relationship.intersectTable, navigation.ownColumn, own)
    .filter((row) => row.values[navigation.otherColumn] === other);

const requireBoth = (
  context: CallContext,
  own: LookupValue,
  other: LookupValue,
  { kernel, tx }: MessageScope,
): void => {
  if (context.isSystem) return;
  kernel.security.require(context, "Append", own.table, tx.get(own.table, own.id));
  kernel.security.require(context, "AppendTo", other.table, tx.get(other.table, other.id));
};

const navigationOf = (table: string | undefined, name: unknown, scope: MessageScope): Navigation => {
  const navigation = scope.kernel.model.navigation(table ?? "", String(name));
  if (navigation === undefined) throw resourceNotFound(String(name));
  return navigation;
};
