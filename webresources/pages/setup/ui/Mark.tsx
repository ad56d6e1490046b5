import * as React from "react";
import {
  CheckmarkCircle20Filled,
  CircleHint20Regular,
  DismissCircle20Filled,
  Warning20Filled,
} from "@fluentui/react-icons";
import type { CheckLevel } from "../../../../core/mapping/check/types";
import { usePage } from "../page-context";

const ICONS = {
  supported: <CheckmarkCircle20Filled />,
  limited: <Warning20Filled />,
  unsupported: <DismissCircle20Filled />,
  unfinished: <CircleHint20Regular />,
};

export type MarkLevel = CheckLevel | "unfinished";

/** Blue, yellow or red, with the word for whoever does not see it. */
export const Mark: React.FC<{ readonly level: MarkLevel }> = ({ level }) => {
  const { t } = usePage();
  return (
    <span
      className="ws-level"
      data-level={level}
      role="img"
      aria-label={t(`Level_${level}`)}
      title={t(`Level_${level}`)}
    >
      {ICONS[level]}
    </span>
  );
};
