import * as React from "react";
import { Button, Input, Select } from "@fluentui/react-components";
import { Dismiss16Regular } from "@fluentui/react-icons";
import type { MappingLine, Transformation } from "../../../../core/mapping/types";
import { usePage } from "../page-context";

interface Props {
  readonly line: MappingLine;
  readonly name: string;
  readonly onChange: (to: Partial<MappingLine>) => void;
}

/** What becomes of the value on its way, in order; each with its setting, and a way to take it off. */
export const Transformations: React.FC<Props> = ({ line, name, onChange }) => {
  const { t } = usePage();
  const { transformations } = line;
  if (transformations.length === 0) return null;
  const put = (at: number, rule?: Transformation) =>
    onChange({
      transformations: transformations.flatMap((each, index) => (index === at ? (rule ?? []) : each)),
    });
  return (
    <ul className="ws-rules" aria-label={t("Rules_Of", name)}>
      {transformations.map((rule, at) => (
        <li key={`${rule.kind} ${at}`}>
          <span>{t(`Rule_Is_${rule.kind}`)}</span>
          <Setting rule={rule} label={t(`Rule_Is_${rule.kind}`)} onChange={(changed) => put(at, changed)} />
          <Button
            appearance="transparent"
            size="small"
            icon={<Dismiss16Regular />}
            aria-label={t("Take_Off", t(`Rule_Is_${rule.kind}`))}
            onClick={() => put(at)}
          />
        </li>
      ))}
    </ul>
  );
};

const Setting: React.FC<{
  readonly rule: Transformation;
  readonly label: string;
  readonly onChange: (rule: Transformation) => void;
}> = ({ label, onChange, rule }) => {
  const { t } = usePage();
  switch (rule.kind) {
    case "cut":
      return (
        <Input
          size="small"
          type="number"
          min={1}
          className="ws-number"
          aria-label={label}
          value={String(rule.length)}
          onChange={(_event, data) => onChange({ kind: "cut", length: Math.max(1, Number(data.value) || 1) })}
        />
      );
    case "case":
      return (
        <Select
          size="small"
          aria-label={label}
          value={rule.to}
          onChange={(_event, data) => onChange({ kind: "case", to: data.value as "upper" })}
        >
          {(["upper", "lower", "title"] as const).map((to) => (
            <option key={to} value={to}>
              {t(`Case_${to}`)}
            </option>
          ))}
        </Select>
      );
    case "date":
      return (
        <Select
          size="small"
          aria-label={label}
          value={rule.to}
          onChange={(_event, data) => onChange({ kind: "date", to: data.value as "date" })}
        >
          {(["date", "dateTime"] as const).map((to) => (
            <option key={to} value={to}>
              {t(`Type_${to}`)}
            </option>
          ))}
        </Select>
      );
    case "choice":
      return (
        <Select
          size="small"
          aria-label={label}
          value={rule.by}
          onChange={(_event, data) => onChange({ ...rule, by: data.value as "label" })}
        >
          {(["label", "value"] as const).map((by) => (
            <option key={by} value={by}>
              {t(`Choice_By_${by}`)}
            </option>
          ))}
        </Select>
      );
    case "prefix":
      return (
        <Input
          size="small"
          className="ws-word"
          aria-label={label}
          maxLength={100}
          value={rule.text}
          onChange={(_event, data) => data.value !== "" && onChange({ kind: "prefix", text: data.value })}
        />
      );
    case "lookup":
      return (
        <>
          <Input
            size="small"
            className="ws-word"
            aria-label={t("Lookup_Table")}
            value={rule.table}
            onChange={(_event, data) => onChange({ ...rule, table: logicalName(data.value) })}
          />
          <Input
            size="small"
            className="ws-word"
            aria-label={t("Lookup_Key")}
            value={rule.keyColumn}
            onChange={(_event, data) => onChange({ ...rule, keyColumn: logicalName(data.value) })}
          />
        </>
      );
    case "linked":
      return <code>{rule.table}</code>;
    default:
      return null;
  }
};

/** As Dataverse names tables and columns. */
const logicalName = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9_]/g, "");
