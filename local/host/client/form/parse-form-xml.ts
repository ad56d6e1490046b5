import { attribute, child, children, descend, flag, parseXml, text } from "../util/xml";
import { labelOf } from "../util/labels";
import { parseCustomControls } from "./parse-custom-controls";
import type {
  CellDefinition,
  ControlDefinition,
  CustomControlDefinition,
  FormDefinition,
  HandlerDefinition,
  SectionDefinition,
  TabDefinition,
} from "./definition";

type CustomControls = ReadonlyMap<string, CustomControlDefinition>;

const bare = (value: string | undefined) => (value ?? "").replace(/[{}]/g, "").toUpperCase();

function parseControl(element: Element, custom: CustomControls): ControlDefinition {
  const column = attribute(element, "datafieldname");
  const replaced = custom.get(bare(attribute(element, "uniqueid")));
  return {
    id: attribute(element, "id") ?? "",
    classId: bare(attribute(element, "classid")),
    ...(column ? { column } : {}),
    disabled: flag(element, "disabled"),
    parameters: Object.fromEntries(
      children(child(element, "parameters")).map((p) => [p.tagName, text(p) ?? ""]),
    ),
    ...(replaced ? { custom: replaced } : {}),
  };
}

function parseCell(element: Element, lcid: number, custom: CustomControls): CellDefinition {
  const control = child(element, "control");
  return {
    id: attribute(element, "id") ?? "",
    label: labelOf(child(element, "labels"), lcid),
    showLabel: flag(element, "showlabel", true),
    visible: flag(element, "visible", true),
    colspan: Number(attribute(element, "colspan") ?? 1),
    rowspan: Number(attribute(element, "rowspan") ?? 1),
    ...(control ? { control: parseControl(control, custom) } : {}),
  };
}

const parseRows = (parent: Element | undefined, lcid: number, custom: CustomControls): CellDefinition[][] =>
  children(child(parent, "rows"), "row").map((row) =>
    children(row, "cell").map((c) => parseCell(c, lcid, custom)),
  );

function parseSection(element: Element, lcid: number, custom: CustomControls): SectionDefinition {
  // `columns` is written as a count ("2") or as one digit a column ("11").
  const columns = attribute(element, "columns") ?? "1";
  return {
    id: attribute(element, "id") ?? "",
    name: attribute(element, "name") ?? "",
    label: labelOf(child(element, "labels"), lcid) ?? "",
    showLabel: flag(element, "showlabel", true),
    visible: flag(element, "visible", true),
    columns: /^1+$/.test(columns) ? columns.length : Number(columns),
    rows: parseRows(element, lcid, custom),
  };
}

function parseTab(element: Element, lcid: number, custom: CustomControls): TabDefinition {
  return {
    id: attribute(element, "id") ?? "",
    name: attribute(element, "name") ?? "",
    label: labelOf(child(element, "labels"), lcid) ?? "",
    visible: flag(element, "visible", true),
    columns: children(child(element, "columns"), "column").map((column) => ({
      width: attribute(column, "width") ?? "100%",
      sections: children(child(column, "sections"), "section").map((s) => parseSection(s, lcid, custom)),
    })),
  };
}

function parseHandlers(events: Element | undefined): HandlerDefinition[] {
  return children(events, "event").flatMap((event) =>
    children(child(event, "Handlers"), "Handler").map((handler) => {
      const column = attribute(event, "attribute");
      return {
        event: (attribute(event, "name") ?? "").toLowerCase(),
        ...(column ? { column } : {}),
        functionName: attribute(handler, "functionName") ?? "",
        library: attribute(handler, "libraryName") ?? "",
        enabled: flag(handler, "enabled", true) && flag(event, "active", true),
        passContext: flag(handler, "passExecutionContext"),
        parameters: attribute(handler, "parameters") ?? "",
      };
    }),
  );
}

/** Reads FormXml with the labels of `lcid` (base language where one is missing). */
export function parseFormXml(xml: string, lcid: number): FormDefinition {
  const form = parseXml(xml).documentElement;
  const custom = parseCustomControls(child(form, "controlDescriptions"));
  return {
    tabs: children(child(form, "tabs"), "tab").map((tab) => parseTab(tab, lcid, custom)),
    header: parseRows(child(form, "header"), lcid, custom).flat(),
    footer: parseRows(child(form, "footer"), lcid, custom).flat(),
    libraries: children(descend(form, "formLibraries"), "Library").map((l) => attribute(l, "name") ?? ""),
    handlers: parseHandlers(child(form, "events")),
  };
}

/** Every cell of the form, wherever it stands. */
export function allCells(form: FormDefinition): CellDefinition[] {
  const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
  return [...form.header, ...sections.flatMap((section) => section.rows.flat()), ...form.footer];
}
