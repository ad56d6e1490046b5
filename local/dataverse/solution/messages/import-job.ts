import type { Kernel } from "../../contracts";
import type { SolutionPackage } from "../read/types";

/** How an import ended, for its job's row. */
export type ImportOutcome =
  | { readonly result: "success" }
  | { readonly result: "failure"; readonly code: string; readonly text: string; readonly component: string };

const seconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

/**
 * The importjob row: there from the start of an import, with what became of each component at its end
 * (reference: importjob). Written apart from the import, so that a failed one can be read about.
 */
export class ImportJob {
  private readonly started: Date;

  constructor(
    private readonly kernel: Kernel,
    readonly id: string,
  ) {
    this.started = kernel.now();
  }

  async start(): Promise<void> {
    const user = this.kernel.store.reference("systemuser", this.kernel.organization.systemUserId);
    await this.kernel.store.transaction((tx) => {
      const now = seconds(this.started);
      if (tx.get("importjob", this.id) !== undefined) tx.remove("importjob", this.id);
      tx.insert("importjob", this.id, {
        importjobid: this.id,
        name: "Customizations",
        importcontext: "ImportInstall",
        progress: 0,
        startedon: now,
        createdon: now,
        createdby: user,
      });
      return Promise.resolve();
    });
  }

  async end(solution: SolutionPackage | undefined, outcome: ImportOutcome): Promise<void> {
    await this.kernel.store.transaction((tx) => {
      const now = seconds(this.kernel.now());
      tx.update("importjob", this.id, {
        solutionname: solution?.manifest.uniqueName ?? null,
        progress: outcome.result === "success" ? 100 : 0,
        completedon: now,
        data: reportOf(solution, outcome, seconds(this.started), now),
      });
      return Promise.resolve();
    });
  }
}

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

/** The job's data: one result for the whole, and one for each component by kind. */
function reportOf(
  solution: SolutionPackage | undefined,
  outcome: ImportOutcome,
  start: string,
  stop: string,
): string {
  const success = outcome.result === "success";
  const failed = success ? "" : outcome.component.toLowerCase();
  const result = (name: string): string =>
    success || name.toLowerCase() !== failed
      ? `<result result="${success ? "success" : "unprocessed"}" errorcode="0" errortext="" />`
      : `<result result="failure" errorcode="${outcome.code}" errortext="${escape(outcome.text)}" />`;
  const list = (container: string, item: string, names: readonly string[]): string =>
    names.length === 0
      ? `<${container} />`
      : `<${container}>${names.map((name) => `<${item} id="${escape(name)}">${result(name)}</${item}>`).join("")}</${container}>`;
  const manifest = solution?.manifest;
  const total = success
    ? `<result result="success" errorcode="0" errortext="" />`
    : `<result result="failure" errorcode="${outcome.code}" errortext="${escape(outcome.text)}" />`;
  return (
    `<importexportxml start="${start}" stop="${stop}" progress="${success ? "100.00" : "0.00"}" processed="true">` +
    `<solutionManifests><solutionManifest id="${escape(manifest?.uniqueName ?? "")}" processed="true">` +
    `<Version>${escape(manifest?.version ?? "")}</Version><Managed>${manifest?.managed === true ? 1 : 0}</Managed>${total}</solutionManifest></solutionManifests>` +
    list(
      "entities",
      "entity",
      (solution?.tables ?? []).map((one) => one.logicalName),
    ) +
    list(
      "optionSets",
      "optionSet",
      (solution?.choices ?? []).map((one) => one.name),
    ) +
    list(
      "securityroles",
      "securityrole",
      (solution?.roles ?? []).map((one) => one.id),
    ) +
    list(
      "webResources",
      "webResource",
      (solution?.webResources ?? []).map((one) => one.name),
    ) +
    list(
      "customControls",
      "customControl",
      (solution?.controls ?? []).map((one) => one.name),
    ) +
    list(
      "appModules",
      "appModule",
      (solution?.apps ?? []).map((one) => one.uniqueName),
    ) +
    list(
      "serviceEndpoints",
      "serviceEndpoint",
      (solution?.serviceEndpoints ?? []).map((one) => one.id),
    ) +
    list(
      "sdkMessageProcessingSteps",
      "sdkMessageProcessingStep",
      (solution?.steps ?? []).map((one) => one.id),
    ) +
    list(
      "customapis",
      "customapi",
      (solution?.customApis ?? []).map((one) => one.uniqueName),
    ) +
    "</importexportxml>"
  );
}
