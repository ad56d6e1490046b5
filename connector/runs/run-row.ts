import * as schema from "../../core/generated/schema";
import type { Problem } from "../../core/operation/types";
import type { RunStatus } from "../state/run-status";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import type { Json } from "../dataverse/json";
import { fitted } from "../../core/values/fitted";
import type { Checkpoint, Run, RunKind } from "../state/runs";

const { columns, lookups, maxLength } = schema.run;

const STATUS: Readonly<Record<RunStatus, number>> = {
  queued: schema.RunStatus.Queued,
  running: schema.RunStatus.Running,
  succeeded: schema.RunStatus.Succeeded,
  succeededWithWarnings: schema.RunStatus.SucceededWithWarnings,
  failed: schema.RunStatus.Failed,
  canceled: schema.RunStatus.Canceled,
  undone: schema.RunStatus.Undone,
};

const KIND: Readonly<Record<RunKind, number>> = {
  firstImport: schema.RunKind.FirstImport,
  scheduled: schema.RunKind.Scheduled,
  onDemand: schema.RunKind.OnDemand,
  reconcile: schema.RunKind.Reconcile,
  undo: schema.RunKind.Undo,
};

/** What a run's row in Dataverse says, for admins to read. */
export interface RunNews {
  readonly status: RunStatus;
  readonly progress: Checkpoint;
  readonly endedOn?: string;
  readonly problem?: Problem;
}

/**
 * Creates wave_run, as running. One that is there already is left as it is: from an earlier attempt, or because somebody else
 * has brought the run to its end while this worker stood still. One that was stopped goes on.
 */
export async function openRunRow(
  client: DataverseClient,
  run: Run,
  name: string,
  progress: Checkpoint,
  call: DataverseCall,
): Promise<void> {
  const body = { [schema.run.primaryId]: run.id, ...whole(run, name, { status: "running", progress }) };
  try {
    await client.create(schema.run.entitySet, body, call);
  } catch (error) {
    if (!(error instanceof DataverseError) || error.issueCode("write") !== "DUPLICATE_ROW") throw error;
    if (run.continued) await continueRow(client, run, call);
  }
}

async function continueRow(client: DataverseClient, run: Run, call: DataverseCall): Promise<void> {
  const row = await client.retrieve(schema.run.entitySet, run.id, [columns.runstatus], call);
  if (row?.[columns.runstatus] !== STATUS.canceled) return;
  const body = { [columns.runstatus]: STATUS.running, [columns.endedon]: null, [columns.message]: null };
  await client.update(schema.run.entitySet, run.id, body, { ...call, ifMatch: String(row["@odata.etag"]) });
}

/** How far the run has come and when it is expected to end, and nothing else: whoever is late with this must not show a run that has ended as running again. */
export async function reportProgress(
  client: DataverseClient,
  run: Run,
  progress: Checkpoint,
  now: Date,
  call: DataverseCall,
): Promise<void> {
  const { msLeft } = progress;
  const expected = msLeft === undefined ? null : new Date(now.getTime() + msLeft).toISOString();
  const body = { ...progressColumns(progress), [columns.expectedon]: expected };
  await client.update(schema.run.entitySet, run.id, body, call);
}

/** Writes wave_run: the whole row, so that it does not matter whether an earlier write arrived. */
export async function reportRun(
  client: DataverseClient,
  run: Run,
  name: string,
  news: RunNews,
  call: DataverseCall,
): Promise<void> {
  await client.upsert(schema.run.entitySet, run.id, whole(run, name, news), call);
}

function whole(run: Run, name: string, { status, progress, problem, endedOn }: RunNews): Json {
  return {
    [columns.name]: fitted(name, maxLength.name),
    [columns.runkind]: KIND[run.kind],
    [columns.runstatus]: STATUS[status],
    [columns.startedon]: (run.startedOn ?? new Date()).toISOString(),
    [columns.endedon]: endedOn ?? null,
    [columns.expectedon]: null,
    ...progressColumns(progress),
    [columns.message]: problem ? fitted(`${problem.message} ${problem.nextStep}`, maxLength.message) : null,
    [columns.correlationid]: run.correlationId,
    [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${run.connectionId})`,
    [`${lookups.mapping.nav}@odata.bind`]: `/${schema.mapping.entitySet}(${run.mappingId})`,
    ...(run.askerId ? { [`${lookups.startedby.nav}@odata.bind`]: `/systemusers(${run.askerId})` } : {}),
  };
}

function progressColumns({ counts, requests, total }: Checkpoint): Json {
  return {
    [columns.total]: total,
    [columns.created]: counts.created,
    [columns.updated]: counts.updated,
    [columns.unchanged]: counts.unchanged,
    [columns.skipped]: counts.skipped,
    [columns.conflict]: counts.conflict,
    [columns.failed]: counts.failed,
    [columns.requests]: requests,
  };
}
