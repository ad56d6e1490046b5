import { loadTable } from "../api/metadata";
import { collection } from "./collection";

/** Xrm.Utility.getEntityMetadata: what the host knows of a table, under the Client API's names. */
export async function entityMetadata(
  name: string,
  columns: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const table = await loadTable(name);
  const chosen = [...table.columns.values()].filter((c) => columns.includes(c.logicalName));
  const attributes = chosen.map((column) => ({
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    DisplayName: column.label,
    AttributeTypeName: column.type.toLowerCase(),
    OptionSet: Object.fromEntries(
      (column.choices ?? []).map((c) => [c.value, { text: c.label, value: c.value }]),
    ),
    MaxLength: column.maxLength,
    RequiredLevel: column.required,
  }));
  return {
    LogicalName: table.logicalName,
    EntitySetName: table.entitySetName,
    DisplayName: table.displayName,
    DisplayCollectionName: table.displayCollectionName,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName,
    ObjectTypeCode: table.objectTypeCode,
    IsActivity: table.isActivity,
    Attributes: collection(
      () => attributes,
      (attribute) => attribute.LogicalName,
    ),
  };
}
