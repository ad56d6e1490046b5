import type { Kernel, OperationDefinition } from "../../contracts";
import { isDataverseError, type DataverseError } from "../../errors";
import { MISCELLANEOUS } from "../../security/privilege-names";
import { textIn } from "../xml/elements";
import { readSolution } from "../read/package";
import type { Dependency, SolutionPackage } from "../read/types";
import { missingFrom, validateSolution } from "../validate";

/** Files that were staged and can be imported, by StageSolutionUploadId. */
export type StagedFiles = Map<string, Uint8Array>;

const NOT_IMPLEMENTED = 501;

/**
 * StageSolution (reference: stagesolution action, StageSolutionResults; docs: solution-async): checks a file without importing
 * it. What is wrong comes back as validation results; a good one gets an id that ImportSolutionAsync takes.
 */
export const stageSolution = (kernel: Kernel, staged: StagedFiles): OperationDefinition => ({
  name: "StageSolution",
  kind: "action",
  binding: "none",
  executePrivilege: MISCELLANEOUS.importCustomization,
  parameters: [{ name: "CustomizationFile", type: "Binary" }],
  response: [{ name: "StageSolutionResults", type: "Json" }],
  handler: ({ input }) => {
    const file = Buffer.from(String(input["CustomizationFile"]), "base64");
    const solution = readSolution(file);
    const fault = faultOf(kernel, solution);
    const id = kernel.newId();
    if (fault === undefined) staged.set(id, file);
    return Promise.resolve({ StageSolutionResults: resultsOf(kernel, solution, id, fault) });
  },
});

const faultOf = (kernel: Kernel, solution: SolutionPackage): DataverseError | undefined => {
  try {
    validateSolution(kernel, solution);
    return undefined;
  } catch (error) {
    if (!isDataverseError(error) || error.status === NOT_IMPLEMENTED) throw error;
    return error;
  }
};

const resultsOf = (
  kernel: Kernel,
  solution: SolutionPackage,
  id: string,
  fault: DataverseError | undefined,
): object => {
  const { manifest } = solution;
  return {
    StageSolutionUploadId: id,
    StageSolutionStatus: fault === undefined ? "Passed" : "Failed",
    SolutionValidationResults:
      fault === undefined
        ? []
        : [
            {
              SolutionValidationResultType: "Error",
              Message: fault.message,
              // The signed number: code minus 2^32.
              ErrorCode: Number(fault.code) | 0,
              AdditionalInfo: null,
            },
          ],
    MissingDependencies: missingFrom(kernel, solution).map(missingJson),
    SolutionDetails: {
      SolutionUniqueName: manifest.uniqueName,
      SolutionFriendlyName: textIn(manifest.names, kernel.organization.baseLanguage) ?? manifest.uniqueName,
      SolutionVersion: manifest.version,
      IsManaged: manifest.managed,
    },
  };
};

const missingJson = ({ type, schemaName, id, displayName, solution }: Dependency): object => ({
  RequiredComponentType: type,
  RequiredComponentSchemaName: schemaName ?? null,
  RequiredComponentDisplayName: displayName ?? null,
  RequiredComponentId: id ?? null,
  RequiredSolutionName: solution ?? null,
});
