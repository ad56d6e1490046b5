import type { OperationDefinition, ParameterDefinition } from "../../contracts";
import { notImplemented } from "../../errors";

const text = (...names: readonly string[]): readonly ParameterDefinition[] =>
  names.map((name) => ({ name, type: "Json", optional: true }));

/** Operations of the solution system that the local Dataverse does not do, with the parameters they have. */
const UNDONE: Readonly<Record<string, readonly ParameterDefinition[]>> = {
  ExportSolution: text(
    "SolutionName",
    "Managed",
    "TargetVersion",
    "ExportAutoNumberingSettings",
    "ExportCalendarSettings",
  ),
  ExportSolutionAsync: text("SolutionName", "Managed"),
  StageAndUpgrade: text(
    "CustomizationFile",
    "OverwriteUnmanagedCustomizations",
    "PublishWorkflows",
    "ImportJobId",
  ),
  DeleteAndPromote: text("UniqueName"),
  CloneAsPatch: text("ParentSolutionUniqueName", "DisplayName", "VersionNumber"),
  CloneAsSolution: text("ParentSolutionUniqueName", "DisplayName", "VersionNumber"),
};

/** They exist, so that the answer is 501 with a name and not "resource not found". */
export const undoneOperations: readonly OperationDefinition[] = Object.entries(UNDONE).map(
  ([name, parameters]) => ({
    name,
    kind: "action",
    binding: "none",
    parameters,
    response: [],
    handler: () => Promise.reject(notImplemented(name)),
  }),
);
