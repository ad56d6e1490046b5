import { DEADLINE_MS, type DataverseCall } from "./call";
import type { Json } from "./json";
import type { Transport } from "./transport";

export type BulkMessage = "UpsertMultiple" | "UpdateMultiple" | "CreateMultiple";

export interface BulkTable {
  readonly logicalName: string;
  readonly entitySet: string;
}

/**
 * One bulk message. Standard tables take it as a whole or not at all.
 * https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations
 */
export async function sendBulk(
  transport: Transport,
  message: BulkMessage,
  table: BulkTable,
  rows: readonly Json[],
  call: DataverseCall,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (rows.length === 0) return;
  const type = `Microsoft.Dynamics.CRM.${table.logicalName}`;
  await transport.send(
    {
      method: "POST",
      path: `${table.entitySet}/Microsoft.Dynamics.CRM.${message}`,
      headers: { "content-type": "application/json", ...headers },
      body: () => JSON.stringify({ Targets: rows.map((row) => ({ "@odata.type": type, ...row })) }),
      deadlineMs: DEADLINE_MS.bulk,
    },
    call,
  );
}
