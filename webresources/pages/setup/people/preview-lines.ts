import type { RecordResult } from "../../../../core/operation/types";
import type { PageContext } from "../page-context";
import { words } from "../runs/RecordDetails";

/** A preview for a spreadsheet: a line for each field that differs, or one for a record without any. */
export function previewLines(page: PageContext, records: readonly RecordResult[]): string[][] {
  const { t } = page;
  const head = ["Csv_Record", "Csv_Outcome", "Record_Field", "Record_Before", "Record_After", "Record_Side"];
  const lines = [[...head, "Csv_Reason", "Csv_Problem", "Csv_Id"].map((key) => t(key))];
  for (const { externalId = "", fields = [], name, outcome, problem } of records) {
    const record = [name ?? t("Record_Hidden"), t(`Would_${outcome}`)];
    const end = [problem ? `${problem.message} ${problem.nextStep}` : "", externalId];
    if (fields.length === 0) lines.push([...record, "", "", "", "", "", ...end]);
    for (const field of fields) {
      const inSystem = field.verdict === "writeSystem";
      const before = words(inSystem ? field.system : field.dataverse, page);
      const after = field.result === undefined ? "" : words(field.result, page);
      const side = field.result === undefined ? "" : t(inSystem ? "Record_In_System" : "Record_In_Dynamics");
      lines.push([...record, field.label, before, after, side, field.reasonText, ...end]);
    }
  }
  return lines;
}
