import * as React from "react";
import {
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  shorthands,
  tokens,
  Toolbar,
  ToolbarButton,
  Tooltip,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from "@fluentui/react-components";
import { MoreVertical20Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import type { CommandItem } from "./commands";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "nowrap",
    minWidth: 0,
    flexGrow: 1,
    ...shorthands.overflow("hidden"),
    ...shorthands.padding("2px"),
  },
  button: {
    flexShrink: 0,
    whiteSpace: "nowrap",
    fontWeight: tokens.fontWeightRegular,
    ":hover": { color: tokens.colorNeutralForeground1 },
    "& .fui-Button__icon, & .fui-MenuButton__icon": { color: tokens.colorCompoundBrandForeground1 },
  },
});

interface Props {
  readonly label: string;
  readonly items: readonly CommandItem[];
  readonly align?: "start" | "end";
}

/** The command bar: what does not fit goes into the menu at its end. */
export const CommandBar: React.FC<Props> = ({ label, items, align = "start" }) => {
  const styles = useStyles();
  return (
    <Overflow minimumVisible={0} padding={8}>
      <Toolbar aria-label={label} className={styles.bar} style={{ justifyContent: align }} size="medium">
        {items.map((item, index) => (
          <OverflowItem key={item.id} id={item.id} priority={items.length - index}>
            {item.children ? <Flyout item={item} className={styles.button} /> : command(item, styles.button)}
          </OverflowItem>
        ))}
        <MoreCommands items={items} className={styles.button} />
      </Toolbar>
    </Overflow>
  );
};

/** A function, not a component: OverflowItem hands its ref to the button itself. */
function command(item: CommandItem, className: string): React.ReactElement {
  return (
    <ToolbarButton
      data-command={item.id}
      className={className}
      icon={item.icon}
      title={item.tooltip}
      onClick={() => void item.run()}
    >
      {item.label}
    </ToolbarButton>
  );
}

const Flyout = React.forwardRef<
  HTMLButtonElement,
  { readonly item: CommandItem; readonly className: string }
>(({ item, className }, ref) => (
  <Menu>
    <MenuTrigger disableButtonEnhancement>
      <MenuButton ref={ref} appearance="subtle" icon={item.icon} className={className} data-command={item.id}>
        {item.label}
      </MenuButton>
    </MenuTrigger>
    <MenuPopover>
      <MenuList>
        {(item.children ?? []).map((child) => (
          <MenuItem key={child.id} icon={child.icon} data-command={child.id} onClick={() => void child.run()}>
            {child.label}
          </MenuItem>
        ))}
      </MenuList>
    </MenuPopover>
  </Menu>
));
Flyout.displayName = "Flyout";

const MoreCommands: React.FC<{ readonly items: readonly CommandItem[]; readonly className: string }> = ({
  items,
  className,
}) => {
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t("moreCommands")} relationship="label">
          <MenuButton
            ref={ref}
            appearance="subtle"
            icon={<MoreVertical20Regular />}
            menuIcon={null}
            className={className}
          />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {items.map((item) => (
            <HiddenCommand key={item.id} item={item} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};

const HiddenCommand: React.FC<{ readonly item: CommandItem }> = ({ item }) => {
  const visible = useIsOverflowItemVisible(item.id);
  if (visible) return null;
  return (
    <>
      {(item.children ?? [item]).map((one) => (
        <MenuItem key={one.id} icon={one.icon} data-command={one.id} onClick={() => void one.run()}>
          {one.label}
        </MenuItem>
      ))}
    </>
  );
};
