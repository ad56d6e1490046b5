import * as React from "react";
import { Badge } from "@fluentui/react-components";
import {
  CheckmarkCircle16Filled,
  PauseCircle20Filled,
  PlugDisconnected16Regular,
  Warning16Filled,
} from "@fluentui/react-icons";
import type { ConnectionState } from "../data/home";
import { usePage } from "../page-context";

const LOOKS = {
  Connected: { color: "success", icon: <CheckmarkCircle16Filled /> },
  NeedsSignIn: { color: "severe", icon: <Warning16Filled /> },
  Paused: { color: "warning", icon: <PauseCircle20Filled fontSize={16} /> },
  Disconnected: { color: "subtle", icon: <PlugDisconnected16Regular /> },
} as const;

/** How a connection stands, in a word. */
export const StateBadge: React.FC<{ readonly state: ConnectionState }> = ({ state }) => {
  const { t } = usePage();
  const { color, icon } = LOOKS[state];
  return (
    <Badge appearance="tint" size="large" color={color} icon={icon}>
      {t(`State_${state}`)}
    </Badge>
  );
};
