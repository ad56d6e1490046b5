import type { Kernel, StoredValue } from "../../contracts";
import { outerXml } from "../xml/elements";
import { parseXml } from "../xml/parse";
import { textIn } from "../xml/elements";
import type { PackagedControl, PackagedTable, PackagedWebResource, SolutionPackage } from "../read/types";
import { componentId } from "./ids";
import type { ComponentRow } from "./component-row";

const MAIN_FORM = 2;

/** What every component row says of its solution. */
export interface Ownership {
  readonly solutionid: string;
  readonly ismanaged: boolean;
}

/** Forms, views and the ribbon of a table. */
export function tableRows(kernel: Kernel, table: PackagedTable, owner: Ownership): readonly ComponentRow[] {
  const language = kernel.organization.baseLanguage;
  const publishedWith = { kind: "table", name: table.logicalName } as const;
  const firstMain = table.forms.find((form) => form.type === MAIN_FORM);
  const forms = table.forms.map((form): ComponentRow => ({
    table: "systemform",
    id: form.id,
    componentType: 60,
    publishedWith,
    values: {
      formid: form.id,
      name: textIn(form.names, language) ?? table.logicalName,
      description: textIn(form.descriptions, language) ?? null,
      formxml: form.formXml,
      type: form.type,
      objecttypecode: table.logicalName,
      formactivationstate: form.active ? 1 : 0,
      formpresentation: form.presentation,
      isdefault: table.defines && form === firstMain,
      ...owner,
    },
  }));
  const views = table.views.map((view): ComponentRow => ({
    table: "savedquery",
    id: view.id,
    componentType: 26,
    publishedWith,
    values: {
      savedqueryid: view.id,
      name: textIn(view.names, language) ?? table.logicalName,
      description: textIn(view.descriptions, language) ?? null,
      fetchxml: view.fetchXml,
      layoutxml: view.layoutXml,
      querytype: view.queryType,
      returnedtypecode: table.logicalName,
      isdefault: view.isDefault,
      isquickfindquery: view.isQuickFind,
      isprivate: false,
      statecode: 0,
      statuscode: 1,
      ...owner,
    },
  }));
  return [...forms, ...views, ...ribbonRows(table.logicalName, table.ribbon, owner.solutionid)];
}

/** RibbonDiffXml of a table, or of the application (no table). */
export const ribbonRows = (
  table: string,
  ribbon: string | undefined,
  solutionId: string,
): readonly ComponentRow[] => {
  if (ribbon === undefined) return [];
  const id = componentId("ribbon", `${solutionId}:${table}`);
  return [
    {
      table: "ribbondiff",
      id,
      publishedWith: table === "" ? { kind: "ribbon", name: "" } : { kind: "table", name: table },
      values: {
        ribbondiffid: id,
        entity: table === "" ? null : table,
        rdx: outerXml(parseXml(ribbon, "ribbon")),
        solutionid: solutionId,
      },
    },
  ];
};

export const webResourceRow = (one: PackagedWebResource, owner: Ownership): ComponentRow => ({
  table: "webresource",
  id: one.id,
  componentType: 61,
  publishedWith: { kind: "webresource", name: one.id },
  values: {
    webresourceid: one.id,
    name: one.name,
    displayname: one.displayName ?? one.name,
    description: one.description ?? null,
    webresourcetype: one.type,
    languagecode: one.languageCode ?? null,
    dependencyxml: one.dependencyXml ?? null,
    content: Buffer.from(one.content).toString("base64"),
    ...owner,
  },
});

/** A control and its files. */
export function controlRows(kernel: Kernel, one: PackagedControl, owner: Ownership): readonly ComponentRow[] {
  const id = componentId("control", one.name);
  const publishedWith = { kind: "control", name: one.name } as const;
  return [
    {
      table: "customcontrol",
      id,
      componentType: 66,
      publishedWith,
      values: { customcontrolid: id, name: one.name, manifest: one.manifest, version: one.version, ...owner },
    },
    ...[...one.files].map(([path, bytes]): ComponentRow => {
      const resource = componentId("control-file", `${one.name}/${path}`);
      const values: Record<string, StoredValue> = {
        customcontrolresourceid: resource,
        name: `${one.name}/${path}`,
        content: Buffer.from(bytes).toString("base64"),
        customcontrolid: kernel.store.reference("customcontrol", id),
      };
      return { table: "customcontrolresource", id: resource, publishedWith, values };
    }),
  ];
}

/** Site maps, apps with their components and roles. */
export function appRows(
  kernel: Kernel,
  solution: SolutionPackage,
  owner: Ownership,
): readonly ComponentRow[] {
  const language = kernel.organization.baseLanguage;
  const siteMaps = solution.siteMaps.map((one): ComponentRow => {
    const id = componentId("sitemap", one.uniqueName);
    return {
      table: "sitemap",
      id,
      componentType: 62,
      publishedWith: { kind: "sitemap", name: id },
      values: {
        sitemapid: id,
        sitemapname: textIn(one.names, language) ?? one.uniqueName,
        sitemapnameunique: one.uniqueName,
        sitemapxml: one.xml,
        isappaware: true,
        ...owner,
      },
    };
  });
  const apps = solution.apps.flatMap((app): readonly ComponentRow[] => {
    const id = componentId("app", app.uniqueName);
    const publishedWith = { kind: "app", name: id } as const;
    const row: ComponentRow = {
      table: "appmodule",
      id,
      componentType: 80,
      publishedWith,
      values: {
        appmoduleid: id,
        appmoduleidunique: id,
        name: textIn(app.names, language) ?? app.uniqueName,
        uniquename: app.uniqueName,
        description: textIn(app.descriptions, language) ?? null,
        webresourceid: app.webResourceId ?? null,
        formfactor: app.formFactor,
        clienttype: app.clientType,
        navigationtype: app.navigationType,
        isfeatured: false,
        isdefault: false,
        statecode: 0,
        statuscode: 1,
        ...owner,
      },
    };
    const components = app.components.map(({ type, schemaName, id: given }): ComponentRow => {
      const component = componentId(
        "app-component",
        `${app.uniqueName}:${type}:${schemaName ?? given ?? ""}`,
      );
      return {
        table: "appmodulecomponent",
        id: component,
        publishedWith,
        values: {
          appmodulecomponentid: component,
          appmoduleidunique: kernel.store.reference("appmodule", id),
          componenttype: type,
          objectid: given ?? objectId(kernel, type, schemaName ?? ""),
        },
      };
    });
    const roles = app.roles.map((role): ComponentRow => {
      const link = componentId("app-role", `${app.uniqueName}:${role}`);
      return {
        table: "appmoduleroles",
        id: link,
        publishedWith,
        values: { appmoduleroleid: link, appmoduleid: id, roleid: role },
      };
    });
    return [row, ...components, ...roles];
  });
  return [...siteMaps, ...apps];
}

/** objectid of a component named by schema name: a table's metadata id, a site map's row id. */
const objectId = (kernel: Kernel, type: number, name: string): string =>
  type === 1 ? (kernel.model.table(name.toLowerCase())?.metadataId ?? "") : componentId("sitemap", name);
