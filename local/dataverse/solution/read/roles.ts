import type { Element } from "@xmldom/xmldom";
import { invalidSolutionFile } from "../errors";
import { attribute, child, children, guidOf } from "../xml/elements";
import type { PackagedRole, PrivilegeDepth } from "./types";

const DEPTHS: readonly string[] = ["Basic", "Local", "Deep", "Global"];
const isDepth = (text: string | undefined): text is PrivilegeDepth =>
  text !== undefined && DEPTHS.includes(text);

/** Reads one `<Role>` with its privileges. */
export function readRole(element: Element): PackagedRole {
  const id = guidOf(attribute(element, "id"));
  const name = attribute(element, "name");
  if (id === undefined || name === undefined) throw invalidSolutionFile("a role has no id or no name");
  const privileges = children(child(element, "RolePrivileges"), "RolePrivilege").map((privilege) => {
    const depth = attribute(privilege, "level");
    if (!isDepth(depth)) throw invalidSolutionFile(`role "${name}" has a privilege of level "${depth}"`);
    return { name: attribute(privilege, "name") ?? "", depth };
  });
  return { id, name, privileges };
}
