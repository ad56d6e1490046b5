import * as React from "react";
import type { Column, Table } from "../api/metadata-types";
import { formatValue } from "../format/columns";
import type { UserFormat } from "../format/user-format";
import { fromRow } from "../form/values";
import { RouteLink } from "../ui/RouteLink";
import { useGridStyles } from "./grid-styles";
import { cellOf, type GridRow } from "./rows";

interface Props {
  readonly row: GridRow;
  readonly name: string;
  readonly column: Column | undefined;
  readonly table: Table;
  readonly tabStop: number;
  readonly format: UserFormat;
}

/** Where a value leads: a record, a mail, a call, a page. */
function externalAddress(text: string, column: Column | undefined): string | undefined {
  if (column?.format === "Email") return `mailto:${text}`;
  if (column?.format === "Phone") return `tel:${text}`;
  if (column?.format === "Url" && /^https?:\/\//i.test(text)) return text;
  return undefined;
}

/** A value in a grid: words for choices, links for names, lookups, mails and pages. */
export const GridCell: React.FC<Props> = ({ row, name, column, table, tabStop, format }) => {
  const styles = useGridStyles();
  const cell = cellOf(row, name);
  if (cell.text === "" && name !== table.primaryName) return null;
  if (name === table.primaryName) {
    return (
      <RouteLink
        route={{ pagetype: "entityrecord", etn: table.logicalName, id: row.id }}
        className={styles.link}
        tabIndex={tabStop}
      >
        {cell.text || "---"}
      </RouteLink>
    );
  }
  if (cell.lookup) {
    const route = { pagetype: "entityrecord", etn: cell.lookup.table, id: cell.lookup.id } as const;
    return (
      <RouteLink route={route} className={styles.link} tabIndex={tabStop}>
        {cell.text}
      </RouteLink>
    );
  }
  if (column?.type === "DateTime") return <>{formatValue(fromRow(row.data, column), column, format)}</>;
  const address = externalAddress(cell.text, column);
  if (address) {
    return (
      <a href={address} className={styles.link} tabIndex={tabStop} rel="noreferrer" target="_blank">
        {cell.text}
      </a>
    );
  }
  const color = column?.choices?.find((choice) => choice.value === Number(cell.raw))?.color;
  if (color) {
    return (
      <span className={styles.choice}>
        <span className={styles.dot} style={{ backgroundColor: color }} aria-hidden="true" />
        {cell.text}
      </span>
    );
  }
  return <>{cell.text}</>;
};

/** Whether {@link GridCell} draws something that takes the focus itself. */
export function hasInner(row: GridRow, name: string, column: Column | undefined, table: Table): boolean {
  const cell = cellOf(row, name);
  return (
    name === table.primaryName ||
    (cell.text !== "" && (cell.lookup !== undefined || externalAddress(cell.text, column) !== undefined))
  );
}
