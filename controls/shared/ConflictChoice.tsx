import * as React from "react";
import {
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
  shorthands,
  tokens,
  useId,
} from "@fluentui/react-components";
import type { FieldResult } from "../../core/operation/types";
import type { Side } from "../../core/merge/types";
import { useSharedStyles } from "./shared-styles";
import { useSurroundings } from "./surroundings";
import { valueText } from "./value-text";
import { ValueText } from "./ValueText";

const SIDES: readonly Side[] = ["dataverse", "system"];

const useStyles = makeStyles({
  sides: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(180px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  side: {
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    ...shorthands.padding(0, tokens.spacingHorizontalS, tokens.spacingVerticalS, 0),
    ...shorthands.border(tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke1),
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
    cursor: "pointer",
  },
  /** The frame grows inwards, so that nothing moves when the choice changes. */
  chosen: {
    ...shorthands.borderColor(tokens.colorBrandStroke1),
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
  },
  value: {
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    // Under the radio's word, not under its circle.
    ...shorthands.padding(0, 0, 0, "32px"),
  },
});

export interface ConflictChoiceProps {
  readonly field: FieldResult;
  readonly system: string;
  readonly chosen?: Side;
  readonly closed: boolean;
  readonly onChoose: (side: Side) => void;
}

/** One field in conflict: both values side by side, and the choice between them. */
export function ConflictChoice({ field, system, chosen, closed, onChoose }: ConflictChoiceProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words, dates } = useSurroundings();
  const id = useId("field");
  const heads: Record<Side, string> = {
    dataverse: words("Column_Dynamics"),
    system: words("Column_System", system),
  };
  return (
    <div className={shared.stack} data-wave-conflict={field.line}>
      <h5 id={id} className={shared.title}>
        {field.label}
      </h5>
      <RadioGroup
        aria-labelledby={id}
        className={styles.sides}
        value={chosen ?? ""}
        disabled={closed}
        onChange={(_event, data) => onChoose(data.value as Side)}
      >
        {SIDES.map((side) => (
          // The value is no part of the radio's label, since a long one brings a button along; for a mouse the
          // whole frame counts all the same.
          <div
            key={side}
            className={mergeClasses(styles.side, chosen === side && styles.chosen)}
            onClick={() => !closed && onChoose(side)}
          >
            <Radio value={side} label={heads[side]} aria-describedby={`${id}-${side}`} />
            <div id={`${id}-${side}`} className={styles.value}>
              <ValueText text={valueText(field[side], words, dates)} />
            </div>
          </div>
        ))}
      </RadioGroup>
    </div>
  );
}
