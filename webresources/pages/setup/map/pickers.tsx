import * as React from "react";
import { CAMPAIGN_FIELDS } from "../../../../core/mapping/campaign-fields";
import { isReference, type ColumnInfo } from "../../../../core/mapping/columns";
import type { MappingLine } from "../../../../core/mapping/types";
import { usePage } from "../page-context";
import { Picker } from "../ui/Picker";
import { wouldBe, type Judging } from "./judge";
import { columnName, columnType, fieldName, fieldType } from "./names";

interface Props {
  readonly line: MappingLine;
  readonly by: Judging;
  readonly label: string;
  readonly onChoose: (name: string) => void;
}

/** The system's fields, those it wants first. */
export const FieldPicker: React.FC<Props> = ({ by, label, line, onChoose }) => {
  const { t } = usePage();
  const value = line.systemField ?? "";
  const offered = Object.values(by.fields).filter(
    ({ name }) => line.kind === "manual" || name in CAMPAIGN_FIELDS === (line.kind === "campaign"),
  );
  return (
    <Picker
      label={label}
      value={value}
      shown={value ? fieldName(value) : ""}
      choices={sorted(
        offered.map((field) => ({
          value: field.name,
          label: fieldName(field.name),
          hint: t(fieldType(field)),
          required: field.required ?? false,
        })),
      )}
      onChoose={onChoose}
      {...(line.column
        ? {
            levelOf: (systemField: string) => wouldBe({ ...line, systemField }, by).level,
          }
        : {})}
    />
  );
};

/** The table's columns, each with how the line would do there before it is chosen. */
export const ColumnPicker: React.FC<Props> = ({ by, label, line, onChoose }) => {
  const { t } = usePage();
  const choices = React.useMemo(
    () =>
      sorted(
        Object.values(by.columns)
          .filter((column) => isOffered(column) || column.name === line.column)
          .map((column) => ({
            value: column.name,
            label: columnName(column, column.name),
            hint: t(columnType(column)),
            required: column.required === "application" || column.required === "system",
          })),
      ),
    [by.columns, line.column, t],
  );
  return (
    <Picker
      label={label}
      value={line.column}
      shown={line.column ? columnName(by.columns[line.column], line.column) : ""}
      choices={choices}
      onChoose={onChoose}
      levelOf={(column) =>
        line.kind === "field" && !line.systemField ? undefined : wouldBe({ ...line, column }, by).level
      }
    />
  );
};

const sorted = <C extends { readonly label: string; readonly required: boolean }>(
  choices: readonly C[],
): readonly C[] =>
  [...choices].sort((a, b) => Number(b.required) - Number(a.required) || a.label.localeCompare(b.label));

/**
 * Columns that a person may mean. A lookup of several tables is chosen with the one it means, an owner without; ids, and what a form
 * cannot show, are mapped by whoever writes the document.
 */
function isOffered(column: ColumnInfo): boolean {
  if (["other", "uniqueIdentifier", "image", "file", "partyList"].includes(column.type)) return false;
  if (column.type === "owner") return !column.name.includes(".");
  return !(isReference(column) && (column.targets?.length ?? 0) > 1);
}
