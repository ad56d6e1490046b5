import type { Decision } from "../../core/operation/decision";
import type { DoneRecords } from "../../core/operation/done";
import type { MailAction } from "../../core/operation/mail-answer";
import type { SetupAction } from "../../core/operation/setup-answer";
import type {
  OperationKind,
  RecordsKind,
  RunAction,
  StartableRun,
  UndoMode,
} from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import type { Sql } from "../database/database";
import { FREE, LeasedRows, RELEASED, takenBy } from "./leased-rows";

export type OperationStatus = "queued" | "running" | "succeeded" | "failed" | "canceled";

/** Pushes, pulls and previews. */
export interface RecordsRequest {
  readonly table: string;
  readonly recordIds: readonly string[];
  readonly connectionId?: string;
  /** LCID of the asker's language. */
  readonly language?: number;
  /** For a preview: which way it looks. */
  readonly direction?: "both" | "toSystem" | "toDataverse";
  /** Values for manual lines, by line id. */
  readonly manual?: Readonly<Record<string, string | number | boolean | null>>;
  /** Lines whose manual values lost characters that cannot be kept. */
  readonly cleaned?: readonly string[];
  /** What it has done already, by row id: where its end could not be told, it is done again, and finds nothing to do. */
  readonly done?: DoneRecords;
}

export interface StartRunRequest {
  readonly runKind: StartableRun;
  /** What is asked of a run that is there already. */
  readonly change?: { readonly runId: string; readonly action: RunAction };
  /** Absent: all active mappings. */
  readonly mappingId?: string;
  readonly language?: number;
  /** Runs that were started for it. */
  readonly runIds?: readonly string[];
}

export interface UndoRunRequest {
  readonly runId: string;
  /** Absent: it is taken back. */
  readonly mode?: Exclude<UndoMode, "undo">;
  /** For records: the row after which the page begins. */
  readonly after?: string;
  readonly language?: number;
  /** The run that takes it back. */
  readonly runIds?: readonly string[];
}

export interface ResolveRequest {
  readonly about: { readonly issueId: string } | { readonly table: string; readonly recordId: string };
  readonly decision: Decision;
  readonly language?: number;
}

export interface DescribeRequest {
  /** The connection whose fields are told; absent: none's. */
  readonly connectionId?: string;
  readonly language?: number;
  /** Match rules to be tried, instead: the document as it would be saved. */
  readonly trial?: { readonly mappingId: string; readonly matchRules: string };
}

export interface MailRequest {
  readonly action: MailAction;
  /** The record on whose form it is asked, or the mail's own row. */
  readonly table?: string;
  readonly recordId?: string;
  readonly query?: string;
  readonly language?: number;
}

export interface SetupRequest {
  readonly action: SetupAction;
  /** For a link: the system's key. */
  readonly system?: string;
  /** For a link: the public key its secret is sealed with, as SPKI in Base64. */
  readonly key?: string;
  readonly language?: number;
}

/** It cannot be done as it was asked; it is taken all the same, so that the person reads why. */
export interface RefusedRequest {
  readonly refusal: IssueRef;
  readonly table?: string;
  readonly language?: number;
}

interface RequestOf extends Readonly<Record<RecordsKind, RecordsRequest>> {
  readonly startRun: StartRunRequest;
  readonly undoRun: UndoRunRequest;
  readonly resolve: ResolveRequest;
  readonly describe: DescribeRequest;
  readonly mail: MailRequest;
  readonly setup: SetupRequest;
}

/** What was asked. */
export type OperationRequest = RequestOf[OperationKind] | RefusedRequest;

interface Taken {
  readonly environmentId: string;
  readonly id: string;
  readonly requestHash: string;
  /** Who asked, as the call says; {@link proven} says whether it is so. */
  readonly askerId: string;
  /** Dataverse has said that she asked for exactly this. */
  readonly proven: boolean;
  readonly correlationId: string;
  readonly status: OperationStatus;
  readonly attempts: number;
  readonly takenOn: Date;
}

/** An operation of these kinds, with the request that belongs to its kind. */
export type OperationOf<K extends OperationKind> = {
  readonly [kind in K]: Taken & { readonly kind: kind; readonly request: RequestOf[kind] };
}[K];

/** An operation as it was taken: it may have been refused. */
export interface Operation extends Taken {
  readonly kind: OperationKind;
  readonly request: OperationRequest;
}

export type NewOperation = Omit<Operation, "status" | "attempts" | "takenOn" | "proven">;

export function isRefused(operation: Operation): operation is Operation & { request: RefusedRequest } {
  return "refusal" in operation.request && operation.request.refusal !== undefined;
}

const LEASED = new LeasedRows("operation", ["environment_id", "id"], "ended_on is null");

const COLUMNS = `environment_id as "environmentId", id, kind, request, request_hash as "requestHash", asker_id as "askerId", proven,
  correlation_id as "correlationId", status, attempts, taken_on as "takenOn"`;

/** Takes an operation durably. "known": the same was taken before; "different": the id stands for something else. */
export async function takeOperation(
  sql: Sql,
  operation: NewOperation,
): Promise<"taken" | "known" | "different"> {
  const taken = await sql.query(
    `insert into wave_sync.operation (environment_id, id, kind, request, request_hash, asker_id, correlation_id, status)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, 'queued') on conflict do nothing returning id`,
    [
      operation.environmentId,
      operation.id,
      operation.kind,
      JSON.stringify(operation.request),
      operation.requestHash,
      operation.askerId,
      operation.correlationId,
    ],
  );
  if (taken.length > 0) return "taken";
  const known = await findOperation(sql, operation.environmentId, operation.id);
  const same = known?.requestHash === operation.requestHash && known.askerId === operation.askerId;
  return same ? "known" : "different";
}

export async function findOperation(sql: Sql, environmentId: string, id: string): Promise<Operation | null> {
  const rows = await sql.query<Operation>(
    `select ${COLUMNS} from wave_sync.operation where environment_id = $1 and id = $2`,
    [environmentId, id],
  );
  return rows[0] ?? null;
}

/** Takes the operation for `owner` if it is unfinished and nobody works on it; null otherwise. */
export async function leaseOperation(
  sql: Sql,
  environmentId: string,
  id: string,
  owner: string,
): Promise<Operation | null> {
  const rows = await sql.query<Operation>(
    `update wave_sync.operation set status = 'running', ${takenBy("$3")}
     where environment_id = $1 and id = $2 and ended_on is null and ${FREE} returning ${COLUMNS}`,
    [environmentId, id, owner],
  );
  return rows[0] ?? null;
}

/** Keeps what Dataverse says was asked for: from now on the operation is worked on. */
export function proveOperation(
  sql: Sql,
  { environmentId, id, request }: Pick<Operation, "environmentId" | "id" | "request">,
  owner: string,
): Promise<void> {
  const values = [JSON.stringify(request)];
  return LEASED.mustUpdate(sql, [environmentId, id], owner, "proven = true, request = $1::jsonb", values);
}

/** Remembers the runs an operation has started, so that it starts them once. */
export function rememberRuns(
  sql: Sql,
  environmentId: string,
  id: string,
  owner: string,
  runIds: readonly string[],
): Promise<void> {
  const request = "request = request || jsonb_build_object('runIds', $1::jsonb)";
  return LEASED.mustUpdate(sql, [environmentId, id], owner, request, [JSON.stringify(runIds)]);
}

/** Remembers what became of records. Belongs into the transaction of their outcome. @throws LeaseLostError */
export function rememberDone(
  sql: Sql,
  environmentId: string,
  id: string,
  owner: string,
  done: DoneRecords,
): Promise<void> {
  const request =
    "request = jsonb_set(request, '{done}', coalesce(request->'done', '{}'::jsonb) || $1::jsonb)";
  return LEASED.mustUpdate(sql, [environmentId, id], owner, request, [JSON.stringify(done)]);
}

/** False when somebody else has taken over. */
export function renewOperation(sql: Sql, environmentId: string, id: string, owner: string): Promise<boolean> {
  return LEASED.renew(sql, [environmentId, id], owner);
}

/** False when somebody else has taken over. */
export function endOperation(
  sql: Sql,
  environmentId: string,
  id: string,
  owner: string,
  status: OperationStatus,
): Promise<boolean> {
  return LEASED.update(sql, [environmentId, id], owner, `status = $1, ended_on = now(), ${RELEASED}`, [
    status,
  ]);
}

/** Gives it back unfinished (the connector stops, or a run has to end first): `pauseMs` from now somebody may take it again. */
export function returnOperation(
  sql: Sql,
  environmentId: string,
  id: string,
  owner: string,
  pauseMs = 0,
): Promise<void> {
  return LEASED.giveBack(sql, [environmentId, id], owner, pauseMs, [
    "status = 'queued'",
    "attempts = greatest(attempts - 1, 0)",
  ]);
}

/** Unfinished operations nobody works on. `settledMs`: leave out those taken just now, whose taker is about to start. */
export async function waitingOperations(
  sql: Sql,
  settledMs: number,
): Promise<readonly { environmentId: string; id: string; lost: boolean }[]> {
  return sql.query(
    `select environment_id as "environmentId", id, lease_owner is not null as lost from wave_sync.operation
     where ended_on is null and ${FREE} and (lease_owner is not null or taken_on < now() - $1 * interval '1 millisecond')`,
    [settledMs],
  );
}

export async function openOperations(sql: Sql, environmentId: string): Promise<number> {
  const rows = await sql.query<{ open: number }>(
    "select count(*)::int as open from wave_sync.operation where environment_id = $1 and ended_on is null",
    [environmentId],
  );
  return rows[0]!.open;
}
