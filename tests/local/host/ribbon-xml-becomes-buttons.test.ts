/** @jest-environment jsdom */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argumentsFor } from "../../../local/host/client/ribbon/arguments";
import { orderOf } from "../../../local/host/client/ribbon/commands";
import type { RibbonContext } from "../../../local/host/client/ribbon/context";
import { parseRibbon } from "../../../local/host/client/ribbon/parse";
import { platformId } from "../../../local/host/client/ribbon/platform-ids";
import { parseXml } from "../../../local/host/client/util/xml";

const XML = readFileSync(join(__dirname, "../../../solution/src/Entities/Contact/RibbonDiff.xml"), "utf8");
const read = (lcid: number) => parseRibbon(parseXml(XML).documentElement, "contact", lcid);

describe("our own RibbonDiff", () => {
  const ribbon = read(1033);

  it.each(["Form", "HomepageGrid", "SubGrid"])("puts push, pull and preview on the %s", (place) => {
    const labels = ribbon.buttons.filter((button) => button.place === place).map((button) => button.label);
    expect(labels).toEqual(["Sync to Wave", "Sync from Wave", "Preview"]);
  });

  it("gives every button a command with a script, an icon and a tool tip", () => {
    for (const button of ribbon.buttons) {
      expect(ribbon.commands.get(button.command)?.scripts).toHaveLength(1);
      expect(button.image).toMatch(/^wave_\/img\/.+\.svg$/);
      expect(button.tooltip).toBeTruthy();
    }
  });

  it("defines every rule its commands name", () => {
    for (const command of ribbon.commands.values()) {
      for (const rule of command.enableRules) expect(ribbon.enableRules.has(rule)).toBe(true);
      for (const rule of command.displayRules) expect(ribbon.displayRules.has(rule)).toBe(true);
    }
  });

  it.each([1031, 1036, 3082])("speaks language %d", (lcid) => {
    const english = ribbon.buttons.map((button) => button.label);
    for (const [index, button] of read(lcid).buttons.entries()) expect(button.label).not.toBe(english[index]);
  });
});

describe("locations and menus", () => {
  const wrap = (location: string, definition: string) =>
    parseRibbon(
      parseXml(
        `<RibbonDiffXml><CustomActions><CustomAction Id="a" Location="${location}" Sequence="7"><CommandUIDefinition>${definition}</CommandUIDefinition></CustomAction></CustomActions></RibbonDiffXml>`,
      ).documentElement,
      "contact",
      1033,
    ).buttons;

  it("leaves out buttons for other tables and other places", () => {
    const button = '<Button Id="b" Command="c" LabelText="B"/>';
    expect(wrap("Mscrm.Form.account.MainTab.Save.Controls._children", button)).toEqual([]);
    expect(wrap("Mscrm.BasicHomeTab.Tools.Controls._children", button)).toEqual([]);
    expect(wrap("Mscrm.Form.contact.MainTab.Save.Controls._children", button)).toMatchObject([
      { id: "b", label: "B", group: "Save", sequence: 7 },
    ]);
  });

  it("reads the buttons of a flyout", () => {
    const flyout =
      '<FlyoutAnchor Id="f" LabelText="Wave"><Menu Id="m"><MenuSection Id="s"><Controls Id="c"><Button Id="b1" Command="x" LabelText="One"/><Button Id="b2" Command="y" LabelText="Two"/></Controls></MenuSection></Menu></FlyoutAnchor>';
    const [button] = wrap("Mscrm.Form.contact.MainTab.Actions.Controls._children", flyout);
    expect(button?.children?.map((child) => child.label)).toEqual(["One", "Two"]);
  });
});

it("buttons stand by group first, then by sequence", () => {
  const order = [orderOf("Actions", 1), orderOf("Save", 500), orderOf("Save", 10), orderOf("Unknown", 1)];
  expect([...order].sort((a, b) => a - b)).toEqual([order[2], order[1], order[0], order[3]]);
});

describe("arguments of a script", () => {
  const items = [1, 2, 3].map((n) => ({ Id: `{${n}}`, Name: `n${n}`, TypeCode: 2, TypeName: "contact" }));
  const control = { name: "grid" };
  const context: RibbonContext = {
    place: "HomepageGrid",
    table: "contact",
    tableTypeCode: 2,
    userLanguage: 1031,
    organizationName: "local",
    privilege: () => true,
    namedPrivilege: () => true,
    grid: { control, selected: items.slice(0, 2), all: items, totalCount: 3 },
  };
  const value = (name: string) => argumentsFor([{ kind: "crm", value: name }], context)[0];

  it.each([
    ["SelectedControl", control],
    ["SelectedControlSelectedItemIds", ["{1}", "{2}"]],
    ["SelectedControlSelectedItemCount", 2],
    ["SelectedControlUnselectedItemIds", ["{3}"]],
    ["SelectedControlAllItemCount", 3],
    ["FirstSelectedItemId", "{1}"],
    ["PrimaryEntityTypeName", "contact"],
    ["UserLcid", 1031],
  ])("%s", (name, expected) => expect(value(name)).toEqual(expected));

  it("come in the order written, constants among them", () => {
    const given = [
      { kind: "crm", value: "SelectedControlSelectedItemReferences" },
      { kind: "constant", value: true },
    ] as const;
    expect(argumentsFor(given, context)).toEqual([items.slice(0, 2), true]);
  });

  it("a parameter that does not exist is a mistake worth hearing of", () => {
    expect(() => value("PrimaryGuid")).toThrow("PrimaryGuid");
  });
});

describe("what a solution takes away", () => {
  const hidden = (table: string, folder: string) => {
    const file = join(__dirname, `../../../solution/src/Entities/${folder}/RibbonDiff.xml`);
    return parseRibbon(parseXml(readFileSync(file, "utf8")).documentElement, table, 1033).hidden;
  };

  it.each([
    ["wave_run", "wave_Run"],
    ["wave_issue", "wave_Issue"],
    ["wave_link", "wave_Link"],
    ["wave_operation", "wave_Operation"],
  ])("nobody is offered to make or deactivate a %s by hand", (table, folder) => {
    const ids = hidden(table, folder);
    for (const place of ["Form", "HomepageGrid", "SubGrid"] as const) {
      expect(ids).toContain(platformId(place, table, "Mscrm.NewRecord"));
      expect(ids).toContain(platformId(place, table, "Mscrm.Deactivate"));
      expect(ids).not.toContain(platformId(place, table, "Mscrm.Refresh"));
    }
  });

  it("buttons are named as in the platform's own ribbon", () => {
    expect(platformId("Form", "contact", "Mscrm.NewRecord")).toBe("Mscrm.Form.contact.NewRecord");
    expect(platformId("SubGrid", "contact", "Mscrm.NewRecord")).toBe("Mscrm.SubGrid.contact.AddNewStandard");
  });
});
