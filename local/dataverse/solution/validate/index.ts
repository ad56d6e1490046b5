import type { Kernel } from "../../contracts";
import { notImplemented } from "../../errors";
import type { Dependency, SolutionPackage } from "../read/types";
import { Environment } from "./environment";
import { checkForm } from "./forms";
import { checkDependencies, checkManifest, missingDependenciesOf } from "./manifest";
import { checkCustomApi, checkPackagedStep, checkServiceEndpoint } from "./messages";
import { checkApp, checkRibbon, checkRoles, checkSiteMaps, checkView, checkWebResources } from "./parts";
import { checkRootComponents } from "./root-components";
import { checkTables } from "./tables";

/** What a package needs and the environment does not have. */
export const missingFrom = (kernel: Kernel, solution: SolutionPackage): readonly Dependency[] =>
  missingDependenciesOf(new Environment(kernel, solution));

/** Checks a package against the environment, before anything is written. Throws the first fault found. */
export function validateSolution(kernel: Kernel, solution: SolutionPackage): void {
  const [unsupported] = solution.unsupported;
  if (unsupported !== undefined) throw notImplemented(`importing ${unsupported}`);
  const environment = new Environment(kernel, solution);
  checkManifest(environment);
  checkDependencies(environment);
  checkRootComponents(solution);
  checkTables(environment);
  checkWebResources(environment);
  for (const { logicalName, forms, views, ribbon } of solution.tables) {
    for (const form of forms) checkForm(environment, logicalName, form);
    for (const view of views) checkView(environment, logicalName, view);
    if (ribbon !== undefined) checkRibbon(environment, logicalName, ribbon);
  }
  checkRoles(environment);
  checkSiteMaps(environment);
  for (const app of solution.apps) checkApp(environment, app);
  for (const api of solution.customApis) checkCustomApi(environment, api);
  for (const endpoint of solution.serviceEndpoints) checkServiceEndpoint(endpoint);
  for (const step of solution.steps) checkPackagedStep(environment, step);
}
