import type { OperationDefinition, ParameterDefinition } from "../../contracts";
import { invalidArgument, isDataverseError, notImplemented, unexpected } from "../../errors";
import { JobType } from "../../events/jobs";
import { MISCELLANEOUS } from "../../security/privilege-names";
import type { ImportChoices } from "../apply";
import type { Importer } from "./importer";
import type { StagedFiles } from "./stage-solution";

type Input = Readonly<Record<string, unknown>>;

const CHOICES: readonly ParameterDefinition[] = [
  { name: "OverwriteUnmanagedCustomizations", type: "Boolean" },
  { name: "PublishWorkflows", type: "Boolean" },
  { name: "ConvertToManaged", type: "Boolean", optional: true },
  { name: "SkipProductUpdateDependencies", type: "Boolean", optional: true },
  { name: "HoldingSolution", type: "Boolean", optional: true },
  { name: "AsyncRibbonProcessing", type: "Boolean", optional: true },
  { name: "ComponentParameters", type: "Json", optional: true },
  { name: "SolutionParameters", type: "Json", optional: true },
];

/** ImportSolution (reference: importsolution action): answers when the import has ended. */
export const importSolution = (importer: Importer): OperationDefinition => ({
  name: "ImportSolution",
  kind: "action",
  binding: "none",
  executePrivilege: MISCELLANEOUS.importCustomization,
  parameters: [
    ...CHOICES,
    { name: "CustomizationFile", type: "Binary" },
    { name: "ImportJobId", type: "Guid" },
  ],
  response: [],
  handler: async ({ input }) => {
    const file = bytesOf(input["CustomizationFile"]);
    await importer.begin(file, String(input["ImportJobId"]), choicesOf(input)).work();
    return {};
  },
});

/**
 * ImportSolutionAsync (reference: importsolutionasync action; docs: solution-async): a file, or one that was staged before.
 * Answers at once; the system job and the import job tell how it goes on.
 */
export const importSolutionAsync = (importer: Importer, staged: StagedFiles): OperationDefinition => ({
  name: "ImportSolutionAsync",
  kind: "action",
  binding: "none",
  executePrivilege: MISCELLANEOUS.importCustomization,
  parameters: [
    ...CHOICES,
    { name: "CustomizationFile", type: "Binary", optional: true },
    { name: "ImportJobId", type: "Guid", optional: true },
  ],
  response: [
    { name: "ImportJobKey", type: "String" },
    { name: "AsyncOperationId", type: "Guid" },
  ],
  handler: async ({ input }) => {
    const { kernel, events } = importer;
    const { jobs, queue } = events;
    const file = fileOf(input, staged);
    const key = typeof input["ImportJobId"] === "string" ? input["ImportJobId"] : kernel.newId();
    const { work } = importer.begin(file, key, choicesOf(input));
    const job = await jobs.create(JobType.ImportSolution, "Import Solution");
    queue.add(async () => {
      await jobs.start(job);
      try {
        await work();
        await jobs.succeed(job, false);
      } catch (error) {
        await jobs.fail(job, isDataverseError(error) ? error : unexpected());
      }
    });
    return { ImportJobKey: key, AsyncOperationId: job };
  },
});

const fileOf = (input: Input, staged: StagedFiles): Uint8Array => {
  if (input["CustomizationFile"] !== undefined) return bytesOf(input["CustomizationFile"]);
  const id = (input["SolutionParameters"] as Input | undefined)?.["StageSolutionUploadId"];
  const file = typeof id === "string" ? staged.get(id.toLowerCase()) : undefined;
  if (file === undefined)
    throw invalidArgument(
      "Either CustomizationFile or the StageSolutionUploadId of a staged solution is needed.",
    );
  return file;
};

const choicesOf = (input: Input): ImportChoices => {
  if (input["HoldingSolution"] === true) throw notImplemented("importing as a holding solution");
  return {
    overwriteUnmanaged: input["OverwriteUnmanagedCustomizations"] === true,
    publishWorkflows: input["PublishWorkflows"] === true,
  };
};

const bytesOf = (value: unknown): Uint8Array => Buffer.from(String(value), "base64");
