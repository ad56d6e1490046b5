import * as React from "react";
import { makeStyles, shorthands, tokens, mergeClasses } from "@fluentui/react-components";
import type { Route } from "../router/route";
import { RouteLink } from "../ui/RouteLink";

const ITEM_HEIGHT = "36px";

export const useNavStyles = makeStyles({
  root: {
    width: "232px",
    flexShrink: 0,
    display: "flex",
    flexDirection: "column",
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    ...shorthands.padding("8px", "6px"),
    "@media (forced-colors: active)": { borderRight: "1px solid CanvasText" },
  },
  narrow: { width: "48px" },
  toggle: {
    alignSelf: "flex-start",
    minWidth: "36px",
    height: ITEM_HEIGHT,
    ...shorthands.padding("0", "8px"),
  },
  groups: { flexGrow: 1, overflowY: "auto", minHeight: 0 },
  group: { marginTop: tokens.spacingVerticalS },
  groupLabel: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground1,
    ...shorthands.padding("8px", "10px", "6px"),
  },
  rule: { height: "1px", backgroundColor: tokens.colorNeutralStroke2, ...shorthands.margin("8px", "6px") },
  item: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    columnGap: "12px",
    height: ITEM_HEIGHT,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    textDecorationLine: "none",
    whiteSpace: "nowrap",
    ...shorthands.overflow("hidden"),
    ...shorthands.padding("0", "10px"),
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": {
      outlineStyle: "solid",
      outlineWidth: "2px",
      outlineColor: tokens.colorStrokeFocus2,
      outlineOffset: "-2px",
    },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    "::before": {
      content: '""',
      position: "absolute",
      left: "2px",
      top: "9px",
      bottom: "9px",
      width: "3px",
      backgroundColor: tokens.colorCompoundBrandBackground,
      ...shorthands.borderRadius("2px"),
    },
  },
  icon: { display: "flex", flexShrink: 0 },
  currentIcon: { color: tokens.colorCompoundBrandForeground1 },
  label: { ...shorthands.overflow("hidden"), textOverflow: "ellipsis" },
  menuButton: {
    justifyContent: "flex-start",
    fontWeight: tokens.fontWeightRegular,
    minWidth: "36px",
    height: ITEM_HEIGHT,
    columnGap: "6px",
    ...shorthands.padding("0", "10px"),
  },
  area: {
    justifyContent: "space-between",
    minWidth: "36px",
    marginTop: "4px",
    ...shorthands.padding("8px", "10px"),
  },
});

interface Props {
  readonly icon: React.ReactElement;
  readonly label: string;
  readonly route: Route;
  readonly open: boolean;
  readonly current?: boolean;
}

export const NavItem: React.FC<Props> = ({ icon, label, route, open, current = false }) => {
  const styles = useNavStyles();
  return (
    <RouteLink
      route={route}
      className={mergeClasses(styles.item, current && styles.current)}
      title={open ? undefined : label}
      aria-label={open ? undefined : label}
      aria-current={current ? "page" : undefined}
    >
      <span className={mergeClasses(styles.icon, current && styles.currentIcon)}>{icon}</span>
      {open ? <span className={styles.label}>{label}</span> : null}
    </RouteLink>
  );
};
