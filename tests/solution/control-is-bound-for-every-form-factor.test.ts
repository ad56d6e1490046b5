import { child, children, descendants } from "../../scripts/solution/xml";
import { columnsOf } from "./support/columns";
import { tableOf, xmlFiles } from "./support/solution";

const PICKLIST = "{3EF39988-22BB-4F0B-BBBE-64B5A3748AEE}";
const EMAIL = "{ADA2203E-B4CD-49BE-9DDF-234642B43B52}";
const MEMO = "{E0DECE4B-6FC8-4A8F-A065-082708572369}";

const CONTROLS = [
  { name: "SyncPanel", tables: ["account", "contact"], column: "wave_syncstatus", fallback: PICKLIST },
  { name: "IssueDecision", tables: ["wave_issue"], column: "wave_details", fallback: MEMO },
  { name: "MailCard", tables: ["contact"], column: "emailaddress1", fallback: EMAIL },
];
const forms = xmlFiles(/\/FormXml\//);

describe.each(CONTROLS)("$name", ({ name, tables, column, fallback }) => {
  const full = `wave_WaveSync.${name}`;
  const manifest = xmlFiles(new RegExp(`^Controls/${full}/ControlManifest\\.xml$`))[0]!.root;
  const withIt = forms.filter(({ root }) =>
    descendants(root, "customControl").some((it) => it.getAttribute("name") === full),
  );

  test("the manifest that pcf-scripts made names the control as the forms do", () => {
    const control = child(manifest, "control")!;
    expect(`wave_${control.getAttribute("namespace")}.${control.getAttribute("constructor")}`).toBe(full);
  });

  test("the control is built for the libraries that the platform loads", () => {
    const libraries = descendants(manifest, "platform-library").map((it) => [
      it.getAttribute("name"),
      it.getAttribute("version"),
    ]);
    expect(libraries).toEqual([
      ["React", "16.14.0"],
      ["Fluent", "9.46.2"],
    ]);
  });

  test("its tables have one form each with the control", () => {
    expect(withIt.map(({ path }) => tableOf(path)).sort()).toEqual(tables);
  });

  test.each(withIt)(
    "$path: it is on its column, with the platform's own control as its fallback",
    ({ root }) => {
      const description = descendants(root, "controlDescription").filter((it) =>
        children(it, "customControl").some((control) => control.getAttribute("name") === full),
      );
      expect(description).toHaveLength(1);
      const place = descendants(root, "control").filter(
        (it) => it.getAttribute("uniqueid") === description[0]!.getAttribute("forControl"),
      );
      expect(place.map((it) => it.getAttribute("datafieldname"))).toEqual([column]);
      expect(children(description[0]!, "customControl")[0]!.getAttribute("id")).toBe(fallback);
    },
  );

  test.each(withIt)("$path: phone, tablet and web all get it, its properties bound to columns", (form) => {
    const declared = descendants(form.root, "customControl").filter((it) => it.getAttribute("name") === full);
    expect(declared.map((it) => it.getAttribute("name"))).toEqual([full, full, full]);
    expect(declared.map((it) => it.getAttribute("formFactor"))).toEqual(["0", "1", "2"]);
    const properties = descendants(manifest, "property");
    const known = properties.map((it) => it.getAttribute("name"));
    const required = properties
      .filter((it) => it.getAttribute("required") === "true")
      .map((it) => it.getAttribute("name"));
    const columns = columnsOf(tableOf(form.path));
    for (const control of declared) {
      const given = children(child(control, "parameters")!);
      for (const parameter of given) {
        expect(known).toContain(parameter.nodeName);
        expect(columns).toContain(parameter.textContent);
      }
      expect(given.map((it) => it.nodeName)).toEqual(expect.arrayContaining(required));
    }
  });
});
