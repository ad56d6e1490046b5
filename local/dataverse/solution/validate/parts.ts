import { importFailed } from "../errors";
import type { PackagedApp, PackagedView } from "../read/types";
import { attribute, descendants } from "../xml/elements";
import { parseXml } from "../xml/parse";
import { isSafePath } from "../zip/safe-path";
import type { Environment } from "./environment";

const WEB_RESOURCE_TYPES = { min: 1, max: 12 };

export function checkWebResources({ solution }: Environment): void {
  const prefix = `${solution.manifest.publisher.prefix}_`;
  for (const { name, type } of solution.webResources) {
    if (!name.startsWith(prefix) || !isSafePath(name))
      throw importFailed(`the name of web resource ${name} is not valid`, name);
    if (type < WEB_RESOURCE_TYPES.min || type > WEB_RESOURCE_TYPES.max)
      throw importFailed(`web resource ${name} is of the unknown type ${type}`, name);
  }
  for (const { name } of solution.controls) {
    if (!name.startsWith(prefix))
      throw importFailed(`the name of control ${name} does not begin with ${prefix}`, name);
  }
}

/** A view asks for columns that exist, and shows columns it asks for. */
export function checkView(environment: Environment, table: string, view: PackagedView): void {
  const fetch = parseXml(view.fetchXml, `view ${view.id}`);
  const [entity] = descendants(fetch, "entity");
  if (entity === undefined || attribute(entity, "name") !== table)
    throw importFailed(`view ${view.id} is kept with ${table} but asks for another table`, view.id);
  for (const element of [...descendants(fetch, "entity"), ...descendants(fetch, "link-entity")]) {
    const of = attribute(element, "name") ?? "";
    if (!environment.hasTable(of))
      throw importFailed(`view ${view.id} asks for the table ${of}, which does not exist`, view.id);
    for (const kind of ["attribute", "condition", "order"]) {
      for (const part of descendants(element, kind)) {
        if (ownerOf(part) !== element) continue;
        const column = attribute(part, kind === "attribute" ? "name" : "attribute");
        if (column !== undefined && environment.column(of, column) === undefined)
          throw importFailed(`view ${view.id} asks for ${of}.${column}, which does not exist`, view.id);
      }
    }
  }
  const asked = new Set(
    descendants(fetch, "attribute").map((one) => attribute(one, "alias") ?? attribute(one, "name")),
  );
  for (const cell of view.layoutXml === ""
    ? []
    : descendants(parseXml(view.layoutXml, `view ${view.id}`), "cell")) {
    const name = attribute(cell, "name") ?? "";
    if (!name.includes(".") && !asked.has(name))
      throw importFailed(`view ${view.id} shows the column ${name} but does not ask for it`, view.id);
  }
}

/** The entity or link-entity an element stands in, however deep the filters are. */
const ownerOf = (element: ReturnType<typeof parseXml>): unknown => {
  let at = element.parentNode;
  while (at !== null && at.nodeName !== "entity" && at.nodeName !== "link-entity") at = at.parentNode;
  return at;
};

/** `$webresource:` and `$LocLabels:` must lead somewhere. */
export function checkRibbon(environment: Environment, table: string, ribbon: string): void {
  const root = parseXml(ribbon, `ribbon of ${table}`);
  const labels = new Set(descendants(root, "LocLabel").map((one) => attribute(one, "Id")));
  for (const element of descendants(root, "*")) {
    for (const { value } of Array.from(element.attributes)) {
      const resource = /^\$webresource:(.+)$/i.exec(value)?.[1];
      const label = /^\$LocLabels:(.+)$/i.exec(value)?.[1];
      if (resource !== undefined && !environment.hasWebResource(resource))
        throw importFailed(
          `the ribbon of ${table} uses the web resource ${resource}, which does not exist`,
          table,
        );
      if (label !== undefined && !labels.has(label))
        throw importFailed(`the ribbon of ${table} uses the label ${label}, which it does not define`, table);
    }
  }
}

export function checkRoles(environment: Environment): void {
  for (const role of environment.solution.roles) {
    for (const { name } of role.privileges) {
      if (!environment.hasPrivilege(name))
        throw importFailed(`role ${role.name} names the privilege ${name}, which does not exist`, role.id);
    }
  }
}

export function checkSiteMaps(environment: Environment): void {
  for (const { uniqueName, tables } of environment.solution.siteMaps) {
    const unknown = tables.find((table) => !environment.hasTable(table));
    if (unknown !== undefined)
      throw importFailed(
        `site map ${uniqueName} shows the table ${unknown}, which does not exist`,
        uniqueName,
      );
  }
}

/** Components of an app: tables, views, forms, its site map, the roles that may use it. */
export function checkApp(environment: Environment, app: PackagedApp): void {
  const { solution } = environment;
  const has = (type: number, name: string): boolean => {
    switch (type) {
      case 1:
        return environment.hasTable(name.toLowerCase());
      case 26:
        return (
          solution.tables.some((table) => table.views.some((view) => view.id === name)) ||
          environment.hasRow("savedquery", name)
        );
      case 60:
        return (
          solution.tables.some((table) => table.forms.some((form) => form.id === name)) ||
          environment.hasRow("systemform", name)
        );
      case 62:
        return solution.siteMaps.some((siteMap) => siteMap.uniqueName === name);
      default:
        return false;
    }
  };
  for (const { type, schemaName, id } of app.components) {
    const name = schemaName ?? id ?? "";
    if (!has(type, name))
      throw importFailed(
        `app ${app.uniqueName} names component type ${type} "${name}", which does not exist`,
        app.uniqueName,
      );
  }
  for (const role of app.roles) {
    if (!solution.roles.some(({ id }) => id === role) && !environment.hasRow("role", role))
      throw importFailed(
        `app ${app.uniqueName} names the role ${role}, which does not exist`,
        app.uniqueName,
      );
  }
}
