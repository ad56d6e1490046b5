import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { ArrowDown16Regular, ArrowUp16Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import { useGridStyles } from "./grid-styles";
import type { GridModel } from "./grid-model";
import type { useGridKeys } from "./use-grid-keys";

interface Props {
  readonly grid: GridModel;
  readonly labelOf: (name: string) => string;
  readonly keys: ReturnType<typeof useGridKeys>;
}

/** Column names: a click sorts, a second turns the order. And the box that selects the page. */
export const GridHead: React.FC<Props> = ({ grid, labelOf, keys }) => {
  const styles = useGridStyles();
  const all = grid.rows.length > 0 && grid.selected.size === grid.rows.length;
  const box = React.useRef<HTMLInputElement>(null);
  React.useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = grid.selected.size > 0 && !all;
  });
  const first = keys.cellProps(0, 0);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th
          className={mergeClasses(styles.headCell, styles.check)}
          scope="col"
          data-row={first["data-row"]}
          data-column={first["data-column"]}
        >
          <input
            ref={box}
            type="checkbox"
            className={styles.box}
            aria-label={t("selectAll")}
            checked={all}
            tabIndex={first.tabStop}
            onChange={() => grid.select(all ? [] : grid.rows.map((row) => row.id))}
          />
        </th>
        {grid.columns.map((column, index) => {
          const sorted = grid.sort?.column === column.name ? grid.sort : undefined;
          const { tabStop, ...place } = keys.cellProps(0, index + 1);
          return (
            <th
              key={column.name}
              className={styles.headCell}
              scope="col"
              aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}
              {...place}
            >
              <button
                type="button"
                className={styles.sort}
                tabIndex={tabStop}
                disabled={!column.sortable}
                onClick={() =>
                  void grid.setSort({ column: column.name, descending: sorted ? !sorted.descending : false })
                }
              >
                <span className={styles.ellipsis}>{labelOf(column.name)}</span>
                {sorted ? sorted.descending ? <ArrowDown16Regular /> : <ArrowUp16Regular /> : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
};
