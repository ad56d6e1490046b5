import * as React from "react";
import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  shorthands,
  tokens,
  Tooltip,
} from "@fluentui/react-components";
import { AppGeneric20Regular, GridDots24Regular, Settings20Regular } from "@fluentui/react-icons";
import { theHost } from "../host";
import { t } from "../strings";
import { dialogs } from "../ui/dialogs";
import { GlobalSearch } from "./GlobalSearch";
import { UserMenu } from "./UserMenu";

/** On a phone the search has the room, and whose bar it is says the rest of the page. */
const NARROW = "@media (max-width: 640px)";

/** Dynamics' own navy; the same in light and dark. */
const BAR = "#0b3558";
const BAR_HOVER = "#1b4a73";

export const useBarStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    height: "48px",
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalS,
    backgroundColor: BAR,
    color: "#ffffff",
    ...shorthands.padding("0", tokens.spacingHorizontalS),
    "@media (forced-colors: active)": { borderBottom: "1px solid CanvasText" },
  },
  button: {
    color: "#ffffff",
    minWidth: "40px",
    height: "40px",
    ":hover": { backgroundColor: BAR_HOVER, color: "#ffffff", "& .fui-Button__icon": { color: "#ffffff" } },
    ":hover:active": {
      backgroundColor: BAR_HOVER,
      color: "#ffffff",
      "& .fui-Button__icon": { color: "#ffffff" },
    },
    "&[aria-expanded='true']": { backgroundColor: BAR_HOVER, color: "#ffffff" },
    ":focus-visible": {
      outlineColor: "#ffffff",
      outlineStyle: "solid",
      outlineWidth: "2px",
      outlineOffset: "-3px",
    },
  },
  product: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    whiteSpace: "nowrap",
    [NARROW]: { display: "none" },
  },
  divider: {
    width: "1px",
    height: "20px",
    backgroundColor: "rgba(255,255,255,0.4)",
    [NARROW]: { display: "none" },
  },
  app: { fontSize: tokens.fontSizeBase300, whiteSpace: "nowrap" },
  middle: { flexGrow: 1, display: "flex", justifyContent: "center", minWidth: 0 },
});

/** The bar at the top: other apps, where one is, search, settings, who one is. */
export const TopBar: React.FC = () => {
  const styles = useBarStyles();
  const { app, apps } = theHost();
  return (
    <header className={styles.bar}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={t("apps")} relationship="label">
            <Button appearance="transparent" className={styles.button} icon={<GridDots24Regular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {apps.map((one) => (
              <MenuItem
                key={one.id}
                icon={<AppGeneric20Regular />}
                onClick={() => location.assign(`/main.aspx?appid=${one.id}`)}
              >
                {one.name}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <span className={styles.product}>Dynamics 365</span>
      <span className={styles.divider} aria-hidden="true" />
      <span className={styles.app}>{app.name}</span>
      <div className={styles.middle}>
        <GlobalSearch />
      </div>
      <Tooltip content={t("settings")} relationship="label">
        <Button
          appearance="transparent"
          className={styles.button}
          icon={<Settings20Regular />}
          onClick={() => void dialogs.show({ kind: "settings" })}
        />
      </Tooltip>
      <UserMenu />
    </header>
  );
};
