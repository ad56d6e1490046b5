import {
  invalidOptionPrefix,
  invalidPrefix,
  invalidUniqueName,
  managedOverUnmanaged,
  missingDependencies,
  packageTooNew,
  unmanagedOverManaged,
} from "../errors";
import type { Dependency } from "../read/types";
import type { Environment } from "./environment";

/** The version of solution packages this organisation takes. */
const SUPPORTED_PACKAGE = [9, 2] as const;
const UNIQUE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PREFIX = /^(?!mscrm)[a-z][a-z0-9]{1,7}$/i;
const OPTION_PREFIX = { min: 10_000, max: 99_999 };

/** Names, versions and modes of solution.xml (facts: solutions, "solution.xml"). */
export function checkManifest({ solution, kernel }: Environment): void {
  const { manifest } = solution;
  const { publisher } = manifest;
  if (!UNIQUE_NAME.test(manifest.uniqueName)) throw invalidUniqueName(manifest.uniqueName);
  if (!UNIQUE_NAME.test(publisher.uniqueName)) throw invalidUniqueName(publisher.uniqueName);
  if (!PREFIX.test(publisher.prefix)) throw invalidPrefix(publisher.prefix);
  if (publisher.optionValuePrefix < OPTION_PREFIX.min || publisher.optionValuePrefix > OPTION_PREFIX.max)
    throw invalidOptionPrefix(publisher.optionValuePrefix);
  const [major = 0, minor = 0] = manifest.packageVersion.split(".").map(Number);
  if (major > SUPPORTED_PACKAGE[0] || (major === SUPPORTED_PACKAGE[0] && minor > SUPPORTED_PACKAGE[1]))
    throw packageTooNew(manifest.packageVersion, SUPPORTED_PACKAGE.join("."));

  const [installed] = kernel.store.findBy("solution", "uniquename", manifest.uniqueName);
  if (installed === undefined) return;
  const wasManaged = installed.values["ismanaged"] === true;
  if (manifest.managed && !wasManaged) throw managedOverUnmanaged(manifest.uniqueName);
  if (!manifest.managed && wasManaged) throw unmanagedOverManaged(manifest.uniqueName);
}

/** Every component that solution.xml says is needed must be there (0x8004801D). */
export function checkDependencies(environment: Environment): void {
  const missing = missingDependenciesOf(environment).map(describe);
  if (missing.length > 0) throw missingDependencies(environment.solution.manifest.uniqueName, missing);
}

/** What solution.xml says is needed, and tables it adds to, as far as they are not there. */
export function missingDependenciesOf(environment: Environment): readonly Dependency[] {
  const { manifest, tables } = environment.solution;
  return [
    ...manifest.missingDependencies.filter((one) => !isThere(environment, one)),
    ...tables
      .filter((table) => !table.defines && !environment.hasTable(table.logicalName))
      .map((table) => ({ type: TABLE, schemaName: table.logicalName })),
  ];
}

const TABLE = "1";

const isThere = (environment: Environment, { type, schemaName = "", id = "" }: Dependency): boolean => {
  switch (type) {
    case TABLE:
      return environment.hasTable(schemaName.toLowerCase());
    case "9":
      return environment.hasChoice(schemaName);
    case "20":
      return environment.hasRow("role", id);
    case "26":
      return environment.hasRow("savedquery", id);
    case "60":
      return environment.hasRow("systemform", id);
    case "61":
      return environment.hasWebResource(schemaName);
    case "66":
      return environment.hasControl(schemaName);
    default:
      return false;
  }
};

const describe = ({ type, schemaName, id, displayName, solution }: Dependency): string =>
  `component type ${type} "${displayName ?? schemaName ?? id ?? ""}"${solution === undefined ? "" : ` of solution ${solution}`}`;
