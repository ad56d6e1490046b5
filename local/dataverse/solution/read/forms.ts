import type { Element } from "@xmldom/xmldom";
import { notImplemented } from "../../errors";
import { invalidSolutionFile } from "../errors";
import { attribute, child, children, guidOf, labelsOf, numberOf, outerXml, textOf } from "../xml/elements";
import type { PackagedForm } from "./types";

/** `<forms type="…">` and the systemform.type it means. */
const FORM_TYPES: Readonly<Record<string, number>> = {
  dashboard: 0,
  main: 2,
  quick: 6,
  quickCreate: 7,
  dialog: 8,
  card: 11,
};

/** Form types that Dataverse has (FormType in CustomizationsSolution.xsd) and the local one does not. */
const UNDONE = new Set([
  "appointmentBook",
  "interactioncentricdashboard",
  "mainInteractionCentric",
  "minicampaignbo",
  "mobile",
  "other",
  "preview",
  "taskBasedForm",
]);

/** Reads `<FormXml>` of a table: every `<systemform>` of every type. */
export const readForms = (formXml: Element | undefined): readonly PackagedForm[] =>
  children(formXml, "forms").flatMap((forms) => {
    const name = attribute(forms, "type") ?? "main";
    if (UNDONE.has(name)) throw notImplemented(`forms of type ${name}`);
    const type = FORM_TYPES[name];
    if (type === undefined) throw invalidSolutionFile(`form type "${name}" is unknown`);
    return children(forms, "systemform").map((form) => readForm(form, type));
  });

const readForm = (element: Element, type: number): PackagedForm => {
  const form = child(element, "form");
  const id = guidOf(textOf(element, "formid"));
  if (form === undefined || id === undefined)
    throw invalidSolutionFile("a systemform has no formid or no form");
  return {
    id,
    type,
    names: labelsOf(element, "LocalizedNames"),
    descriptions: labelsOf(element, "Descriptions"),
    formXml: outerXml(form),
    active: (numberOf(element, "FormActivationState") ?? 1) === 1,
    presentation: numberOf(element, "FormPresentation") ?? 1,
  };
};
