import type { Key, Relationship, Table } from "../types";
import { labelJson, managed } from "./labels";

/** One EntityMetadata without its collections (developer/data-platform/webapi/reference/entitymetadata). */
export function entityJson(table: Table, language: number): Record<string, unknown> {
  return {
    MetadataId: table.metadataId,
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySet,
    LogicalCollectionName: table.entitySet,
    CollectionSchemaName: table.entitySet,
    ObjectTypeCode: table.objectTypeCode,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? null,
    OwnershipType: table.ownership,
    IsActivity: table.isActivity,
    IsIntersect: table.isIntersect,
    IsCustomEntity: table.isCustom,
    ChangeTrackingEnabled: table.changeTracking,
    CanChangeTrackingBeEnabled: managed(true, "canchangetrackingbeenabled"),
    IconVectorName: table.icon ?? null,
    TableType: "Standard",
    DisplayName: labelJson(table.displayName, language),
    DisplayCollectionName: labelJson(table.displayCollectionName, language),
    Description: labelJson(table.description, language),
  };
}

/** EntityKeyMetadata; `indexStatus` as the asynchronous index job has it. */
export const keyJson = (
  table: Table,
  key: Key,
  indexStatus: string,
  language: number,
): Record<string, unknown> => ({
  MetadataId: key.metadataId,
  LogicalName: key.logicalName,
  SchemaName: key.schemaName,
  EntityLogicalName: table.logicalName,
  KeyAttributes: key.columns,
  EntityKeyIndexStatus: indexStatus,
  DisplayName: labelJson(key.displayName, language),
});

/** OneToManyRelationshipMetadata, the same from both ends. */
export const relationshipJson = (relationship: Relationship): Record<string, unknown> => ({
  MetadataId: relationship.metadataId,
  SchemaName: relationship.schemaName,
  RelationshipType: "OneToManyRelationship",
  IsCustomRelationship: relationship.isCustom,
  ReferencedEntity: relationship.referencedTable,
  ReferencedAttribute: relationship.referencedColumn,
  ReferencedEntityNavigationPropertyName: relationship.collection,
  ReferencingEntity: relationship.referencingTable,
  ReferencingAttribute: relationship.referencingColumn,
  ReferencingEntityNavigationPropertyName: relationship.navigation,
  CascadeConfiguration: Object.fromEntries(
    Object.entries(relationship.cascade).map(([name, value]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      value,
    ]),
  ),
});
