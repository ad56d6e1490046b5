import { child, children, textOf } from "../../scripts/solution/xml";
import { bare, zipXml } from "./support/solution";

const manifest = child(zipXml("unmanaged", "solution.xml"), "SolutionManifest")!;
const customizations = zipXml("unmanaged", "customizations.xml");
const inContainer = (container: string): ReturnType<typeof children> =>
  children(child(customizations, container) ?? customizations);

const roots = children(child(manifest, "RootComponents")!, "RootComponent").map((it) => ({
  type: Number(it.getAttribute("type")),
  name: it.getAttribute("schemaName") ?? bare(it.getAttribute("id")),
  behavior: Number(it.getAttribute("behavior")),
}));

const rootsOf = (type: number): string[] =>
  roots
    .filter((it) => it.type === type)
    .map((it) => it.name)
    .sort();

const entityNodes = inContainer("Entities");
const behaviorOf = (table: string): number | undefined =>
  roots.find((it) => it.type === 1 && it.name === table)?.behavior;

/** Forms of tables that are not in the solution as a whole are components of their own; views travel inside their table. */
function ownForms(): string[] {
  return entityNodes
    .filter((entity) => behaviorOf(textOf(entity, "Name").toLowerCase()) !== 0)
    .flatMap((entity) => Array.from(entity.getElementsByTagName("systemform")))
    .map((it) => bare(textOf(it, "formid")));
}

const contents: readonly (readonly [string, number, string[]])[] = [
  ["tables", 1, entityNodes.map((it) => textOf(it, "Name").toLowerCase())],
  ["choices", 9, inContainer("optionsets").map((it) => it.getAttribute("Name") ?? "")],
  ["roles", 20, inContainer("Roles").map((it) => bare(it.getAttribute("id")))],
  ["forms of standard tables", 60, ownForms()],
  ["web resources", 61, inContainer("WebResources").map((it) => textOf(it, "Name"))],
  ["site maps", 62, inContainer("AppModuleSiteMaps").map((it) => textOf(it, "SiteMapUniqueName"))],
  ["controls", 66, inContainer("CustomControls").map((it) => textOf(it, "Name"))],
  ["apps", 80, inContainer("AppModules").map((it) => textOf(it, "UniqueName"))],
  [
    "steps",
    92,
    inContainer("SdkMessageProcessingSteps").map((it) => bare(it.getAttribute("SdkMessageProcessingStepId"))),
  ],
  [
    "service endpoints",
    95,
    inContainer("ServiceEndpoints").map((it) => bare(it.getAttribute("ServiceEndpointId"))),
  ],
];

test.each(contents)(
  "%s: each is a root component, and each root component is there",
  (_name, type, found) => {
    expect(found.length).toBeGreaterThan(0);
    expect(rootsOf(type)).toEqual([...found].sort());
  },
);

test("no root component is of another type", () => {
  expect(new Set(roots.map((it) => it.type))).toEqual(new Set(contents.map(([, type]) => type)));
});

test("standard tables come as shells, our tables whole", () => {
  const tables = roots.filter((it) => it.type === 1);
  expect(tables.filter((it) => it.behavior === 2).map((it) => it.name)).toEqual(["account", "contact"]);
  expect(tables.filter((it) => it.behavior === 0).every((it) => it.name.startsWith("wave_"))).toBe(true);
});

test("the solution needs nothing that a plain environment lacks", () => {
  expect(children(child(manifest, "MissingDependencies")!)).toEqual([]);
});
