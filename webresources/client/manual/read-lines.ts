import { mapping, MappingStatus } from "../../../core/generated/schema";
import type { Transport } from "../transport/transport";
import { joinLines, manualLines, type AskingKind, type ManualLine } from "./manual-lines";

/**
 * The lines to ask for where no link tells which mapping it is: those of all active mappings of the table.
 * Throws ClientError.
 */
export async function readManualLines(
  transport: Transport,
  table: string,
  kind: AskingKind,
): Promise<readonly ManualLine[]> {
  const { columns } = mapping;
  const rows = await transport.query(
    mapping.logicalName,
    mapping.entitySet,
    `?$select=${columns.fieldmap}&$filter=${columns.table} eq '${table}' and ` +
      `${columns.mappingstatus} eq ${MappingStatus.Active}`,
  );
  return joinLines(rows.map((row) => manualLines(row[columns.fieldmap] as string | undefined, kind)));
}
