import type { Kernel, OperationDefinition } from "../../contracts";
import { isDataverseError, unexpected } from "../../errors";
import type { WebhookEvents } from "../../events/create-events";
import { MISCELLANEOUS } from "../../security/privilege-names";
import { applySolution } from "../apply";
import { buildKey } from "../apply/build-keys";
import type { Drafts } from "../apply/drafts";
import { ImportError, importRunning } from "../errors";
import { readSolution } from "../read/package";
import type { SolutionPackage } from "../read/types";
import { validateSolution } from "../validate";
import { ImportJob } from "./import-job";

/**
 * ImportSolution (reference: importsolution action): reads, checks, applies; then alternate keys get their indices in
 * the background. The import job's row tells what happened, also when it failed.
 */
export function importSolution(
  kernel: Kernel,
  events: Pick<WebhookEvents, "queue" | "jobs">,
  drafts: Drafts,
): OperationDefinition {
  let running = false;

  const run = async (bytes: Uint8Array, job: ImportJob): Promise<void> => {
    let solution: SolutionPackage | undefined;
    await job.start();
    try {
      solution = readSolution(bytes);
      validateSolution(kernel, solution);
      const keys = await applySolution(kernel, solution, drafts);
      await job.end(solution, { result: "success" });
      for (const key of keys) buildKey(kernel, events, key);
    } catch (error) {
      const fault = isDataverseError(error) ? error : unexpected();
      const component = error instanceof ImportError ? error.component : "";
      await job.end(solution, { result: "failure", code: fault.code, text: fault.message, component });
      throw error;
    }
  };

  return {
    name: "ImportSolution",
    kind: "action",
    binding: "none",
    executePrivilege: MISCELLANEOUS.importCustomization,
    parameters: [
      { name: "OverwriteUnmanagedCustomizations", type: "Boolean" },
      { name: "PublishWorkflows", type: "Boolean" },
      { name: "CustomizationFile", type: "Binary" },
      { name: "ImportJobId", type: "Guid" },
      { name: "ConvertToManaged", type: "Boolean", optional: true },
      { name: "SkipProductUpdateDependencies", type: "Boolean", optional: true },
      { name: "HoldingSolution", type: "Boolean", optional: true },
      { name: "AsyncRibbonProcessing", type: "Boolean", optional: true },
      { name: "ComponentParameters", type: "Json", optional: true },
      { name: "SolutionParameters", type: "Json", optional: true },
    ],
    response: [],
    handler: async ({ input }) => {
      if (running) throw importRunning();
      running = true;
      try {
        const bytes = Buffer.from(String(input["CustomizationFile"]), "base64");
        await run(bytes, new ImportJob(kernel, String(input["ImportJobId"])));
      } finally {
        running = false;
      }
      return {};
    },
  };
}
