import type { Element } from "@xmldom/xmldom";
import {
  boundToNothing,
  formFactorsMissing,
  importFailed,
  incompleteForm,
  labelMissing,
  requiredPropertyMissing,
  unknownControl,
} from "../errors";
import type { PackagedForm } from "../read/types";
import { attribute, child, children, descendants, guidOf, labelsOf } from "../xml/elements";
import { parseXml } from "../xml/parse";
import { checkClass } from "./control-classes";
import type { Environment } from "./environment";

/** Form factors a custom control must be declared for: phone, tablet, web (facts: forms, "PCF bound to a column"). */
const FORM_FACTORS = [0, 1, 2];

/** Checks a form as the platform does when it is written. */
export function checkForm(environment: Environment, table: string, form: PackagedForm): void {
  const root = parseXml(form.formXml, `form ${form.id}`);
  const tabs = child(root, "tabs");
  if (tabs === undefined || children(tabs, "tab").length === 0) throw incompleteForm(form.id, "tabs");
  checkIds(root, form);
  for (const part of ["tab", "section", "cell"]) {
    for (const element of descendants(root, part)) checkLabel(environment, element, form);
  }
  for (const control of descendants(root, "control")) {
    checkColumn(environment, table, control, form);
    checkClass(environment, table, control, form);
  }
  for (const description of descendants(root, "controlDescription"))
    checkControl(environment, table, description, root, form);
  checkLibraries(environment, root, form);
}

const checkIds = (root: Element, form: PackagedForm): void => {
  const seen = new Set<string>();
  for (const part of ["tab", "section", "cell"]) {
    for (const element of descendants(root, part)) {
      const id = guidOf(attribute(element, "id"));
      if (id === undefined) continue;
      if (seen.has(id)) throw importFailed(`the id ${id} occurs twice in form ${form.id}`, form.id);
      seen.add(id);
    }
  }
};

/** Anything that shows a label needs it in the base language. */
const checkLabel = (environment: Environment, element: Element, form: PackagedForm): void => {
  if (child(element, "labels") === undefined) return;
  const label = labelsOf(element, "labels")[environment.baseLanguage];
  if (label === undefined)
    throw labelMissing(
      `${element.nodeName} ${attribute(element, "id") ?? ""} of form ${form.id}`,
      environment.baseLanguage,
    );
};

const checkColumn = (environment: Environment, table: string, control: Element, form: PackagedForm): void => {
  const column = attribute(control, "datafieldname");
  if (column !== undefined && environment.column(table, column) === undefined)
    throw importFailed(`form ${form.id} shows the column ${table}.${column}, which does not exist`, form.id);
};

const checkControl = (
  environment: Environment,
  table: string,
  description: Element,
  root: Element,
  form: PackagedForm,
): void => {
  const uniqueId = guidOf(attribute(description, "forControl"));
  const owner = descendants(root, "control").find((one) => guidOf(attribute(one, "uniqueid")) === uniqueId);
  if (owner === undefined)
    throw importFailed(
      `form ${form.id} describes the control {${uniqueId ?? ""}}, which is not on it`,
      form.id,
    );
  const custom = children(description, "customControl").filter((one) => attribute(one, "name") !== undefined);
  if (custom.length === 0) return;
  const declared = new Set(custom.map((one) => Number(attribute(one, "formFactor"))));
  const missing = FORM_FACTORS.filter((factor) => !declared.has(factor));
  if (missing.length > 0) throw formFactorsMissing(missing, uniqueId ?? "");
  for (const one of custom) checkParameters(environment, table, one);
};

const checkParameters = (environment: Environment, table: string, control: Element): void => {
  const name = attribute(control, "name") ?? "";
  const properties = environment.controlProperties(name);
  if (properties === undefined) throw unknownControl(name);
  const parameters = children(child(control, "parameters"));
  for (const { name: property, required } of properties) {
    if (required && !parameters.some((one) => one.nodeName === property))
      throw requiredPropertyMissing(property, name);
  }
  for (const parameter of parameters) {
    if (attribute(parameter, "static") === "true" || parameter.nodeName === "data-set") continue;
    const column = parameter.textContent?.trim() ?? "";
    if (environment.column(table, column) === undefined) throw boundToNothing(parameter.nodeName, name);
  }
};

const checkLibraries = (environment: Environment, root: Element, form: PackagedForm): void => {
  const libraries = new Set(descendants(root, "Library").map((one) => attribute(one, "name") ?? ""));
  for (const name of libraries) {
    if (!environment.hasWebResource(name))
      throw importFailed(`form ${form.id} uses the web resource ${name}, which does not exist`, form.id);
  }
  for (const handler of descendants(root, "Handler")) {
    const name = attribute(handler, "libraryName") ?? "";
    if (!libraries.has(name))
      throw importFailed(
        `form ${form.id} calls ${attribute(handler, "functionName") ?? ""} of ${name}, which is none of its libraries`,
        form.id,
      );
  }
};
