import { MetadataModel } from "../../../local/dataverse/metadata/model";
import { addStandardTables } from "../../../local/dataverse/metadata/standard";
import { solutionColumns } from "./solution";

const platform = new MetadataModel();
addStandardTables(platform);

/** Every column of a table: the platform's own (as the local Dataverse knows them), and those the solution brings. */
export function columnsOf(table: string): Set<string> {
  return new Set([...(platform.table(table)?.columns.keys() ?? []), ...solutionColumns(table)]);
}
