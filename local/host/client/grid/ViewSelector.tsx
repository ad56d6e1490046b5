import * as React from "react";
import {
  makeStyles,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from "@fluentui/react-components";
import type { View } from "../api/views";
import { t } from "../strings";

const useStyles = makeStyles({
  button: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    paddingLeft: tokens.spacingHorizontalS,
  },
  list: { maxHeight: "60vh", overflowY: "auto" },
});

interface Props {
  readonly views: readonly View[];
  readonly view: View;
  readonly onChoose: (view: View) => void;
}

/** The view's name, and the list of the others under it. */
export const ViewSelector: React.FC<Props> = ({ views, view, onChoose }) => {
  const styles = useStyles();
  return (
    <Menu checkedValues={{ view: [view.id] }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          className={styles.button}
          aria-label={t("chooseView", { name: view.name })}
          data-view-selector
        >
          <h1 style={{ font: "inherit", margin: 0 }}>{view.name}</h1>
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.list}>
          {views.map((one) => (
            <MenuItemRadio key={one.id} name="view" value={one.id} onClick={() => onChoose(one)}>
              {one.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
