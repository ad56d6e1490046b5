import * as React from "react";
import { Button, Select } from "@fluentui/react-components";
import { Dismiss16Regular } from "@fluentui/react-icons";
import { isReference, type ColumnInfo } from "../../../../core/mapping/columns";
import {
  COMPARISONS,
  RECORD_ID_FIELD,
  type Comparison,
  type MatchCondition,
} from "../../../../core/mapping/types";
import type { Judging } from "../map/judge";
import { columnType, fieldType } from "../map/names";
import { usePage } from "../page-context";
import { Picker, type Choice } from "../ui/Picker";
import { usualComparison, type DraftRule } from "./draft";
import { wouldRule } from "./judge-rules";
import { ruleColumn, ruleField } from "./words";

interface Props {
  readonly rule: DraftRule;
  readonly at: number;
  /** Of the rule, from 1. */
  readonly number: number;
  readonly condition: MatchCondition;
  readonly by: Judging & { readonly table: string };
  readonly system: string;
  readonly onChange: (to: Partial<MatchCondition>) => void;
  readonly onRemove: () => void;
}

/** A field of the system, a column, and how the two are compared. */
export const ConditionRow: React.FC<Props> = (props) => {
  const { at, by, condition, number, onChange, onRemove, rule, system } = props;
  const { t } = usePage();
  const { column, comparison, systemField } = condition;
  const name = systemField ? ruleField(systemField, t) : t("Condition_Number", at + 1);
  const fields = React.useMemo(
    (): readonly Choice[] => [
      { value: RECORD_ID_FIELD, label: t("Record_Id"), hint: system },
      ...Object.values(by.fields)
        .map((field) => ({ value: field.name, label: ruleField(field.name, t), hint: t(fieldType(field)) }))
        .sort(byLabel),
    ],
    [by.fields, system, t],
  );
  const columns = React.useMemo(
    () =>
      Object.values(by.columns)
        .flatMap((info) => comparable(info))
        .map(([value, info]) => ({
          value,
          label: ruleColumn(value, by.columns, t),
          hint: value === info.name ? t(columnType(info)) : t("Type_text"),
        }))
        .sort(byLabel),
    [by.columns, t],
  );
  const place = { rule: t("Rule_Number", number), name };
  return (
    <li className="ws-condition" data-and={t("And")}>
      <Picker
        label={t("Condition_Field", place.rule, place.name)}
        value={systemField}
        shown={systemField ? ruleField(systemField, t) : ""}
        choices={fields}
        levelOf={(value) => wouldRule(rule, at, { systemField: value }, by)}
        onChoose={(value) =>
          onChange({
            systemField: value,
            ...(systemField ? {} : { comparison: usualComparison(by.fields[value]) }),
          })
        }
      />
      <Select
        aria-label={t("Condition_Comparison", place.rule, place.name)}
        value={comparison}
        onChange={(_event, data) => onChange({ comparison: data.value as Comparison })}
      >
        {COMPARISONS.map((each) => (
          <option key={each} value={each}>
            {t(`Compare_${each}`)}
          </option>
        ))}
      </Select>
      <Picker
        label={t("Condition_Column", place.rule, place.name)}
        value={column}
        shown={column ? ruleColumn(column, by.columns, t) : ""}
        choices={columns}
        levelOf={(value) => wouldRule(rule, at, { column: value }, by)}
        onChoose={(value) => onChange({ column: value })}
      />
      <Button
        appearance="subtle"
        icon={<Dismiss16Regular />}
        aria-label={t("Condition_Remove", place.rule, place.name)}
        onClick={onRemove}
      />
    </li>
  );
};

const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label);

const NOT_COMPARED: ReadonlySet<ColumnInfo["type"]> = new Set([
  "boolean",
  "choice",
  "multiChoice",
  "state",
  "status",
  "image",
  "file",
  "partyList",
  "other",
]);

/** The column as it can be compared: of a lookup, the name of the record it points to. */
function comparable(info: ColumnInfo): readonly (readonly [string, ColumnInfo])[] {
  if (NOT_COMPARED.has(info.type)) return [];
  if (isReference(info)) return info.name.includes(".") ? [] : [[`${info.name}.name`, info]];
  return [[info.name, info]];
}
