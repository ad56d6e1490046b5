import { mappingColumns, mappingNames, MappingStatus } from "../../../core/generated/schema";
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
  const rows = await transport.query(
    mappingNames.logicalName,
    mappingNames.entitySet,
    `?$select=${mappingColumns.fieldmap}&$filter=${mappingColumns.table} eq '${table}' and ` +
      `${mappingColumns.mappingstatus} eq ${MappingStatus.Active}`,
  );
  return joinLines(rows.map((row) => manualLines(row[mappingColumns.fieldmap] as string | undefined, kind)));
}
