import { attribute, child, children, descend } from "../util/xml";
import { localLabel } from "../util/labels";
import { parseRules, parseScript } from "./parse-rules";
import type { ButtonDefinition, CommandDefinition, Place, Ribbon } from "./types";

/** `Mscrm.Form.contact.MainTab.Save.Controls._children` */
const LOCATION = /^Mscrm\.(Form|HomepageGrid|SubGrid)\.([^.]+)\.MainTab\.([^.]+)\.Controls\._children$/;

const webResource = (value: string | undefined) =>
  value?.startsWith("$webresource:") ? value.slice("$webresource:".length) : undefined;

/** Texts by `$LocLabels:<id>` in the user's language; other texts as they are. */
function textReader(root: Element, lcid: number): (value: string | undefined) => string | undefined {
  const labels = new Map(
    children(child(root, "LocLabels"), "LocLabel").map((label) => [
      attribute(label, "Id") ?? "",
      localLabel(children(child(label, "Titles"), "Title"), lcid) ?? "",
    ]),
  );
  return (value) =>
    value?.startsWith("$LocLabels:") ? labels.get(value.slice("$LocLabels:".length)) : value;
}

function parseCommand(element: Element): CommandDefinition {
  const idsOf = (list: string, rule: string) =>
    children(child(element, list), rule).map((e) => attribute(e, "Id") ?? "");
  const actions = child(element, "Actions");
  const url = attribute(child(actions, "Url"), "Address");
  return {
    id: attribute(element, "Id") ?? "",
    enableRules: idsOf("EnableRules", "EnableRule"),
    displayRules: idsOf("DisplayRules", "DisplayRule"),
    scripts: children(actions, "JavaScriptFunction").map(parseScript),
    ...(url ? { url } : {}),
  };
}

/**
 * Reads a table's `<RibbonDiffXml>`: buttons in the groups of its main tab, commands, rules, texts for `lcid`.
 * Buttons for other tables or other places of the ribbon are left out.
 */
export function parseRibbon(root: Element, table: string, lcid: number): Ribbon {
  const read = textReader(root, lcid);
  const buttons: ButtonDefinition[] = [];
  for (const action of children(child(root, "CustomActions"), "CustomAction")) {
    const location = LOCATION.exec(attribute(action, "Location") ?? "");
    if (!location || (location[2] !== table && location[2] !== "{!EntityLogicalName}")) continue;
    for (const element of children(child(action, "CommandUIDefinition"))) {
      const fallback = Number(attribute(action, "Sequence") ?? 0);
      buttons.push(parseButton(element, location[1] as Place, location[3] ?? "", fallback, read));
    }
  }
  const definitions = child(root, "RuleDefinitions");
  const commands = children(child(root, "CommandDefinitions"), "CommandDefinition").map(parseCommand);
  return {
    buttons,
    commands: new Map(commands.map((command) => [command.id, command])),
    enableRules: parseRules(child(definitions, "EnableRules"), "EnableRule"),
    displayRules: parseRules(child(definitions, "DisplayRules"), "DisplayRule"),
    hidden: new Set(
      children(child(root, "CustomActions"), "HideCustomAction").map((e) => attribute(e, "Location") ?? ""),
    ),
  };
}

function parseButton(
  element: Element,
  place: Place,
  group: string,
  fallback: number,
  read: (value: string | undefined) => string | undefined,
): ButtonDefinition {
  const tooltip = read(attribute(element, "ToolTipDescription")) ?? read(attribute(element, "ToolTipTitle"));
  const image = webResource(attribute(element, "ModernImage"));
  const menu = descend(element, "Menu");
  const nested = children(menu, "MenuSection").flatMap((section) => children(child(section, "Controls")));
  return {
    id: attribute(element, "Id") ?? "",
    place,
    group,
    sequence: Number(attribute(element, "Sequence") ?? fallback),
    command: attribute(element, "Command") ?? "",
    label: read(attribute(element, "LabelText")) ?? "",
    ...(tooltip ? { tooltip } : {}),
    ...(image ? { image } : {}),
    ...(menu ? { children: nested.map((item) => parseButton(item, place, group, 0, read)) } : {}),
  };
}
