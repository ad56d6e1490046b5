import * as React from "react";
import { Badge } from "@fluentui/react-components";
import {
  ArrowSync16Filled,
  ArrowUndo16Filled,
  CheckmarkCircle16Filled,
  Clock16Filled,
  DismissCircle16Filled,
  RecordStop16Filled,
  Warning16Filled,
} from "@fluentui/react-icons";
import type { RunState } from "../data/runs";
import { usePage } from "../page-context";

const LOOKS = {
  Queued: { color: "informative", icon: <Clock16Filled /> },
  Running: { color: "brand", icon: <ArrowSync16Filled /> },
  Succeeded: { color: "success", icon: <CheckmarkCircle16Filled /> },
  SucceededWithWarnings: { color: "warning", icon: <Warning16Filled /> },
  Failed: { color: "danger", icon: <DismissCircle16Filled /> },
  Canceled: { color: "informative", icon: <RecordStop16Filled /> },
  Undone: { color: "informative", icon: <ArrowUndo16Filled /> },
} as const;

/** How a run stands, in a word. */
export const RunBadge: React.FC<{ readonly status: RunState }> = ({ status }) => {
  const { t } = usePage();
  const { color, icon } = LOOKS[status];
  return (
    <Badge appearance="tint" size="large" color={color} icon={icon}>
      {t(`RunState_${status}`)}
    </Badge>
  );
};
