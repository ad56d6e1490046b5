import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { theHost } from "../host";
import { t } from "../strings";
import { useGridStyles } from "./grid-styles";
import { GridCell, hasInner } from "./GridCell";
import type { GridModel } from "./grid-model";
import type { GridRow } from "./rows";
import type { useGridKeys } from "./use-grid-keys";

interface Props {
  readonly grid: GridModel;
  readonly keys: ReturnType<typeof useGridKeys>;
}

/** Rows: a click selects one, the box adds to the selection, double click or Enter opens. */
export const GridBody: React.FC<Props> = ({ grid, keys }) => (
  <tbody>
    {grid.rows.map((row, index) => (
      <Row key={row.id} grid={grid} row={row} index={index + 1} keys={keys} />
    ))}
  </tbody>
);

function toggle(grid: GridModel, id: string): void {
  const next = new Set(grid.selected);
  if (!next.delete(id)) next.add(id);
  grid.select(next);
}

const Row: React.FC<Props & { readonly row: GridRow; readonly index: number }> = ({
  grid,
  row,
  index,
  keys,
}) => {
  const styles = useGridStyles();
  const { table } = grid;
  const { format } = theHost().session;
  const selected = grid.selected.has(row.id);
  const open = () =>
    void theHost().router.go({ pagetype: "entityrecord", etn: table.logicalName, id: row.id });
  const onInner = (event: React.SyntheticEvent) =>
    (event.target as HTMLElement).closest("a, input, button") !== null;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Enter" && !onInner(event)) open();
    else if (event.key === " " && (event.target as HTMLElement).tagName !== "INPUT") toggle(grid, row.id);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) grid.select(grid.rows.map((r) => r.id));
    else return;
    event.preventDefault();
  };
  const check = keys.cellProps(index, 0);
  return (
    <tr
      className={mergeClasses(styles.row, selected && styles.selected)}
      aria-selected={selected}
      aria-rowindex={index + 1}
      data-id={row.id}
      onClick={(event) => {
        if (onInner(event)) return;
        if (event.ctrlKey || event.metaKey) toggle(grid, row.id);
        else grid.select([row.id]);
      }}
      onDoubleClick={(event) => !onInner(event) && open()}
      onKeyDown={onKeyDown}
    >
      <td
        className={mergeClasses(styles.cell, styles.check)}
        data-row={check["data-row"]}
        data-column={check["data-column"]}
      >
        <input
          type="checkbox"
          className={styles.box}
          aria-label={t("selectRow", { name: row.name })}
          checked={selected}
          tabIndex={check.tabStop}
          onChange={() => toggle(grid, row.id)}
        />
      </td>
      {grid.columns.map(({ name }, column) => {
        const { tabStop, ...place } = keys.cellProps(index, column + 1);
        const definition = table.columns.get(name);
        const inner = hasInner(row, name, definition, table);
        return (
          <td key={name} className={styles.cell} tabIndex={inner ? undefined : tabStop} {...place}>
            <GridCell
              row={row}
              name={name}
              column={definition}
              table={table}
              tabStop={tabStop}
              format={format}
            />
          </td>
        );
      })}
    </tr>
  );
};
