import * as React from "react";
import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
  mergeClasses,
} from "@fluentui/react-components";
import {
  Clock20Regular,
  ChevronUpDown20Regular,
  Home20Regular,
  Navigation20Regular,
} from "@fluentui/react-icons";
import { theHost } from "../host";
import { t } from "../strings";
import { TableIcon } from "../ui/table-icon";
import { WebResourceIcon } from "../ui/WebResourceIcon";
import { useObservable } from "../util/observable";
import { NavItem, useNavStyles } from "./NavItem";
import { recents } from "./recents";
import type { Area, SubArea } from "./site-map";

interface Props {
  readonly areas: readonly Area[];
  readonly labelOf: (subArea: SubArea) => string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

const iconOf = (item: SubArea) =>
  item.icon ? <WebResourceIcon name={item.icon} /> : <TableIcon table={item.table ?? ""} />;

/** The app's navigation, from its site map. Collapses to icons. */
export const LeftNav: React.FC<Props> = ({ areas, labelOf, open, onToggle }) => {
  const styles = useNavStyles();
  const { router } = useObservableRouter();
  const current = router.route.pagetype === "none" ? undefined : router.route;
  const shows = (item: SubArea) =>
    current?.pagetype === "webresource"
      ? item.route.pagetype === "webresource" && item.route.webresourceName === current.webresourceName
      : item.table !== undefined && item.table === current?.etn;
  const [chosen, setChosen] = React.useState<string>();
  const holding = areas.find((a) => a.groups.some((g) => g.subAreas.some(shows)));
  const area = areas.find((a) => a.id === chosen) ?? holding ?? areas[0];
  const first = area?.groups[0]?.subAreas[0];
  return (
    <nav className={mergeClasses(styles.root, !open && styles.narrow)} aria-label={t("navigation")}>
      <Tooltip content={open ? t("collapseNavigation") : t("expandNavigation")} relationship="label">
        <Button
          appearance="subtle"
          className={styles.toggle}
          icon={<Navigation20Regular />}
          aria-expanded={open}
          onClick={onToggle}
        />
      </Tooltip>
      {first ? <NavItem icon={<Home20Regular />} label={t("home")} route={first.route} open={open} /> : null}
      <RecentMenu open={open} />
      <div className={styles.groups}>
        {(area?.groups ?? []).map((group) => (
          <div key={group.id} role="group" aria-label={group.label} className={styles.group}>
            {open ? <div className={styles.groupLabel}>{group.label}</div> : <div className={styles.rule} />}
            {group.subAreas.map((item) => (
              <NavItem
                key={item.id}
                icon={iconOf(item)}
                label={labelOf(item)}
                route={item.route}
                open={open}
                current={shows(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {areas.length > 1 && area ? (
        <AreaMenu areas={areas} current={area} open={open} choose={setChosen} />
      ) : null}
    </nav>
  );
};

function useObservableRouter() {
  const host = theHost();
  useObservable(host.router);
  return host;
}

const RecentMenu: React.FC<{ readonly open: boolean }> = ({ open }) => {
  const styles = useNavStyles();
  const { list } = useObservable(recents);
  return (
    <Menu positioning="after-top">
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.menuButton}
          icon={<Clock20Regular />}
          aria-label={t("recent")}
        >
          {open ? t("recent") : null}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {list.length === 0 ? <MenuItem disabled>{t("nothingRecent")}</MenuItem> : null}
          {list.map((recent) => (
            <MenuItem
              key={JSON.stringify(recent.route)}
              icon={<TableIcon table={recent.table} />}
              onClick={() => void theHost().router.go(recent.route)}
            >
              {recent.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};

const AreaMenu: React.FC<{
  readonly areas: readonly Area[];
  readonly current: Area;
  readonly open: boolean;
  readonly choose: (id: string) => void;
}> = ({ areas, current, open, choose }) => {
  const styles = useNavStyles();
  return (
    <Menu positioning="above-start">
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.area}
          icon={<ChevronUpDown20Regular />}
          iconPosition="after"
        >
          {open ? current.label : current.label.slice(0, 1)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {areas.map((area) => (
            <MenuItem key={area.id} onClick={() => choose(area.id)}>
              {area.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
