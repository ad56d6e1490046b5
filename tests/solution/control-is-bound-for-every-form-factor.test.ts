import { child, children, descendants } from "../../scripts/solution/xml";
import { columnsOf } from "./support/columns";
import { tableOf, xmlFiles } from "./support/solution";

const NAME = "wave_WaveSync.SyncPanel";
const forms = xmlFiles(/^Entities\/(Contact|Account)\/FormXml\//);
const manifest = xmlFiles(new RegExp(`^Controls/${NAME}/ControlManifest\\.xml$`))[0]?.root;
const PICKLIST = "{3EF39988-22BB-4F0B-BBBE-64B5A3748AEE}";

test("the manifest that pcf-scripts made names the control as the forms do", () => {
  const control = child(manifest!, "control")!;
  expect(`wave_${control.getAttribute("namespace")}.${control.getAttribute("constructor")}`).toBe(NAME);
});

test("the control is built for the libraries that the platform loads", () => {
  const libraries = descendants(manifest!, "platform-library").map((it) => [
    it.getAttribute("name"),
    it.getAttribute("version"),
  ]);
  expect(libraries).toEqual([
    ["React", "16.14.0"],
    ["Fluent", "9.46.2"],
  ]);
});

test("contact and account have one form each with the control", () => {
  expect(forms.map(({ path }) => tableOf(path)).sort()).toEqual(["account", "contact"]);
});

test.each(forms)("$path: the control is on wave_syncstatus, with the choice as its fallback", ({ root }) => {
  const description = descendants(root, "controlDescription");
  expect(description).toHaveLength(1);
  const place = descendants(root, "control").filter(
    (it) => it.getAttribute("uniqueid") === description[0]!.getAttribute("forControl"),
  );
  expect(place.map((it) => it.getAttribute("datafieldname"))).toEqual(["wave_syncstatus"]);
  const [fallback] = children(description[0]!, "customControl");
  expect(fallback!.getAttribute("id")).toBe(PICKLIST);
});

test.each(forms)(
  "$path: phone, tablet and web all get the control, its properties bound to columns",
  (form) => {
    const declared = descendants(form.root, "customControl").filter((it) => it.getAttribute("name"));
    expect(declared.map((it) => it.getAttribute("name"))).toEqual([NAME, NAME, NAME]);
    expect(declared.map((it) => it.getAttribute("formFactor"))).toEqual(["0", "1", "2"]);
    const properties = descendants(manifest!, "property");
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
  },
);
