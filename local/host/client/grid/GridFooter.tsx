import * as React from "react";
import { Button, makeStyles, shorthands, tokens, Tooltip } from "@fluentui/react-components";
import { ArrowLeft20Regular, ArrowPrevious20Regular, ArrowRight20Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import { formatNumber } from "../format/numbers";
import { theHost } from "../host";
import { useObservable } from "../util/observable";
import type { GridModel } from "./grid-model";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    flexShrink: 0,
    minHeight: "40px",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    ...shorthands.padding("0", tokens.spacingHorizontalM),
    ...shorthands.borderTop("1px", "solid", tokens.colorNeutralStroke2),
  },
  pages: { display: "flex", alignItems: "center", columnGap: "4px" },
});

/** How many rows, how many selected, and the pages. */
export const GridFooter: React.FC<{ readonly grid: GridModel }> = ({ grid }) => {
  const styles = useStyles();
  useObservable(grid);
  const { format } = theHost().session;
  const number = (value: number) => formatNumber(value, format);
  const first = (grid.page - 1) * grid.options.pageSize + (grid.rows.length > 0 ? 1 : 0);
  const last = (grid.page - 1) * grid.options.pageSize + grid.rows.length;
  const range = { first: number(first), last: number(last) };
  const rows =
    grid.total === undefined
      ? t("rowsRange", range)
      : t("rowsOf", { ...range, total: `${number(grid.total)}${grid.totalIsLimit ? "+" : ""}` });
  const selected =
    grid.selected.size > 0 ? `, ${t("selectedCount", { count: number(grid.selected.size) })}` : "";
  const go = (page: number) => void grid.goTo(page);
  return (
    <div className={styles.root}>
      <span role="status">{`${rows}${selected}`}</span>
      <div className={styles.pages}>
        <Tooltip content={t("firstPage")} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowPrevious20Regular />}
            disabled={!grid.hasPrevious}
            onClick={() => go(1)}
          />
        </Tooltip>
        <Tooltip content={t("previousPage")} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowLeft20Regular />}
            disabled={!grid.hasPrevious}
            onClick={() => go(grid.page - 1)}
          />
        </Tooltip>
        <span>{t("pageNumber", { page: grid.page })}</span>
        <Tooltip content={t("nextPage")} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowRight20Regular />}
            disabled={!grid.hasMore}
            onClick={() => go(grid.page + 1)}
          />
        </Tooltip>
      </div>
    </div>
  );
};
