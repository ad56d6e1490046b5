import { z } from "zod";
import * as schema from "../../core/generated/schema";
import type { Asked } from "../../core/operation/asked";
import type { OperationKind } from "../../core/operation/types";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { proveOperation, type Operation, type OperationRequest } from "../state/operations";
import type { OperationParts } from "./job";
import { readRequest } from "./requests/read-request";

const { columns } = schema.operation;
const SELECT = ["_createdby_value", "_modifiedby_value", columns.operationstatus, columns.request];

const asked: z.ZodType<Asked> = z.object({
  version: z.literal(1),
  api: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});

/** An operation that somebody has really asked for. */
export interface Proven {
  readonly operation: Operation;
  /** Of its row, where it has been read for that. */
  readonly etag?: string;
}

/**
 * A webhook's body says who asked for what, and whoever has the webhook's key can say so. Dataverse itself says it too: the row
 * of the operation was created by the person, with the request in it, and nobody has touched it since. Only that is carried out.
 * @returns the operation as Dataverse knows it; null when nobody asked for it there
 */
export async function proven(
  parts: OperationParts,
  client: DataverseClient,
  operation: Operation,
  owner: string,
  call: DataverseCall,
): Promise<Proven | null> {
  if (operation.proven) return { operation };
  const row = await client.retrieve(schema.operation.entitySet, operation.id, SELECT, call);
  const status = row?.[columns.operationstatus] ?? schema.OperationStatus.Queued;
  const untouched =
    row?._createdby_value === operation.askerId && row._modifiedby_value === operation.askerId;
  if (!row || !untouched || status !== schema.OperationStatus.Queued) return null;
  const whole = { ...operation, proven: true, request: requestIn(row[columns.request], operation.kind) };
  await proveOperation(parts.database, whole, owner);
  return { operation: whole, etag: String(row["@odata.etag"]) };
}

function requestIn(document: unknown, kind: OperationKind): OperationRequest {
  const parsed = asked.safeParse(typeof document === "string" ? jsonOf(document) : undefined);
  if (parsed.success && parsed.data.api === schema.api[kind].name)
    return readRequest(kind, parsed.data.parameters);
  const details = `${columns.request} (no request for ${schema.api[kind].name})`;
  return { refusal: { code: "BAD_REQUEST", params: { details } } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
