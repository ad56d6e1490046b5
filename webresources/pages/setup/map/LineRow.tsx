import * as React from "react";
import { Select } from "@fluentui/react-components";
import { checkInWords, documentProblemInWords } from "../../../../core/issues/in-words";
import type { Direction, MappingLine, WriteRule } from "../../../../core/mapping/types";
import { usePage } from "../page-context";
import type { DraftAction } from "./draft";
import type { Judging, LineVerdict } from "./judge";
import { LineMenu } from "./LineMenu";
import { LineSource } from "./LineSource";
import { Mark } from "../ui/Mark";
import { columnName, fieldName } from "./names";
import { ColumnPicker } from "./pickers";
import { Transformations } from "./Transformations";

interface Props {
  readonly line: MappingLine;
  readonly place: { readonly at: number; readonly of: number };
  readonly verdict: LineVerdict;
  /** Somebody has tried to save: what is unfinished says so. */
  readonly complain: boolean;
  readonly by: Judging;
  readonly systemName: string;
  readonly change: (action: DraftAction) => void;
}

const RULES: readonly WriteRule[] = ["overwrite", "onlyWhenEmpty", "emptyOrOurs"];

/** One line: what comes from where, which way, when it writes; and how that will do. */
export const LineRow: React.FC<Props> = (props) => {
  const { by, change, complain, line, place, systemName, verdict } = props;
  const { t } = usePage();
  const name = line.systemField ? fieldName(line.systemField) : t(`Kind_${line.kind}`);
  const title = t("Line_Title", place.at + 1, name, columnName(by.columns[line.column], line.column) || "–");
  const to = (patch: Partial<MappingLine>) => change({ type: "change", id: line.id, to: patch });
  return (
    <li className="ws-line" data-line={line.id} tabIndex={-1} aria-label={title}>
      <Mark level={verdict.unfinished ? "unfinished" : levelOf(verdict)} />
      <LineSource line={line} by={by} onChange={to} />
      <Select
        aria-label={t("Direction_Of", name)}
        value={line.direction}
        onChange={(_event, data) => to({ direction: data.value as Direction })}
      >
        {directionsOf(line).map((direction) => (
          <option key={direction} value={direction}>
            {t(`Direction_${direction}`, systemName)}
          </option>
        ))}
      </Select>
      <ColumnPicker line={line} by={by} label={t("Column_Of", name)} onChoose={(column) => to({ column })} />
      <Select
        aria-label={t("Rule_Of", name)}
        value={line.writeRule}
        onChange={(_event, data) => to({ writeRule: data.value as WriteRule })}
      >
        {RULES.map((rule) => (
          <option key={rule} value={rule}>
            {t(`Rule_${rule}`)}
          </option>
        ))}
      </Select>
      <LineMenu line={line} column={by.columns[line.column]} name={name} place={place} change={change} />
      <Reasons verdict={verdict} complain={complain} />
      <Transformations line={line} name={name} onChange={to} />
    </li>
  );
};

/** A value that nobody reads anywhere can't come back. */
const directionsOf = ({ kind }: MappingLine): readonly Direction[] =>
  kind === "field" ? ["both", "toDataverse", "toSystem"] : ["toDataverse", "toSystem"];

const levelOf = ({ check, problems }: LineVerdict) =>
  problems.length > 0 ? "unsupported" : (check?.level ?? "unfinished");

/** Why it is not blue, in words: a tooltip would be nothing for a finger. */
const Reasons: React.FC<{ readonly verdict: LineVerdict; readonly complain: boolean }> = ({
  complain,
  verdict,
}) => {
  const { t, texts } = usePage();
  const { check, problems, unfinished } = verdict;
  const words = [
    ...(unfinished && complain ? [t("Unfinished")] : []),
    ...problems.map((problem) => {
      const { message, nextStep } = documentProblemInWords(problem, texts);
      return `${message} ${nextStep}`;
    }),
    ...(check && check.level !== "supported" ? [checkInWords(check, texts)] : []),
  ];
  if (words.length === 0) return null;
  return (
    <p className="ws-reason" data-level={unfinished ? "unfinished" : levelOf(verdict)}>
      {words.join(" ")}
    </p>
  );
};
