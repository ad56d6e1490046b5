import type { Transport } from "../../dataverse/transport";
import { hexOf, asRefusal, refusal } from "./refusal";
import { post } from "./web-api";

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/stagesolutionresults */
interface StageResults {
  readonly StageSolutionUploadId: string;
  readonly StageSolutionStatus: "Passed" | "Failed";
  readonly SolutionValidationResults: readonly {
    readonly SolutionValidationResultType: "Info" | "Warning" | "Error";
    readonly Message: string | null;
    readonly ErrorCode: number;
  }[];
  readonly MissingDependencies: readonly {
    readonly RequiredComponentSchemaName: string | null;
    readonly RequiredComponentDisplayName: string | null;
    readonly RequiredSolutionName: string | null;
  }[];
}

/** A solution the environment has checked and would take. */
export interface StagedSolution {
  readonly uploadId: string;
  /** What the check says besides. */
  readonly remarks: readonly string[];
}

/** No error of its own came with the failure. */
const FAILED = -2147188685;

/**
 * Has the environment check a solution, without importing it (StageSolution).
 * https://learn.microsoft.com/power-platform/alm/solution-async
 * @throws CliError with what keeps the environment from taking it, DataverseError
 */
export async function stageSolution(dataverse: Transport, zip: Uint8Array): Promise<StagedSolution> {
  const body = { CustomizationFile: Buffer.from(zip).toString("base64") };
  const answer = await post<{ StageSolutionResults: StageResults }>(dataverse, "StageSolution", body).catch(
    (error: unknown) => Promise.reject(asRefusal(error)),
  );
  const { StageSolutionUploadId, StageSolutionStatus, ...found } = answer.StageSolutionResults;
  const errors = found.SolutionValidationResults.filter(
    (one) => one.SolutionValidationResultType === "Error",
  );
  const remarks = found.SolutionValidationResults.filter((one) => !errors.includes(one)).map(
    (one) => one.Message ?? hexOf(one.ErrorCode),
  );
  const missing = found.MissingDependencies.map(
    (one) =>
      `Missing: ${one.RequiredComponentDisplayName ?? one.RequiredComponentSchemaName ?? "a component"}` +
      (one.RequiredSolutionName ? ` of the solution ${one.RequiredSolutionName}` : ""),
  );
  if (StageSolutionStatus === "Passed" && errors.length === 0)
    return { uploadId: StageSolutionUploadId, remarks: [...remarks, ...missing] };
  const words = [...errors.map((one) => one.Message ?? ""), ...missing].filter(Boolean);
  throw refusal(
    words.join("\n  ") || "The environment does not take this solution.",
    hexOf(errors[0]?.ErrorCode ?? FAILED),
  );
}
