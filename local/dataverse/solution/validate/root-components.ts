import { noRootComponentType, notARootComponent, rootComponentMissing } from "../errors";
import type { RootComponent, SolutionPackage } from "../read/types";

/** Component types of solutioncomponent that the package can hold as root components. */
const Type = {
  Table: 1,
  Choice: 9,
  Role: 20,
  Form: 60,
  WebResource: 61,
  SiteMap: 62,
  Control: 66,
  App: 80,
  Step: 92,
  Endpoint: 95,
} as const;

/** Views travel inside their table, also where it is a shell: no manifest of a real export names one. */
const VIEW = 26;

/** A table of this behaviour brings all its parts along. */
const INCLUDE_SUBCOMPONENTS = 0;

/**
 * Parity of solution.xml and customizations.xml (facts: solutions, "RootComponent types"): each root component is in
 * the package, and each component in the package is a root component or part of a table that is one.
 */
export function checkRootComponents({ manifest, ...solution }: SolutionPackage): void {
  const view = manifest.rootComponents.find((one) => one.type === VIEW);
  if (view !== undefined) throw noRootComponentType(VIEW, nameOf(view));
  const roots = new Map(manifest.rootComponents.map((one) => [keyOf(one.type, nameOf(one)), one]));
  const whole = new Set(
    manifest.rootComponents
      .filter((one) => one.type === Type.Table && one.behavior === INCLUDE_SUBCOMPONENTS)
      .map((one) => (one.schemaName ?? "").toLowerCase()),
  );
  const present = componentsOf(solution);
  for (const { type, name, table } of present) {
    const isPart = table !== undefined && whole.has(table);
    if (!isPart && !roots.has(keyOf(type, name))) throw notARootComponent(`component type ${type} "${name}"`);
  }
  const names = new Set(present.map(({ type, name }) => keyOf(type, name)));
  for (const [key, root] of roots) {
    if (isReadable(root.type) && !names.has(key))
      throw rootComponentMissing(`type ${root.type} "${nameOf(root)}"`);
  }
}

interface Component {
  readonly type: number;
  readonly name: string;
  /** The table a form belongs to. */
  readonly table?: string;
}

const componentsOf = (solution: Omit<SolutionPackage, "manifest">): readonly Component[] => {
  const of = (type: number, names: readonly string[]): readonly Component[] =>
    names.map((name) => ({ type, name }));
  return [
    ...of(
      Type.Table,
      solution.tables.map((one) => one.logicalName),
    ),
    ...of(
      Type.Choice,
      solution.choices.map((one) => one.name),
    ),
    ...of(
      Type.Role,
      solution.roles.map((one) => one.id),
    ),
    ...solution.tables.flatMap(({ logicalName: table, forms }) =>
      forms.map(({ id }) => ({ type: Type.Form, name: id, table })),
    ),
    ...of(
      Type.WebResource,
      solution.webResources.map((one) => one.name),
    ),
    ...of(
      Type.SiteMap,
      solution.siteMaps.map((one) => one.uniqueName),
    ),
    ...of(
      Type.Control,
      solution.controls.map((one) => one.name),
    ),
    ...of(
      Type.App,
      solution.apps.map((one) => one.uniqueName),
    ),
    ...of(
      Type.Step,
      solution.steps.map((one) => one.id),
    ),
    ...of(
      Type.Endpoint,
      solution.serviceEndpoints.map((one) => one.id),
    ),
  ];
};

const isReadable = (type: number): boolean => (Object.values(Type) as readonly number[]).includes(type);
const nameOf = ({ schemaName, id }: RootComponent): string => schemaName ?? id ?? "";
const keyOf = (type: number, name: string): string => `${type}:${name.toLowerCase()}`;
