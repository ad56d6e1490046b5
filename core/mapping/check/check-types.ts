import type { ColumnInfo, TextFormat } from "../columns";
import type { ColumnKind, SystemFieldInfo, SystemFieldType } from "../system-fields";
import type { MappingLine, Transformation } from "../types";
import { INTO_COLUMN, INTO_SYSTEM } from "./type-tables";
import { FITS, type Finding } from "./types";

/** Whether the types on both ends agree, the line's rules taken into account. */
export function checkTypes(
  line: MappingLine,
  column: ColumnInfo,
  field: SystemFieldInfo,
): readonly Finding[] {
  const isAddress = line.transformations.some(({ kind }) => kind === "recordUrl");
  if (!isAddress && line.direction !== "toDataverse" && field.takes && !field.takes.includes(kindOf(column)))
    return [{ level: "unsupported", code: "typesDoNotMatch" }];
  if (field.pointsTo !== undefined && !line.transformations.some(({ kind }) => kind === "linked"))
    return [{ level: "unsupported", code: "typesDoNotMatch" }];
  const byRule = line.transformations
    .map((rule) => ruleFinding(rule, line, column, field))
    .find((finding) => finding !== null);
  if (byRule) return [byRule];
  const findings: Finding[] = [];
  if (line.direction !== "toSystem") findings.push(...intoColumn(line, column, field));
  if (line.direction !== "toDataverse") {
    const [level, code] = INTO_SYSTEM[column.type][field.type];
    findings.push({ level, code });
  }
  return findings;
}

/** A rule made for a type answers for it; null when the rule says nothing about types. */
function ruleFinding(
  rule: Transformation,
  line: MappingLine,
  column: ColumnInfo,
  field: SystemFieldInfo,
): Finding | null {
  const isReference = column.type === "lookup" || column.type === "customer" || column.type === "owner";
  switch (rule.kind) {
    case "owner":
      return (column.type === "owner" || (isUserLookup(column) && line.direction === "toSystem")) &&
        (field.type === "user" || field.type === "email")
        ? FITS
        : { level: "unsupported", code: "typesDoNotMatch" };
    case "lookup":
      return isReference && pointsTo(column, rule.table) && field.pointsTo === undefined
        ? { level: "limited", code: "byKey" }
        : { level: "unsupported", code: "typesDoNotMatch" };
    case "linked":
      return isReference && pointsTo(column, rule.table) && field.pointsTo === rule.object
        ? FITS
        : { level: "unsupported", code: "typesDoNotMatch" };
    case "choice":
      return column.type === "choice" || column.type === "state" || column.type === "status"
        ? { level: "limited", code: "onlyExactChoices" }
        : null;
    case "recordUrl":
      return column.type === "uniqueIdentifier" && ADDRESSES.has(field.type)
        ? FITS
        : { level: "unsupported", code: "typesDoNotMatch" };
    case "date":
      return column.type === "dateTime" && field.type === "number" ? FITS : null;
    default:
      return null;
  }
}

/** Fields that can hold the address of a row. */
const ADDRESSES: ReadonlySet<SystemFieldType> = new Set(["text", "longText", "url"]);

/** Whether only users can stand in a lookup. */
function isUserLookup({ type, targets }: ColumnInfo): boolean {
  return type === "lookup" && targets?.length === 1 && targets[0] === "systemuser";
}

function kindOf(column: ColumnInfo): ColumnKind {
  if (isUserLookup(column)) return "userLookup";
  return column.type === "string" && column.format === "url" ? "website" : column.type;
}

/** A lookup without known targets takes the admin's word for it. */
function pointsTo(column: ColumnInfo, table: string): boolean {
  return column.targets === undefined || column.targets.includes(table);
}

function intoColumn(line: MappingLine, column: ColumnInfo, field: SystemFieldInfo): readonly Finding[] {
  const [level, code] = INTO_COLUMN[column.type][field.type];
  const findings: Finding[] = [{ level, code }, ...formatFindings(column, field)];
  if (column.type === "dateTime" && column.dateOnly && field.type === "dateTime") {
    findings.push({ level: "limited", code: "timeDropped" });
  }
  findings.push(...lengthFindings(line, column, field));
  return findings;
}

/** Formats Dataverse shows as links: a company name in a phone column becomes a number to dial. */
const FORMAT_OF: Readonly<Partial<Record<TextFormat, SystemFieldType>>> = {
  email: "email",
  phone: "phone",
  url: "url",
};

function formatFindings(column: ColumnInfo, field: SystemFieldInfo): readonly Finding[] {
  const meant = column.format === undefined ? undefined : FORMAT_OF[column.format];
  if (meant === undefined || meant === field.type) return [];
  if (meant !== "phone") return [{ level: "limited", code: "otherFormat" }];
  // The employer of a contact is its parent customer; `company` is Company Phone, whatever its name says.
  const suggestion = column.name === "company" ? { suggestedColumn: "parentcustomerid" } : {};
  return [{ level: "limited", code: "phoneColumn", ...suggestion }];
}

function lengthFindings(line: MappingLine, column: ColumnInfo, field: SystemFieldInfo): readonly Finding[] {
  if (column.maxLength === undefined) return [];
  const cut = line.transformations.find((rule) => rule.kind === "cut");
  if (cut) return [{ level: "limited", code: cut.length <= column.maxLength ? "isCut" : "mayBeTooLong" }];
  const longest = field.maxLength ?? (field.type === "longText" ? Infinity : 0);
  return longest > column.maxLength ? [{ level: "limited", code: "mayBeTooLong" }] : [];
}
