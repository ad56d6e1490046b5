import { accountColumns, contactColumns } from "../../generated/schema";
import { fit } from "../../map/fit";
import { isReadOnly, type ColumnInfo, type Columns } from "../columns";
import { targetIsOpen } from "../lookup-path";
import type { SystemFieldInfo, SystemFields } from "../system-fields";
import type { MappingLine } from "../types";
import { checkTypes } from "./check-types";
import { type CheckResult, type Finding, worst } from "./types";

/** What a system can do beside holding fields. */
export interface Offers {
  /** It logs activities, with which engagement lines are set. */
  readonly activities?: boolean;
}

/**
 * Whether a line can work, judged by the column's metadata and the system's field: blue, yellow or red, with the reason.
 * A red line is never written, and never holds up the others; the same check runs when a mapping is saved and before a run.
 */
export function checkLine(
  line: MappingLine,
  columns: Columns,
  fields: SystemFields,
  offers: Offers = {},
): CheckResult {
  const column = columns[line.column];
  const finding = worst(
    column ? findings(line, column, fields, offers) : [{ level: "unsupported", code: "columnMissing" }],
  );
  const suggested = finding.suggestedColumn;
  const params: Record<string, string | number> = {
    column: column?.label ?? line.column,
    field: line.systemField ?? "",
  };
  const length = line.transformations.find((rule) => rule.kind === "cut")?.length ?? column?.maxLength;
  if (length !== undefined) params.length = length;
  return {
    line: line.id,
    level: finding.level,
    code: finding.code,
    params,
    ...(suggested !== undefined && columns[suggested] ? { suggestedColumn: suggested } : {}),
  };
}

/** The check of every line, in the order of the field map. */
export function checkFieldMap(
  lines: readonly MappingLine[],
  columns: Columns,
  fields: SystemFields,
  offers: Offers = {},
): readonly CheckResult[] {
  return lines.map((line) => checkLine(line, columns, fields, offers));
}

/** Columns that say what a row is to Dataverse, or that change with every write. What is inactive is for the delete policy to say. */
const OF_THE_PLATFORM: ReadonlySet<string> = new Set([
  "statecode",
  "createdon",
  "createdby",
  "createdonbehalfby",
  "modifiedon",
  "modifiedby",
  "modifiedonbehalfby",
  "versionnumber",
]);

/** Columns in which we note how a row was synced: mapped, they would change with every sync, and cause the next. */
const OF_THE_SYNC: ReadonlySet<string> = new Set(
  [contactColumns, accountColumns].flatMap(({ syncdetails, syncedon, syncstatus }) => [
    syncdetails,
    syncedon,
    syncstatus,
  ]),
);

function findings(
  line: MappingLine,
  column: ColumnInfo,
  fields: SystemFields,
  offers: Offers,
): readonly Finding[] {
  if (OF_THE_SYNC.has(column.name)) return [{ level: "unsupported", code: "columnOfSync" }];
  const isKey = column.type === "uniqueIdentifier" && column.notOnUpdate && !leadsToRow(line);
  if (OF_THE_PLATFORM.has(column.name) || isKey) return [{ level: "unsupported", code: "columnOfPlatform" }];
  if (line.kind === "engagement" && !offers.activities)
    return [{ level: "unsupported", code: "engagementNotOffered" }];
  if (line.kind === "campaign" && !fields[line.systemField ?? ""])
    return [{ level: "unsupported", code: "campaignNotOffered" }];
  const access = columnAccess(line, column);
  if (targetIsOpen(column) && !line.transformations.some((rule) => rule.kind === "lookup"))
    return [...access, { level: "unsupported", code: "needsLookupRule" }];
  const needsField = line.kind === "field" || line.kind === "campaign" || line.direction === "toSystem";
  if (!needsField) return [...access, ...valueFindings(line, column)];
  const field = fields[line.systemField ?? ""];
  if (!field) return [...access, { level: "unsupported", code: "systemFieldMissing" }];
  return [...access, ...fieldAccess(line, field), ...checkTypes(line, column, field)];
}

/** The row's own id says nothing to the system; an address made of it does. */
function leadsToRow({ direction, transformations }: MappingLine): boolean {
  return direction === "toSystem" && transformations.some(({ kind }) => kind === "recordUrl");
}

function columnAccess(line: MappingLine, column: ColumnInfo): readonly Finding[] {
  const found: Finding[] = [];
  const writesRow = line.direction !== "toSystem";
  if (writesRow && isReadOnly(column)) {
    found.push(
      line.direction === "both"
        ? { level: "limited", code: "onlyToSystem" }
        : { level: "unsupported", code: "columnReadOnly" },
    );
  } else if (writesRow && column.notOnUpdate) found.push({ level: "limited", code: "onlyOnCreate" });
  else if (writesRow && column.notOnCreate) found.push({ level: "limited", code: "onlyOnUpdate" });
  if (line.direction !== "toDataverse" && column.notReadable)
    found.push({ level: "unsupported", code: "columnNotReadable" });
  return found;
}

function fieldAccess(line: MappingLine, field: SystemFieldInfo): readonly Finding[] {
  if (!field.readOnly || line.direction === "toDataverse") return [];
  return line.direction === "both"
    ? [{ level: "limited", code: "onlyToDataverse" }]
    : [{ level: "unsupported", code: "systemFieldReadOnly" }];
}

/** A fixed value is known now, so it is tried now. What a person will type cannot be. */
function valueFindings(line: MappingLine, column: ColumnInfo): readonly Finding[] {
  if (line.kind === "manual" || line.value === undefined) return [];
  return "value" in fit(line.value, column) ? [] : [{ level: "unsupported", code: "valueDoesNotFit" }];
}
