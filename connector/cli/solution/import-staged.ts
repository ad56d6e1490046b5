import { setTimeout as delay } from "node:timers/promises";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Transport } from "../../dataverse/transport";
import { CliError } from "../cli-error";
import { findingsIn, type LogFinding } from "./import-log";
import { asRefusal, hexOf, refusal } from "./refusal";
import { get, post } from "./web-api";

/** Importing builds tables and indexes: minutes, on a busy environment many. */
const IMPORT_DEADLINE_MS = 60 * 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const COMPLETED = 3;
const SUCCEEDED = 30;

interface Job {
  readonly statecode: number;
  readonly statuscode: number;
  readonly errorcode: number | null;
  readonly friendlymessage: string | null;
  readonly message: string | null;
}

/**
 * Imports a staged solution as a job of the environment's and follows it to its end (ImportSolutionAsync); gives what the
 * import's log says besides. https://learn.microsoft.com/power-platform/alm/solution-async
 * @param onProgress called with percents, whenever they have changed
 * @throws CliError when the import fails or takes longer than an hour, DataverseError
 */
export async function importStaged(
  dataverse: Transport,
  uploadId: string,
  onProgress: (percent: number) => void,
): Promise<readonly LogFinding[]> {
  const body = {
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: true,
    SolutionParameters: { StageSolutionUploadId: uploadId },
  };
  const begun = await post<{ ImportJobKey: string; AsyncOperationId: string }>(
    dataverse,
    "ImportSolutionAsync",
    body,
  ).catch((error: unknown) => Promise.reject(asRefusal(error)));
  const job = await endOf(dataverse, begun.AsyncOperationId, begun.ImportJobKey, onProgress);
  const findings = findingsIn((await importJob(dataverse, begun.ImportJobKey, "data"))?.data ?? "");
  if (job.statuscode === SUCCEEDED) return findings;
  const failures = findings
    .filter((one) => one.result === "failure")
    .map((one) => `${one.component}: ${one.text}`);
  const words = job.friendlymessage ?? job.message ?? "The import ended without success.";
  throw refusal(
    [words, ...failures.filter((one) => !one.endsWith(words))].join("\n  "),
    hexOf(job.errorcode ?? 0),
  );
}

async function endOf(
  dataverse: Transport,
  jobId: string,
  importJobId: string,
  onProgress: (percent: number) => void,
): Promise<Job> {
  const path = `asyncoperations(${jobId})?$select=statecode,statuscode,errorcode,friendlymessage,message`;
  const giveUpAt = performance.now() + IMPORT_DEADLINE_MS;
  let told = 0;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const job = await get<Job>(dataverse, path);
    const percent = Math.floor((await importJob(dataverse, importJobId, "progress"))?.progress ?? 0);
    if (percent > told) onProgress((told = percent));
    if (job.statecode === COMPLETED) return job;
    if (performance.now() > giveUpAt) {
      throw new CliError(
        "The import has been running for an hour.",
        'It goes on without this command: "Solutions > See history" in the maker portal shows its end; then run "wave-sync import" again, which completes what is left.',
        "IMPORT_STILL_RUNNING",
      );
    }
    await delay(pause);
  }
}

/** The import job's row; the platform makes it when the import begins. */
async function importJob(
  dataverse: Transport,
  id: string,
  column: "progress" | "data",
): Promise<{ readonly progress?: number | null; readonly data?: string | null } | undefined> {
  try {
    return await get(dataverse, `importjobs(${id})?$select=${column}`);
  } catch (error) {
    if (error instanceof DataverseError && error.status === 404) return undefined;
    throw error;
  }
}
