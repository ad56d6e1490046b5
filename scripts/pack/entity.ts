import type { Element } from "@xmldom/xmldom";
import { child, children } from "../solution/xml";
import { pathsLike, xmlAt, type SolutionFiles } from "./files";

/** The `<Entity>` node of one table folder: Entity.xml with its forms, views and ribbon in their places. */
export function packEntity(files: SolutionFiles, folder: string): Element {
  const at = `Entities/${folder}`;
  const entity = xmlAt(files, `${at}/Entity.xml`);
  fillForms(files, at, entity);
  fillViews(files, at, entity);
  if (files.has(`${at}/RibbonDiff.xml`)) {
    replace(entity, "RibbonDiffXml", xmlAt(files, `${at}/RibbonDiff.xml`));
  }
  return entity;
}

/** FormXml/<type>/{id}.xml become <FormXml><forms type="<type>"><systemform>…, one <forms> a type. */
function fillForms(files: SolutionFiles, at: string, entity: Element): void {
  const paths = pathsLike(files, new RegExp(`^${at}/FormXml/[^/]+/[^/]+\\.xml$`));
  const types = [...new Set(paths.map((path) => path.split("/")[3] ?? ""))];
  for (const type of types) {
    const forms = entity.ownerDocument!.createElement("forms");
    forms.setAttribute("type", type);
    for (const path of paths.filter((it) => it.startsWith(`${at}/FormXml/${type}/`))) {
      children(xmlAt(files, path), "systemform").forEach((form) => forms.appendChild(form));
    }
    place(entity, "FormXml", at).appendChild(forms);
  }
}

/** SavedQueries/{id}.xml become <SavedQueries><savedqueries><savedquery>…. */
function fillViews(files: SolutionFiles, at: string, entity: Element): void {
  const paths = pathsLike(files, new RegExp(`^${at}/SavedQueries/[^/]+\\.xml$`));
  if (paths.length === 0) return;
  const all = entity.ownerDocument!.createElement("savedqueries");
  for (const path of paths) {
    children(xmlAt(files, path), "savedquery").forEach((view) => all.appendChild(view));
  }
  place(entity, "SavedQueries", at).appendChild(all);
}

function place(entity: Element, tag: string, at: string): Element {
  const found = child(entity, tag);
  if (!found) throw new Error(`${at}/Entity.xml has no <${tag} /> to fill`);
  return found;
}

function replace(entity: Element, tag: string, by: Element): void {
  by.removeAttribute("xmlns:xsi");
  entity.replaceChild(by, place(entity, tag, "this table"));
}
