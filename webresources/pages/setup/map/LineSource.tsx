import * as React from "react";
import { Input, Select } from "@fluentui/react-components";
import type { MappingLine } from "../../../../core/mapping/types";
import type { Value } from "../../../../core/records";
import { usePage } from "../page-context";
import type { Judging } from "./judge";
import { fieldName } from "./names";
import { FieldPicker } from "./pickers";

interface Props {
  readonly line: MappingLine;
  readonly by: Judging;
  readonly onChange: (to: Partial<MappingLine>) => void;
}

/** Where a line's value comes from, or goes to, on the system's side. */
export const LineSource: React.FC<Props> = ({ by, line, onChange }) => {
  const { t } = usePage();
  const picker = (
    <FieldPicker
      line={line}
      by={by}
      label={line.systemField ? t("Field_Of", fieldName(line.systemField)) : t("Field_New")}
      onChoose={(systemField) => onChange({ systemField })}
    />
  );
  if (line.kind === "field" || line.kind === "campaign") return picker;
  return (
    <div className="ws-source">
      <span className="ws-kind">{t(`Kind_${line.kind}`)}</span>
      {line.kind === "manual" ? null : <ValueInput line={line} by={by} onChange={onChange} />}
      {line.direction === "toSystem" ? picker : null}
    </div>
  );
};

/** A value of the kind its column takes. */
const ValueInput: React.FC<Props> = ({ by, line, onChange }) => {
  const { t } = usePage();
  const column = by.columns[line.column];
  const label = t("Value_Of", t(`Kind_${line.kind}`));
  const choices =
    column?.type === "boolean"
      ? [
          { value: "true", label: column.choices?.[1]?.label ?? t("Yes") },
          { value: "false", label: column.choices?.[0]?.label ?? t("No") },
        ]
      : column?.type === "choice"
        ? column.choices?.map((each) => ({ value: String(each.value), label: each.label }))
        : undefined;
  const give = (typed: string) => onChange({ value: valueOf(typed, column?.type) });
  const shown = line.value === undefined || line.value === null ? "" : String(line.value);
  if (choices)
    return (
      <Select aria-label={label} value={shown} onChange={(_event, data) => give(data.value)}>
        <option value="" />
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  return <Input aria-label={label} value={shown} onChange={(_event, data) => give(data.value)} />;
};

function valueOf(typed: string, type: string | undefined): Value {
  if (typed === "") return "";
  if (type === "boolean") return typed === "true";
  const isNumber = ["choice", "integer", "bigint", "decimal", "double", "money"].includes(type ?? "");
  return isNumber && Number.isFinite(Number(typed)) ? Number(typed) : typed;
}
