import type { Element } from "@xmldom/xmldom";
import { child, children, descendants } from "../../scripts/solution/xml";
import { tableOf, xmlFiles } from "./support/solution";

const TABLES = ["account", "contact"];
const PLACES = ["Form", "HomepageGrid", "SubGrid"];
const FUNCTIONS: Record<string, readonly [form: string, grid: string]> = {
  Push: ["WaveSync.Ribbon.pushRecord", "WaveSync.Ribbon.pushSelected"],
  Pull: ["WaveSync.Ribbon.pullRecord", "WaveSync.Ribbon.pullSelected"],
  Preview: ["WaveSync.Ribbon.previewRecord", "WaveSync.Ribbon.previewSelected"],
};
const ribbons = new Map(xmlFiles(/RibbonDiff\.xml$/).map(({ path, root }) => [tableOf(path), root]));
const ribbonOf = (table: string): Element => ribbons.get(table)!;
const ids = (elements: readonly Element[]): string[] => elements.map((it) => it.getAttribute("Id") ?? "");
const byId = (root: Element, tag: string, id: string): Element | undefined =>
  descendants(root, tag).find((it) => it.getAttribute("Id") === id && it.hasChildNodes());

const buttons = TABLES.flatMap((table) =>
  PLACES.flatMap((place) => Object.keys(FUNCTIONS).map((command) => ({ table, place, command }))),
);

test.each(buttons)(
  "$table, $place: $command is there and calls its function",
  ({ table, place, command }) => {
    const root = ribbonOf(table);
    const action = descendants(root, "CustomAction").find(
      (it) => it.getAttribute("Id") === `wave.${table}.${place}.${command}.CustomAction`,
    );
    expect(action?.getAttribute("Location")).toBe(
      `Mscrm.${place}.${table}.MainTab.Actions.Controls._children`,
    );
    const button = child(action!, "CommandUIDefinition", "Button")!;
    const definition = byId(root, "CommandDefinition", button.getAttribute("Command") ?? "")!;
    const call = child(definition, "Actions", "JavaScriptFunction")!;
    const [onForm, onGrid] = FUNCTIONS[command]!;
    expect(call.getAttribute("FunctionName")).toBe(place === "Form" ? onForm : onGrid);
    expect(call.getAttribute("Library")).toBe("$webresource:wave_/js/ribbon.js");
    expect(children(call, "CrmParameter").map((it) => it.getAttribute("Value"))).toEqual(
      place === "Form" ? ["PrimaryControl"] : ["SelectedControl", "SelectedControlSelectedItemReferences"],
    );
  },
);

test.each(buttons)(
  "$table, $place: $command is offered only where it can work",
  ({ table, place, command }) => {
    const root = ribbonOf(table);
    const definition = byId(root, "CommandDefinition", `wave.${table}.${place}.${command}.Command`)!;
    const rules = ids(children(child(definition, "EnableRules")!)).map((id) => byId(root, "EnableRule", id)!);
    const rule = (tag: string): Element => rules.map((it) => child(it, tag)).find((it) => it !== undefined)!;
    if (place === "Form") {
      // A preview needs a saved record; what writes needs one that may be edited: not inactive, not read-only.
      const state = rule("FormStateRule");
      expect([state.getAttribute("State"), state.getAttribute("InvertResult")]).toEqual(
        command === "Preview" ? ["Create", "true"] : ["Existing", null],
      );
    } else {
      expect(rule("SelectionCountRule").getAttribute("Minimum")).toBe("1");
      expect(rule("SelectionCountRule").getAttribute("Maximum")).toBe(command === "Preview" ? "1" : "250");
    }
    expect(rule("CustomRule").getAttribute("FunctionName")).toBe("WaveSync.Ribbon.isConnected");
    // What a mapping may forbid for good is asked about by its name.
    const asked = children(rule("CustomRule"), "StringParameter").map((it) => it.getAttribute("Value"));
    expect(asked).toEqual(command === "Pull" ? ["pull"] : []);
    const display = ids(children(child(definition, "DisplayRules")!)).map((id) =>
      byId(root, "DisplayRule", id)!,
    );
    const privileges = display
      .map((it) => child(it, "EntityPrivilegeRule")!)
      .map((it) => [it.getAttribute("PrivilegeType"), it.getAttribute("EntityName")]);
    expect(privileges).toEqual([
      [command === "Pull" ? "Write" : "Read", table],
      ["Create", "wave_operation"],
    ]);
  },
);

const OWN = [
  ["wave_mapping", "Run", "runMapping", "runSelectedMapping"],
  ["wave_mapping", "Import", "importMapping", "importSelectedMapping"],
  ["wave_run", "Undo", "undoRun", "undoSelectedRun"],
  ["wave_issue", "Retry", undefined, "retryIssues"],
  ["wave_issue", "Ignore", undefined, "ignoreIssues"],
] as const;
const ownButtons = OWN.flatMap(([table, command, onForm, onGrid]) => [
  ...(onForm ? [{ table, place: "Form", command, name: onForm }] : []),
  { table, place: "HomepageGrid", command, name: onGrid },
]);

test.each(ownButtons)("$table, $place: $command calls $name", ({ table, place, command, name }) => {
  const root = ribbonOf(table);
  const definition = byId(root, "CommandDefinition", `wave.${table}.${place}.${command}.Command`)!;
  const call = child(definition, "Actions", "JavaScriptFunction")!;
  expect(call.getAttribute("FunctionName")).toBe(`WaveSync.Ribbon.${name}`);
  expect(descendants(root, "Button").map((it) => it.getAttribute("Command"))).toContain(
    definition.getAttribute("Id"),
  );
});

test("runs are started and undone by administrators only", () => {
  for (const table of ["wave_mapping", "wave_run"]) {
    const root = ribbonOf(table);
    for (const definition of children(child(root, "CommandDefinitions")!)) {
      expect(ids(children(child(definition, "DisplayRules")!))).toContain(
        `wave.${table}.Administer.DisplayRule`,
      );
    }
    const rule = child(
      byId(root, "DisplayRule", `wave.${table}.Administer.DisplayRule`)!,
      "EntityPrivilegeRule",
    );
    expect([rule?.getAttribute("PrivilegeType"), rule?.getAttribute("PrivilegeDepth")]).toEqual([
      "Write",
      "Global",
    ]);
  }
});

test.each([...TABLES, "wave_mapping", "wave_run", "wave_issue"])(
  "%s: every rule and label is defined once and used",
  (table) => {
    const root = ribbonOf(table);
    for (const [tag, container] of [
      ["EnableRule", "EnableRules"],
      ["DisplayRule", "DisplayRules"],
    ] as const) {
      const defined = ids(children(child(root, "RuleDefinitions", container)!));
      const used = children(child(root, "CommandDefinitions")!).flatMap((it) =>
        ids(children(child(it, container)!, tag)),
      );
      expect(new Set(used)).toEqual(new Set(defined));
      expect(new Set(defined).size).toBe(defined.length);
    }
    const labels = ids(children(child(root, "LocLabels")!));
    const used = descendants(root, "Button").flatMap((button) =>
      Array.from(button.attributes).flatMap((it) => it.value.match(/^\$LocLabels:(.+)$/)?.[1] ?? []),
    );
    expect(new Set(used)).toEqual(new Set(labels));
  },
);
