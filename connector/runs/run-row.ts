import * as schema from "../../core/generated/schema";
import type { Problem } from "../../core/operation/types";
import type { RunStatus } from "../admin/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { fitted } from "../pipeline/words";
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

/** Writes wave_run: the whole row, so that it does not matter whether an earlier write arrived. */
export async function tellRun(
  client: DataverseClient,
  run: Run,
  name: string,
  news: RunNews,
  call: DataverseCall,
): Promise<void> {
  const { status, progress, problem } = news;
  const { counts } = progress;
  await client.upsert(
    schema.run.entitySet,
    run.id,
    {
      [columns.name]: fitted(name, maxLength.name),
      [columns.runkind]: KIND[run.kind],
      [columns.runstatus]: STATUS[status],
      [columns.startedon]: (run.startedOn ?? new Date()).toISOString(),
      [columns.endedon]: news.endedOn ?? null,
      [columns.total]: progress.total,
      [columns.created]: counts.created,
      [columns.updated]: counts.updated,
      [columns.unchanged]: counts.unchanged,
      [columns.skipped]: counts.skipped,
      [columns.conflict]: counts.conflict,
      [columns.failed]: counts.failed,
      [columns.requests]: progress.requests,
      [columns.message]: problem ? fitted(`${problem.message} ${problem.nextStep}`, maxLength.message) : null,
      [columns.correlationid]: run.correlationId,
      [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${run.connectionId})`,
      [`${lookups.mapping.nav}@odata.bind`]: `/${schema.mapping.entitySet}(${run.mappingId})`,
    },
    call,
  );
}
