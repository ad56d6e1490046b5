import type { MetadataModel } from "../../metadata/model";
import type { ManyToManyInput, RelationshipInput, TableInput } from "../../metadata/types";
import * as interfaceTables from "./interface";
import * as messageTables from "./messages";
import * as solutionTables from "./solutions";

/** A lookup of a platform table: its navigation property is the lower-case logical name (facts: custom API, "Nav-property names"). */
const to = (
  referencingTable: string,
  referencingColumn: string,
  referencedTable: string,
  schemaName: string,
  more: Partial<RelationshipInput> = {},
): RelationshipInput => ({
  schemaName,
  referencingTable,
  referencingColumn,
  referencedTable,
  navigation: referencingColumn,
  ...more,
});

const CASCADE = { cascade: { delete: "Cascade" as const } };

const relationships: readonly RelationshipInput[] = [
  to("solution", "publisherid", "publisher", "publisher_solution"),
  to("solutioncomponent", "solutionid", "solution", "solution_solutioncomponent", CASCADE),
  to(
    "asyncoperation",
    "owningextensionid",
    "sdkmessageprocessingstep",
    "SdkMessageProcessingStep_AsyncOperations",
  ),
  to("appmodulecomponent", "appmoduleidunique", "appmodule", "appmodule_appmodulecomponent", CASCADE),
  to("customcontrolresource", "customcontrolid", "customcontrol", "customcontrol_resource", CASCADE),
  to("sdkmessagefilter", "sdkmessageid", "sdkmessage", "sdkmessageid_sdkmessagefilter"),
  to("sdkmessageprocessingstep", "sdkmessageid", "sdkmessage", "sdkmessageid_sdkmessageprocessingstep"),
  to(
    "sdkmessageprocessingstep",
    "sdkmessagefilterid",
    "sdkmessagefilter",
    "sdkmessagefilterid_sdkmessageprocessingstep",
  ),
  to(
    "sdkmessageprocessingstep",
    "impersonatinguserid",
    "systemuser",
    "impersonatinguserid_sdkmessageprocessingstep",
  ),
  to("sdkmessageprocessingstep", "plugintypeid", "plugintype", "plugintypeid_sdkmessageprocessingstep"),
  // Polymorphic: one navigation property for each target.
  to(
    "sdkmessageprocessingstep",
    "eventhandler",
    "serviceendpoint",
    "serviceendpoint_sdkmessageprocessingstep",
    {
      navigation: "eventhandler_serviceendpoint",
      ...CASCADE,
    },
  ),
  to("sdkmessageprocessingstep", "eventhandler", "plugintype", "plugintype_sdkmessageprocessingstep", {
    navigation: "eventhandler_plugintype",
  }),
  to(
    "sdkmessageprocessingstepimage",
    "sdkmessageprocessingstepid",
    "sdkmessageprocessingstep",
    "sdkmessageprocessingstepid_sdkmessageprocessingstepimage",
    CASCADE,
  ),
  // The Custom API tables came later: their navigation properties have the casing of the schema name.
  to("customapi", "sdkmessageid", "sdkmessage", "sdkmessage_customapi", { navigation: "SdkMessageId" }),
  to("customapi", "plugintypeid", "plugintype", "plugintype_customapi", { navigation: "PluginTypeId" }),
  to("customapirequestparameter", "customapiid", "customapi", "customapi_customapirequestparameter", {
    navigation: "CustomAPIId",
    collection: "CustomAPIRequestParameters",
    ...CASCADE,
  }),
  to("customapiresponseproperty", "customapiid", "customapi", "customapi_customapiresponseproperty", {
    navigation: "CustomAPIId",
    collection: "CustomAPIResponseProperties",
    ...CASCADE,
  }),
];

const manyToMany: readonly ManyToManyInput[] = [
  {
    schemaName: "appmoduleroles_association",
    intersectTable: "appmoduleroles",
    table1: "appmodule",
    column1: "appmoduleid",
    navigation1: "appmoduleroles_association",
    table2: "role",
    column2: "roleid",
    navigation2: "appmoduleroles_association",
  },
];

/** Tables the platform keeps its own parts in; a solution import fills them. */
export const platformTables: readonly TableInput[] = [
  ...Object.values(solutionTables),
  ...Object.values(interfaceTables),
  ...Object.values(messageTables),
];

/** Teaches the model the tables of solutions, forms, views, messages and steps. */
export function addPlatformTables(model: MetadataModel): void {
  for (const table of platformTables) model.addTable(table);
  for (const relationship of relationships) model.addRelationship(relationship);
  for (const relationship of manyToMany) model.addManyToMany(relationship);
}
