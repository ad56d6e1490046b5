import * as React from "react";

/** Where the keyboard is: row 0 is the header. */
interface Position {
  readonly row: number;
  readonly column: number;
}

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [10, 0],
  PageUp: [-10, 0],
};

/** What stands in a cell and takes the focus instead of the cell. */
const INNER = "button, a[href], input";

/**
 * Keyboard of the ARIA grid pattern: one stop for Tab, arrows between cells, Home and End in a row, Ctrl+Home and
 * Ctrl+End in the grid. Cells carry `data-row` and `data-column`.
 */
export function useGridKeys(rows: number, columns: number) {
  const [at, setAt] = React.useState<Position>({ row: rows > 0 ? 1 : 0, column: 1 });
  const table = React.useRef<HTMLTableElement>(null);

  const focus = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(rows, row)),
      column: Math.max(0, Math.min(columns - 1, column)),
    };
    setAt(next);
    const cell = table.current?.querySelector<HTMLElement>(
      `[data-row="${next.row}"][data-column="${next.column}"]`,
    );
    (cell?.querySelector<HTMLElement>(INNER) ?? cell)?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!cell) return;
    const row = Number(cell.dataset.row);
    const column = Number(cell.dataset.column);
    const move = MOVES[event.key];
    if (move) focus(row + move[0], column + move[1]);
    else if (event.key === "Home") focus(event.ctrlKey ? 0 : row, 0);
    else if (event.key === "End") focus(event.ctrlKey ? rows : row, columns - 1);
    else return;
    event.preventDefault();
  };

  const onFocus = (event: React.FocusEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (cell) setAt({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) });
  };

  /** Attributes of the cell at a place, and whether it is the one Tab stops at. */
  const cellProps = (row: number, column: number) => ({
    "data-row": row,
    "data-column": column,
    tabStop: Math.min(at.row, rows) === row && Math.min(at.column, columns - 1) === column ? 0 : -1,
  });

  return { table, onKeyDown, onFocus, cellProps };
}
