import { randomUUID } from "node:crypto";
import { CannotSyncError, chooseMapping } from "../pipeline/build/build-sync";
import type { Queue } from "../work/queue";
import { addRun, askRunToStop, findRun, reopenRun, type Run, type RunKind } from "../state/runs";
import type { WorkParts } from "../environment/work-parts";

export type RequestParts = Pick<WorkParts, "database" | "environments"> & { readonly queue: Queue };

/** Kinds that are asked for by name; an undo needs the run it takes back. */
export type RequestableKind = Exclude<RunKind, "undo">;

export interface RunRequest {
  readonly environmentId: string;
  readonly mappingId: string;
  readonly kind: RequestableKind;
  /** systemuserid of whoever asks; absent when nobody does. */
  readonly askerId?: string;
}

/** The run that was asked for; `added` is false when the same was asked for before and has not ended yet. */
export interface RequestedRun {
  readonly runId: string;
  readonly added: boolean;
}

/**
 * Starts a run of a mapping, or gives the one of its kind that has not ended yet. Runs of one mapping go one after another.
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED; NotConnectedError
 */
export async function requestRun(parts: RequestParts, request: RunRequest): Promise<RequestedRun> {
  const { environmentId, mappingId, kind, askerId } = request;
  const runtime = await parts.environments.get(environmentId);
  const { connectionId } = await chooseMapping(runtime, { mappingId });
  return add(parts, { environmentId, connectionId, mappingId, kind, ...(askerId ? { askerId } : {}) });
}

export interface UndoRequest {
  readonly environmentId: string;
  /** The run to take back. */
  readonly runId: string;
  readonly askerId?: string;
}

/**
 * Starts taking a run back: every field that still holds what the run wrote gets the value it had before. Asked again while
 * that is under way, it gives the same undo.
 * @throws CannotSyncError RUN_TOO_OLD (what it wrote is not known any more), RUN_NOT_FINISHED, RUN_ALREADY_UNDONE, RUN_IS_UNDO
 */
export async function requestUndo(parts: RequestParts, request: UndoRequest): Promise<RequestedRun> {
  const { environmentId, runId, askerId } = request;
  const { connectionId, mappingId } = await undoable(parts, request);
  const undo = { environmentId, connectionId, mappingId, kind: "undo" as const, undoes: runId };
  return add(parts, { ...undo, ...(askerId ? { askerId } : {}) });
}

/**
 * A run that can be taken back.
 * @throws CannotSyncError RUN_TOO_OLD, RUN_NOT_FINISHED, RUN_ALREADY_UNDONE, RUN_IS_UNDO
 */
export async function undoable(parts: Pick<RequestParts, "database">, choice: RunChoice): Promise<Run> {
  const run = await known(parts, choice);
  if (run.kind === "undo") throw new CannotSyncError({ code: "RUN_IS_UNDO" });
  if (run.status === "undone") throw new CannotSyncError({ code: "RUN_ALREADY_UNDONE" });
  if (run.endedOn === null) throw new CannotSyncError({ code: "RUN_NOT_FINISHED" });
  return run;
}

/** A run that somebody points at. */
export type RunChoice = Omit<UndoRequest, "askerId">;

/**
 * Wants a run to stop: between two chunks it does, with what it has done saved.
 * @throws CannotSyncError RUN_TOO_OLD, RUN_NOT_RUNNING
 */
export async function requestStop(
  parts: RequestParts & Pick<WorkParts, "stops">,
  choice: RunChoice,
): Promise<void> {
  const { environmentId, id } = await known(parts, choice);
  if (!(await askRunToStop(parts.database, id))) throw new CannotSyncError({ code: "RUN_NOT_RUNNING" });
  parts.stops.want(id);
  await parts.queue.remind("runs", id, environmentId);
}

/**
 * Lets a run that was stopped go on where it stopped.
 * @throws CannotSyncError RUN_TOO_OLD, RUN_NOT_STOPPED, MAPPING_PAUSED
 */
export async function requestResume(
  parts: RequestParts,
  choice: RunChoice & { readonly askerId: string },
): Promise<void> {
  const { environmentId, id, kind, mappingId } = await known(parts, choice);
  // A run can be taken back although its mapping is paused.
  if (kind !== "undo") await chooseMapping(await parts.environments.get(environmentId), { mappingId });
  if (!(await reopenRun(parts.database, id, choice.askerId)))
    throw new CannotSyncError({ code: "RUN_NOT_STOPPED" });
  await parts.queue.remind("runs", id, environmentId);
}

/** A run is forgotten together with its journal. @throws CannotSyncError RUN_TOO_OLD */
export async function known(
  { database }: Pick<RequestParts, "database">,
  { environmentId, runId }: RunChoice,
): Promise<Run> {
  const run = await findRun(database, runId);
  if (!run || run.environmentId !== environmentId) throw new CannotSyncError({ code: "RUN_TOO_OLD" });
  return run;
}

async function add(
  { database, queue }: RequestParts,
  run: Omit<Parameters<typeof addRun>[1], "id" | "correlationId">,
): Promise<RequestedRun> {
  const { id, added } = await addRun(database, {
    ...run,
    id: randomUUID(),
    correlationId: randomUUID(),
  });
  await queue.remind("runs", id, run.environmentId);
  return { runId: id, added };
}
