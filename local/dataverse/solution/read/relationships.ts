import type { Element } from "@xmldom/xmldom";
import type { Cascade, CascadeType, ManyToManyInput, RelationshipInput } from "../../metadata/types";
import { attribute, child, children, numberOf, textOf } from "../xml/elements";

/** Role types of `<EntityRelationshipRole>`: 1 the side that holds the lookup, 0 the side looked up. */
const REFERENCING = 1;
const REFERENCED = 0;

export const isManyToMany = (element: Element): boolean =>
  textOf(element, "EntityRelationshipType") === "ManyToMany";

/** Reads a one-to-many `<EntityRelationship>`: the target, navigation properties and cascades of one lookup. */
export function readRelationship(element: Element): RelationshipInput {
  const navigation = navigationOf(element, REFERENCING);
  const collection = navigationOf(element, REFERENCED);
  return {
    schemaName: attribute(element, "Name") ?? "",
    referencingTable: lower(element, "ReferencingEntityName"),
    referencingColumn: lower(element, "ReferencingAttributeName"),
    referencedTable: lower(element, "ReferencedEntityName"),
    ...(navigation === undefined ? {} : { navigation }),
    ...(collection === undefined ? {} : { collection }),
    cascade: cascadeOf(element),
    isCustom: true,
  };
}

/** Reads a many-to-many `<EntityRelationship>`. */
export const readManyToMany = (element: Element): ManyToManyInput => {
  const schemaName = attribute(element, "Name") ?? "";
  const table1 = lower(element, "FirstEntityName");
  const table2 = lower(element, "SecondEntityName");
  return {
    schemaName,
    intersectTable: lower(element, "IntersectEntityName"),
    table1,
    column1: `${table1}id`,
    navigation1: schemaName,
    table2,
    column2: `${table2}id`,
    navigation2: schemaName,
    isCustom: true,
  };
};

const lower = (element: Element, name: string): string => (textOf(element, name) ?? "").toLowerCase();

const navigationOf = (element: Element, roleType: number): string | undefined => {
  const roles = children(child(element, "EntityRelationshipRoles"), "EntityRelationshipRole");
  const role = roles.find((one) => numberOf(one, "RelationshipRoleType") === roleType);
  return textOf(role, "NavigationPropertyName");
};

const cascadeOf = (element: Element): Partial<Cascade> => {
  const of = (name: string): CascadeType | undefined => textOf(element, name) as CascadeType | undefined;
  const cascades = {
    assign: of("CascadeAssign"),
    delete: of("CascadeDelete"),
    reparent: of("CascadeReparent"),
    share: of("CascadeShare"),
    unshare: of("CascadeUnshare"),
  };
  return Object.fromEntries(Object.entries(cascades).filter(([, value]) => value !== undefined));
};
