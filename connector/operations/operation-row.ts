import * as schema from "../../core/generated/schema";
import { OUTCOMES, type OutcomeCounts } from "../../core/outcome";
import { totalOf } from "../../core/operation/counts";
import { serializeOperationResult } from "../../core/operation/schema";
import type { OperationKind, OperationResult, Problem } from "../../core/operation/types";
import type { Clock } from "../clock/clock";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import { pointingTo } from "../tables/our-lookups";
import { fitted } from "../../core/values/fitted";
import { timestamp } from "../clock/timestamp";
import { LeaseLostError } from "../state/lease";
import type { Operation } from "../state/operations";
import type { End, Progress } from "./job";

const { columns, lookups, maxLength } = schema.operation;

const KIND: Readonly<Record<OperationKind, number>> = {
  push: schema.OperationKind.Push,
  pull: schema.OperationKind.Pull,
  preview: schema.OperationKind.Preview,
  startRun: schema.OperationKind.StartRun,
  undoRun: schema.OperationKind.UndoRun,
  resolve: schema.OperationKind.Resolve,
  describe: schema.OperationKind.Describe,
  mail: schema.OperationKind.Mail,
  setup: schema.OperationKind.Setup,
};

/** What a row says that is at its end. */
const ENDS: Readonly<Record<number, "succeeded" | "failed">> = {
  [schema.OperationStatus.Succeeded]: "succeeded",
  [schema.OperationStatus.Failed]: "failed",
};

/** Forms read the row; writing it more often than this helps nobody. */
const PROGRESS_EVERY_MS = 2_000;

/** wave_operation(OperationId): she who asks has created it, and reads it; what happens is written by the connector. */
export class OperationRow {
  private told = -Infinity;

  constructor(
    private readonly client: DataverseClient,
    private readonly operation: Operation,
    private readonly call: DataverseCall,
    private readonly clock: Clock,
  ) {}

  /** What the row says now. */
  async read(): Promise<{ readonly ended: "succeeded" | "failed" | null; readonly etag: string }> {
    const select = [columns.operationstatus];
    const row = await this.client.retrieve(schema.operation.entitySet, this.operation.id, select, this.call);
    const ended = ENDS[Number(row?.[columns.operationstatus])] ?? null;
    return { ended, etag: String(row?.["@odata.etag"] ?? "*") };
  }

  /**
   * Says that it is taken up, and what it is: only in the row as it was read. A worker that stood still meanwhile must not say so in
   * one that somebody else has ended, since nobody would put that right.
   * @param etag of the row, where it has just been read
   * @throws LeaseLostError when somebody else has ended it
   */
  async begin(etag?: string): Promise<void> {
    for (let known = etag; ; known = undefined) {
      const read = known === undefined ? await this.read() : { ended: null, etag: known };
      if (read.ended) throw new LeaseLostError(`operation ${this.operation.id}`);
      try {
        return await this.writeBegin(read.etag);
      } catch (error) {
        if (!(error instanceof DataverseError) || error.status !== 412) throw error;
      }
    }
  }

  private writeBegin(ifMatch: string): Promise<void> {
    const { id, kind, request, correlationId, takenOn } = this.operation;
    const table = tableOf(this.operation);
    return this.client.update(
      schema.operation.entitySet,
      id,
      {
        [columns.name]: [kind, table, takenOn.toISOString()].filter(Boolean).join(" "),
        [columns.operationkind]: KIND[kind],
        [columns.operationstatus]: schema.OperationStatus.Running,
        ...(table ? { [columns.table]: fitted(table, maxLength.table) } : {}),
        [columns.total]: "recordIds" in request ? request.recordIds.length : 0,
        [columns.done]: 0,
        [columns.startedon]: takenOn.toISOString(),
        [columns.correlationid]: correlationId,
      },
      { ...this.call, ifMatch },
    );
  }

  async progress({ done, total, counts }: Progress): Promise<void> {
    const now = this.clock.elapsed();
    if (now - this.told < PROGRESS_EVERY_MS) return;
    this.told = now;
    await this.client.update(
      schema.operation.entitySet,
      this.operation.id,
      {
        [columns.done]: done,
        ...(typeof total === "number" ? { [columns.total]: total } : {}),
        ...(counts ? countColumns(counts) : {}),
      },
      this.call,
    );
  }

  async finish(end: End, problem: Problem | null): Promise<void> {
    try {
      await this.write(end, problem);
    } catch (error) {
      // The row it is about, or its connection, was deleted meanwhile; whoever waits is to read the answer all the same.
      if (!(error instanceof DataverseError) || error.status !== 404) throw error;
      const { row: _row, ...rest } = end;
      await this.write({ ...rest, connectionId: null }, problem);
    }
  }

  private async write(end: End, problem: Problem | null): Promise<void> {
    const { result, connectionId, row } = end;
    const { id, request } = this.operation;
    const done = "recordIds" in request ? request.recordIds.length : totalOf(result.counts);
    await this.client.update(
      schema.operation.entitySet,
      id,
      {
        [columns.operationstatus]: end.succeeded
          ? schema.OperationStatus.Succeeded
          : schema.OperationStatus.Failed,
        [columns.done]: done,
        [columns.total]: done,
        ...countColumns(result.counts),
        [columns.result]: fitResult(result),
        [columns.code]: problem?.code ?? null,
        [columns.message]: problem ? fitted(problem.message, maxLength.message) : null,
        [columns.nextstep]: problem ? fitted(problem.nextStep, maxLength.nextstep) : null,
        [columns.endedon]: timestamp(this.clock),
        ...(connectionId
          ? { [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connectionId})` }
          : {}),
        ...(row ? pointingTo(lookups, { table: row.table, id: row.recordId }) : {}),
      },
      this.call,
    );
  }
}

function tableOf({ request }: Operation): string | undefined {
  if ("table" in request) return request.table;
  return "about" in request && "table" in request.about ? request.about.table : undefined;
}

function countColumns(counts: OutcomeCounts): Record<string, number> {
  return Object.fromEntries(OUTCOMES.map((outcome) => [columns[outcome], counts[outcome]]));
}

/** The result as JSON that fits its column: first the unchanged fields go, then all fields; never a record. */
function fitResult(result: OperationResult): string {
  const text = serializeOperationResult(result);
  if (text.length <= maxLength.result) return text;
  const changedOnly = result.records.map((record) => ({
    ...record,
    ...(record.fields ? { fields: record.fields.filter((field) => field.verdict !== "unchanged") } : {}),
  }));
  const shorter = serializeOperationResult({ ...result, records: changedOnly });
  if (shorter.length <= maxLength.result) return shorter;
  const bare = result.records.map(({ fields: _fields, ...record }) => record);
  return serializeOperationResult({ ...result, records: bare });
}
