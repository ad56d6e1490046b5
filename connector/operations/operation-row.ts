import * as schema from "../../core/generated/schema";
import { noOutcomes } from "../../core/outcome";
import { serializeOperationResult } from "../../core/operation/schema";
import type { OperationResult, Problem } from "../../core/operation/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import { bind } from "../environment/rows";
import { fitted } from "../pipeline/words";
import { timestamp } from "../pipeline/sync";
import type { Operation } from "../state/operations";

const { columns, lookups, maxLength } = schema.operation;

const KIND: Readonly<Record<Operation["kind"], number>> = {
  push: schema.OperationKind.Push,
  pull: schema.OperationKind.Pull,
  preview: schema.OperationKind.Preview,
};

/** Forms read the row; writing it more often than this helps nobody. */
const PROGRESS_EVERY_MS = 2_000;

/** The id the caller chose belongs to somebody else's operation. */
export class OperationTakenError extends Error {
  override readonly name = "OperationTakenError";
}

/** wave_operation(OperationId): what the person who asked reads. She owns it; what happens is written by the connector. */
export class OperationRow {
  private told = 0;

  constructor(
    private readonly client: DataverseClient,
    private readonly operation: Operation,
    private readonly call: DataverseCall,
  ) {}

  /**
   * Creates the row as the person who asked, so that it is hers. Nothing it would need more rights for is set here.
   * @throws OperationTakenError
   */
  async open(): Promise<void> {
    const { id, kind, request, askerId, correlationId, takenOn } = this.operation;
    try {
      await this.client.create(
        schema.operation.entitySet,
        {
          [schema.operation.primaryId]: id,
          [columns.name]: `${kind} ${request.table} ${takenOn.toISOString()}`,
          [columns.operationkind]: KIND[kind],
          [columns.operationstatus]: schema.OperationStatus.Running,
          [columns.table]: fitted(request.table, maxLength.table),
          [columns.total]: request.recordIds.length,
          [columns.done]: 0,
          [columns.request]: fitted(JSON.stringify(request), maxLength.request),
          [columns.startedon]: takenOn.toISOString(),
          [columns.correlationid]: correlationId,
        },
        { ...this.call, asUser: askerId },
      );
    } catch (error) {
      if (!(error instanceof DataverseError) || error.issueCode("write") !== "DUPLICATE_ROW") throw error;
      await this.requireOurs();
    }
  }

  /** The row is there already: from an earlier attempt, or because the id was borrowed from another operation. */
  private async requireOurs(): Promise<void> {
    const { id, askerId } = this.operation;
    const row = await this.client.retrieve(
      schema.operation.entitySet,
      id,
      ["_ownerid_value", columns.operationstatus],
      this.call,
    );
    const running = row?.[columns.operationstatus] === schema.OperationStatus.Running;
    if (row?._ownerid_value !== askerId || !running)
      throw new OperationTakenError(`Operation ${id} exists already.`);
  }

  async progress(done: number): Promise<void> {
    if (Date.now() - this.told < PROGRESS_EVERY_MS) return;
    this.told = Date.now();
    await this.client.update(
      schema.operation.entitySet,
      this.operation.id,
      { [columns.done]: done },
      this.call,
    );
  }

  async finish(end: {
    readonly succeeded: boolean;
    readonly result: OperationResult;
    readonly problem: Problem | null;
    readonly connectionId: string | null;
  }): Promise<void> {
    const { result, problem, connectionId } = end;
    const { id, request } = this.operation;
    const counts = { ...noOutcomes(), ...result.counts };
    const lookup = lookups[request.table as "contact" | "account"];
    const [only] = request.recordIds.length === 1 ? result.records : [];
    const exists = only !== undefined && only.problem?.code !== "RECORD_NOT_FOUND";
    await this.client.update(
      schema.operation.entitySet,
      id,
      {
        [columns.operationstatus]: end.succeeded
          ? schema.OperationStatus.Succeeded
          : schema.OperationStatus.Failed,
        [columns.done]: request.recordIds.length,
        [columns.created]: counts.created,
        [columns.updated]: counts.updated,
        [columns.unchanged]: counts.unchanged,
        [columns.skipped]: counts.skipped,
        [columns.conflict]: counts.conflict,
        [columns.failed]: counts.failed,
        [columns.result]: fitResult(result),
        [columns.code]: problem?.code ?? null,
        [columns.message]: problem ? fitted(problem.message, maxLength.message) : null,
        [columns.nextstep]: problem ? fitted(problem.nextStep, maxLength.nextstep) : null,
        [columns.endedon]: timestamp(),
        ...(connectionId
          ? { [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connectionId})` }
          : {}),
        ...(lookup && exists ? { [`${lookup.nav}@odata.bind`]: bind(request.table, only.recordId) } : {}),
      },
      this.call,
    );
  }
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
