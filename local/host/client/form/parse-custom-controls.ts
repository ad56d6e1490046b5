import { attribute, child, children, flag, text } from "../util/xml";
import type { CustomControlDefinition, CustomParameter } from "./definition";

/** FormXml's form factors: 0 phone, 1 tablet, 2 web. */
const WEB = "2";

/** Subgrid controls carry a `<data-set>`; its children are flattened to `dataset.ViewId` and so on. */
function parseParameters(parent: Element | undefined): Record<string, CustomParameter> {
  const result: Record<string, CustomParameter> = {};
  for (const element of children(parent)) {
    const name = attribute(element, "name");
    if (element.tagName === "data-set" && name) {
      for (const part of children(element)) {
        result[`${name}.${part.tagName}`] = { value: text(part) ?? "", static: true };
      }
      continue;
    }
    const type = attribute(element, "type");
    result[element.tagName] = {
      value: text(element) ?? "",
      static: flag(element, "static"),
      ...(type ? { type } : {}),
    };
  }
  return result;
}

/** `<controlDescriptions>`: the custom control for the web, by the cell control's `uniqueid` (upper case, bare). */
export function parseCustomControls(root: Element | undefined): ReadonlyMap<string, CustomControlDefinition> {
  const found = new Map<string, CustomControlDefinition>();
  for (const description of children(root, "controlDescription")) {
    const web = children(description, "customControl").find(
      (control) => attribute(control, "name") && attribute(control, "formFactor") === WEB,
    );
    const name = attribute(web, "name");
    if (!web || !name) continue;
    const key = (attribute(description, "forControl") ?? "").replace(/[{}]/g, "").toUpperCase();
    found.set(key, { name, parameters: parseParameters(child(web, "parameters")) });
  }
  return found;
}
