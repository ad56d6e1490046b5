import * as React from "react";
import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import { loadSummaries } from "../api/metadata";
import type { TableSummary } from "../api/metadata-types";
import { theHost } from "../host";
import { PageFor } from "../pages/PageFor";
import { t } from "../strings";
import { NotificationBars } from "../ui/NotificationBars";
import { useObservable } from "../util/observable";
import { LeftNav } from "./LeftNav";
import { parseSiteMap, type SubArea } from "./site-map";
import { TopBar } from "./TopBar";

const useStyles = makeStyles({
  middle: { display: "flex", flexGrow: 1, minHeight: 0 },
  main: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0, minHeight: 0 },
  skip: {
    position: "absolute",
    top: "-60px",
    left: "8px",
    zIndex: 10,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    ...shorthands.padding("8px", "16px"),
    ":focus": { top: "8px" },
  },
});

/** Narrower than this, the navigation starts as icons. */
const WIDE = "(min-width: 1100px)";
const NAV_KEY = "local-dynamics-navigation";

/** Whether the navigation shows its words: the person's choice in a wide window, icons in a narrow one. */
function useNavigation(): readonly [open: boolean, toggle: () => void] {
  const startsOpen = () => matchMedia(WIDE).matches && localStorage.getItem(NAV_KEY) !== "closed";
  const [open, setOpen] = React.useState(startsOpen);
  React.useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = () => setOpen(startsOpen());
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  const toggle = () => {
    if (matchMedia(WIDE).matches) localStorage.setItem(NAV_KEY, open ? "closed" : "open");
    setOpen(!open);
  };
  return [open, toggle];
}

/** Top bar, navigation, and the page the address names. */
export const Shell: React.FC = () => {
  const styles = useStyles();
  const { app, session, router } = theHost();
  useObservable(router);
  const [open, toggle] = useNavigation();
  const [tables, setTables] = React.useState<ReadonlyMap<string, TableSummary>>(new Map());
  const areas = React.useMemo(
    () =>
      parseSiteMap(app.siteMapXml, session.language, (table, action) =>
        session.privileges.has(action, table),
      ),
    [app, session],
  );
  React.useEffect(() => {
    void loadSummaries().then(setTables);
  }, []);
  const first = areas[0]?.groups[0]?.subAreas[0]?.route;
  React.useEffect(() => {
    if (router.route.pagetype === "none" && first) router.replace(first);
  });
  const labelOf = (item: SubArea) => item.label ?? tables.get(item.table ?? "")?.displayCollectionName ?? "";
  return (
    <>
      <a href="#main" className={styles.skip}>
        {t("skipToContent")}
      </a>
      <TopBar />
      <div className={styles.middle}>
        <LeftNav areas={areas} labelOf={labelOf} open={open} onToggle={toggle} />
        <main id="main" tabIndex={-1} className={styles.main}>
          <NotificationBars />
          <PageFor route={router.route} />
        </main>
      </div>
    </>
  );
};
