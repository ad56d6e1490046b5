import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { Grid } from "../grid/Grid";
import { GridFooter } from "../grid/GridFooter";
import type { GridModel } from "../grid/grid-model";
import { openGrid } from "../grid/open-grid";
import { QuickFind } from "../grid/QuickFind";
import { useGridCommands } from "../grid/use-grid-commands";
import { ViewSelector } from "../grid/ViewSelector";
import { theHost } from "../host";
import { CommandBar } from "../ribbon/CommandBar";
import type { Route } from "../router/route";
import { t } from "../strings";
import { useObservable } from "../util/observable";
import { Loading } from "./Loading";
import { PageError } from "./PageError";
import { usePageStyles } from "./page-styles";
import { useTitle } from "./use-title";

type ListRoute = Extract<Route, { pagetype: "entitylist" }>;

/** A table's main grid: command bar, view selector, search, rows. */
export const GridPage: React.FC<{ readonly route: ListRoute }> = ({ route }) => {
  const [grid, setGrid] = React.useState<GridModel>();
  const [error, setError] = React.useState<unknown>();
  const { app, session } = theHost();
  const { etn, viewid, search } = route;
  React.useEffect(() => {
    // The view chosen in this very grid is in the address already.
    if (grid && grid.table.logicalName === etn && grid.view.id === viewid && grid.search === (search ?? ""))
      return;
    let open = true;
    setError(undefined);
    openGrid({
      table: etn,
      pageSize: session.format.pageSize,
      allowedViews: app.views,
      ...(viewid ? { viewId: viewid } : {}),
      ...(search ? { search } : {}),
    }).then(
      (opened) => {
        if (!open) return;
        setGrid(opened);
        void opened.refresh();
      },
      (problem: unknown) => open && setError(problem),
    );
    return () => {
      open = false;
    };
  }, [etn, viewid, search]);
  if (error) return <PageError error={error} />;
  if (!grid || grid.table.logicalName !== etn) return <Loading />;
  return <ListView grid={grid} route={route} />;
};

const ListView: React.FC<{ readonly grid: GridModel; readonly route: ListRoute }> = ({ grid, route }) => {
  const styles = usePageStyles();
  useObservable(grid);
  const commands = useGridCommands(grid);
  const { router } = theHost();
  useTitle(`${grid.table.displayCollectionName} ${grid.view.name}`);
  const searchLabel = t("searchView", { table: grid.table.displayCollectionName });
  return (
    <div className={styles.page}>
      <div className={mergeClasses(styles.card, styles.bar)}>
        <CommandBar label={t("commands")} items={commands} />
      </div>
      <div className={mergeClasses(styles.card, styles.list)}>
        <div className={styles.listHead}>
          <ViewSelector
            views={grid.options.views}
            view={grid.view}
            onChoose={(view) => {
              void grid.setView(view);
              router.replace({ ...route, viewid: view.id });
            }}
          />
          <QuickFind label={searchLabel} value={grid.search} onSearch={(text) => void grid.setSearch(text)} />
        </div>
        <Grid grid={grid} label={grid.view.name} />
        <GridFooter grid={grid} />
      </div>
    </div>
  );
};
