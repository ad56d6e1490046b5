import type { Kernel } from "../../contracts";
import { isDataverseError, unexpected } from "../../errors";
import type { WebhookEvents } from "../../events/create-events";
import { applySolution, type ImportChoices } from "../apply";
import { buildKey } from "../apply/build-keys";
import type { Drafts } from "../apply/drafts";
import type { Layers } from "../apply/layers";
import { ImportError, importRunning } from "../errors";
import { readSolution } from "../read/package";
import type { SolutionPackage } from "../read/types";
import { validateSolution } from "../validate";
import { ImportJob } from "./import-job";

/** Imports solutions, one at a time: reads, checks, applies; alternate keys get their indices afterwards, in the background. */
export class Importer {
  private running = false;

  constructor(
    readonly kernel: Kernel,
    readonly events: Pick<WebhookEvents, "queue" | "jobs">,
    private readonly drafts: Drafts,
    private readonly layers: Layers,
  ) {}

  /** Begins an import, or refuses it while another one runs; `work` is done when the environment has the solution. */
  begin(bytes: Uint8Array, jobId: string, choices: ImportChoices): { readonly work: () => Promise<void> } {
    if (this.running) throw importRunning();
    this.running = true;
    return {
      work: async () => {
        try {
          await this.run(bytes, new ImportJob(this.kernel, jobId), choices);
        } finally {
          this.running = false;
        }
      },
    };
  }

  /** The import job's row tells what happened, also when it failed. */
  private async run(bytes: Uint8Array, job: ImportJob, choices: ImportChoices): Promise<void> {
    let solution: SolutionPackage | undefined;
    await job.start();
    try {
      solution = readSolution(bytes);
      validateSolution(this.kernel, solution);
      const keys = await applySolution(this.kernel, solution, choices, this.drafts, this.layers);
      await job.end(solution, { result: "success" });
      for (const key of keys) buildKey(this.kernel, this.events, key);
    } catch (error) {
      const fault = isDataverseError(error) ? error : unexpected();
      const component = error instanceof ImportError ? error.component : "";
      await job.end(solution, { result: "failure", code: fault.code, text: fault.message, component });
      throw error;
    }
  }
}
