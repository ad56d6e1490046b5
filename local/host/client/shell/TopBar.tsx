import * as React from "react";
import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from "@fluentui/react-components";
import { AppGeneric20Regular, GridDots24Regular, Settings20Regular } from "@fluentui/react-icons";
import { theHost } from "../host";
import { t } from "../strings";
import { dialogs } from "../ui/dialogs";
import { GlobalSearch } from "./GlobalSearch";
import { useBarStyles } from "./bar-styles";
import { UserMenu } from "./UserMenu";

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
