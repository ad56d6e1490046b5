import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import { DocumentSearch24Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useObservable } from "../util/observable";
import { GridBody } from "./GridBody";
import { GridHead } from "./GridHead";
import type { GridColumn } from "./layout";
import type { GridModel } from "./grid-model";
import { useGridStyles } from "./grid-styles";
import { useColumnLabels } from "./use-column-labels";
import { useGridKeys } from "./use-grid-keys";

/** Width of the column with the boxes. */
const CHECK_WIDTH = 44;
/** A date with its time needs this much, whatever the view says. */
const DATE_WIDTH = 176;

/** The rows of a grid model. */
export const Grid: React.FC<{ readonly grid: GridModel; readonly label: string }> = ({ grid, label }) => {
  const styles = useGridStyles();
  useObservable(grid);
  const labelOf = useColumnLabels(grid);
  const keys = useGridKeys(grid.rows.length, grid.columns.length + 1);
  const widthOf = ({ name, width }: GridColumn) =>
    grid.table.columns.get(name)?.type === "DateTime" ? Math.max(width, DATE_WIDTH) : width;
  const width = grid.columns.reduce((sum, column) => sum + widthOf(column), CHECK_WIDTH);
  const empty = grid.rows.length === 0;
  return (
    <div className={styles.scroller} aria-busy={grid.loading} data-grid={grid.table.logicalName}>
      <table
        ref={keys.table}
        className={styles.table}
        style={{ width }}
        role="grid"
        aria-label={label}
        aria-multiselectable="true"
        aria-rowcount={grid.total === undefined ? -1 : grid.total + 1}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
      >
        <colgroup>
          <col style={{ width: CHECK_WIDTH }} />
          {grid.columns.map((column) => (
            <col key={column.name} style={{ width: widthOf(column) }} />
          ))}
        </colgroup>
        <GridHead grid={grid} labelOf={labelOf} keys={keys} />
        <GridBody grid={grid} keys={keys} />
      </table>
      {grid.error ? (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{(grid.error as Error).message}</MessageBarBody>
        </MessageBar>
      ) : null}
      {empty && grid.loading ? (
        <div className={styles.empty}>
          <Spinner size="small" label={t("loading")} />
        </div>
      ) : null}
      {empty && !grid.loading && !grid.error ? (
        <div className={styles.empty} role="status">
          <DocumentSearch24Regular aria-hidden="true" />
          {t("noData")}
        </div>
      ) : null}
    </div>
  );
};
