import type { Element } from "@xmldom/xmldom";
import { join } from "node:path";
import { filesBelow, foldersIn } from "../solution/files";
import { attribute, child, children, readXml, textOf } from "../solution/xml";
import type { KeyModel, LookupModel, TableModel } from "./model";

const PREFIX = "wave_";

/** What the platform calls the standard tables that we extend (their own folders hold only our columns). */
const STANDARD: Record<string, Pick<TableModel, "entitySet" | "primaryId" | "primaryName">> = {
  account: { entitySet: "accounts", primaryId: "accountid", primaryName: "name" },
  contact: { entitySet: "contacts", primaryId: "contactid", primaryName: "fullname" },
  email: { entitySet: "emails", primaryId: "activityid", primaryName: "subject" },
};

interface Relationship {
  readonly table: string;
  readonly column: string;
  readonly nav: string;
  readonly target: string;
}

/** Reads every table of the solution's source; throws when a lookup has no relationship or a column no type. */
export function readTables(source: string): TableModel[] {
  const relationships = readRelationships(source);
  return foldersIn(join(source, "Entities")).map((folder) =>
    readTable(readXml(join(source, "Entities", folder, "Entity.xml")), relationships),
  );
}

function readTable(file: Element, relationships: readonly Relationship[]): TableModel {
  const entity = child(file, "EntityInfo", "entity");
  if (!entity) throw new Error("Entity.xml without EntityInfo/entity");
  const schemaName = attribute(entity, "Name");
  const logicalName = schemaName.toLowerCase();
  const own = children(child(entity, "attributes") ?? entity, "attribute").filter((column) =>
    textOf(column, "LogicalName").startsWith(PREFIX),
  );
  const plain = own.filter((column) => !["lookup", "primarykey"].includes(textOf(column, "Type")));
  const names = (column: Element): [string, string] => [short(column), textOf(column, "LogicalName")];
  const texts = plain.filter((column) => textOf(column, "MaxLength") !== "");
  return {
    key: keyOf(schemaName),
    logicalName,
    ...(STANDARD[logicalName] ?? {
      entitySet: textOf(entity, "EntitySetName"),
      ...(textOf(entity, "IsActivity") === "1"
        ? { primaryId: "activityid", primaryName: "subject" }
        : { primaryId: `${logicalName}id`, primaryName: `${PREFIX}name` }),
    }),
    columns: plain.map(names),
    maxLength: texts.map((column) => [short(column), Number(textOf(column, "MaxLength"))]),
    lookups: own
      .filter((column) => textOf(column, "Type") === "lookup")
      .map((column) => readLookup(schemaName, column, relationships)),
    keys: children(child(entity, "EntityKeys") ?? entity, "EntityKey").map(readKey),
  };
}

function readLookup(table: string, column: Element, relationships: readonly Relationship[]): LookupModel {
  const logicalName = textOf(column, "LogicalName");
  const found = relationships.filter((it) => it.table === table && it.column.toLowerCase() === logicalName);
  if (!found[0]) throw new Error(`${table}.${logicalName}: no relationship in Other/Relationships`);
  return {
    key: short(column),
    column: logicalName,
    nav: found[0].nav,
    targets: found.map((it) => it.target.toLowerCase()),
  };
}

function readKey(key: Element): KeyModel {
  const columns = children(child(key, "EntityKeyAttributes") ?? key, "AttributeName");
  return {
    key: keyOf(textOf(key, "Name")),
    name: textOf(key, "LogicalName"),
    columns: columns.map((column) => column.textContent ?? ""),
  };
}

function readRelationships(source: string): Relationship[] {
  const folder = join(source, "Other", "Relationships");
  return filesBelow(folder).flatMap((file) =>
    children(readXml(join(folder, file)), "EntityRelationship").map((relationship) => ({
      table: textOf(relationship, "ReferencingEntityName"),
      column: textOf(relationship, "ReferencingAttributeName"),
      target: textOf(relationship, "ReferencedEntityName"),
      nav: textOf(
        relationship,
        "EntityRelationshipRoles",
        "EntityRelationshipRole",
        "NavigationPropertyName",
      ),
    })),
  );
}

const short = (column: Element): string => textOf(column, "LogicalName").slice(PREFIX.length);

/** `wave_UserMapping` -> `userMapping`, `Contact` -> `contact`. */
function keyOf(schemaName: string): string {
  const name = schemaName.startsWith(PREFIX) ? schemaName.slice(PREFIX.length) : schemaName;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
