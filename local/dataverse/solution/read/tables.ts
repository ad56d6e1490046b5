import type { Element } from "@xmldom/xmldom";
import type { KeyInput, Ownership, TableInput } from "../../metadata/types";
import { attribute, child, children, descendants, flagOf, labelsOf, outerXml, textOf } from "../xml/elements";
import { isPrimaryName, readColumn } from "./columns";
import { readForms } from "./forms";
import type { PackagedTable } from "./types";
import { readViews } from "./views";

const OWNERSHIP: Readonly<Record<string, Ownership>> = {
  UserOwned: "UserOwned",
  OrgOwned: "OrganizationOwned",
  BusinessOwned: "BusinessOwned",
  None: "None",
};

/** Reads one `<Entity>` of customizations.xml: a table of its own, or what the solution adds to one that exists. */
export function readTable(element: Element): PackagedTable {
  const entity = child(child(element, "EntityInfo"), "entity");
  const name = child(element, "Name");
  const schemaName = (entity && attribute(entity, "Name")) ?? name?.textContent?.trim() ?? "";
  const logicalName = schemaName.toLowerCase();
  const ownership = textOf(entity, "OwnershipTypeMask");
  const ribbon = child(element, "RibbonDiffXml");
  return {
    logicalName,
    defines: ownership !== undefined,
    input: {
      logicalName,
      columns: children(child(entity, "attributes"), "attribute").map(readColumn),
      keys: children(child(entity, "EntityKeys"), "EntityKey").map(readKey),
      ...(entity !== undefined && ownership !== undefined ? definition(entity, schemaName, ownership) : {}),
    },
    forms: readForms(child(element, "FormXml")),
    views: readViews(child(element, "SavedQueries")),
    ...(ribbon !== undefined && children(ribbon).length > 0 ? { ribbon: outerXml(ribbon) } : {}),
  };
}

/** What only the file that defines a table says. */
const definition = (entity: Element, schemaName: string, ownership: string): Partial<TableInput> => {
  const entitySet = textOf(entity, "EntitySetName");
  const icon = textOf(entity, "IconVectorName") ?? "";
  const attributes = children(child(entity, "attributes"), "attribute");
  const primaryName = attributes.find(isPrimaryName);
  const primaryId = attributes.find((one) => textOf(one, "Type") === "primarykey");
  return {
    schemaName,
    ...(entitySet === undefined ? {} : { entitySet }),
    displayName: labelsOf(entity, "LocalizedNames"),
    displayCollectionName: labelsOf(entity, "LocalizedCollectionNames"),
    description: labelsOf(entity, "Descriptions"),
    ...(primaryId === undefined ? {} : { primaryId: textOf(primaryId, "LogicalName") ?? "" }),
    ...(primaryName === undefined ? {} : { primaryName: textOf(primaryName, "LogicalName") ?? "" }),
    ownership: OWNERSHIP[ownership] ?? "None",
    isActivity: flagOf(entity, "IsActivity") ?? false,
    isCustom: true,
    changeTracking: flagOf(entity, "ChangeTrackingEnabled") ?? false,
    ...(icon === "" ? {} : { icon }),
    bulk: true,
  };
};

const readKey = (element: Element): KeyInput => ({
  schemaName: textOf(element, "Name") ?? "",
  logicalName: textOf(element, "LogicalName") ?? (textOf(element, "Name") ?? "").toLowerCase(),
  displayName: labelsOf(element, "displaynames"),
  columns: descendants(element, "AttributeName").map((one) => (one.textContent ?? "").trim().toLowerCase()),
  isCustom: true,
});
