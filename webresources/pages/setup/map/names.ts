import type { ColumnInfo } from "../../../../core/mapping/columns";
import type { SystemFieldInfo } from "../../../../core/mapping/system-fields";

/** "jobTitle" -> "Job title"; a name that a person gave (of a custom field, say) stays as it is. */
export function fieldName(name: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name;
  const words = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Key of the word for what a field holds. */
export const fieldType = ({ type }: Pick<SystemFieldInfo, "type">): string => `Type_${type}`;

const COLUMN_TYPES: Readonly<Partial<Record<ColumnInfo["type"], string>>> = {
  string: "text",
  memo: "longText",
  integer: "number",
  bigint: "number",
  decimal: "number",
  double: "number",
  money: "number",
  boolean: "yesNo",
  choice: "choice",
  state: "choice",
  status: "choice",
  multiChoice: "list",
  dateTime: "dateTime",
  lookup: "lookup",
  customer: "lookup",
  owner: "user",
};

/** Key of the word for what a column holds. */
export function columnType({
  dateOnly,
  format,
  type,
}: Pick<ColumnInfo, "type" | "format" | "dateOnly">): string {
  if (type === "string" && (format === "email" || format === "phone" || format === "url"))
    return `Type_${format}`;
  if (type === "dateTime" && dateOnly) return "Type_date";
  return `Type_${COLUMN_TYPES[type] ?? "other"}`;
}

/** A column as its form calls it. */
export const columnName = (column: Pick<ColumnInfo, "label" | "name"> | undefined, name: string): string =>
  column?.label ? (name.includes(".") ? `${column.label} (${name.split(".")[1]})` : column.label) : name;
