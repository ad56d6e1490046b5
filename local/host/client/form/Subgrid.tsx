import * as React from "react";
import { makeStyles, shorthands, Spinner, tokens } from "@fluentui/react-components";
import { Grid } from "../grid/Grid";
import { GridFooter } from "../grid/GridFooter";
import type { GridModel } from "../grid/grid-model";
import { openSubgrid } from "../grid/open-grid";
import { useGridCommands } from "../grid/use-grid-commands";
import { CommandBar } from "../ribbon/CommandBar";
import { t } from "../strings";
import { FieldError } from "../ui/FieldError";
import { useObservable } from "../util/observable";
import type { ControlModel } from "./control-model";
import type { FormModel } from "./form-model";

const DEFAULT_ROWS = 5;
const MAX_ROWS = 250;

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: "180px", maxHeight: "460px" },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", columnGap: "16px" },
  title: {
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.margin("0"),
  },
  bar: { minWidth: 0, flexGrow: 1, display: "flex", justifyContent: "flex-end" },
  hint: { color: tokens.colorNeutralForeground2, ...shorthands.padding("16px", "0") },
});

interface Props {
  readonly control: ControlModel;
  readonly form: FormModel;
}

/** Related rows on a form, or a view's rows without a relationship. */
export const Subgrid: React.FC<Props> = ({ control, form }) => {
  const styles = useStyles();
  useObservable(form);
  const [grid, setGrid] = React.useState<GridModel>();
  const [error, setError] = React.useState<Error>();
  const { ViewId, TargetEntityType, RelationshipName, RecordsPerPage } = control.definition.parameters;
  const { id } = form;
  React.useEffect(() => {
    if (!id) return;
    let open = true;
    openSubgrid({
      viewId: ViewId ?? "",
      targetTable: TargetEntityType ?? "",
      relationship: RelationshipName ?? "",
      parentTable: form.table.logicalName,
      parentId: id,
      pageSize: Math.min(MAX_ROWS, Number(RecordsPerPage) || DEFAULT_ROWS),
    }).then(
      (opened) => {
        if (!open) return;
        control.grid = opened;
        setGrid(opened);
        void opened.refresh();
      },
      (problem: Error) => open && setError(problem),
    );
    return () => {
      open = false;
      control.grid = undefined;
    };
  }, [control, form, id]);
  // What was synced or saved may have changed the related rows.
  React.useEffect(() => void (grid && form.ribbonRevision > 1 && grid.refresh()), [form.ribbonRevision]);
  if (!id) return <div className={styles.hint}>{t("subgridNew")}</div>;
  if (error) return <FieldError text={error.message} />;
  if (!grid) return <Spinner size="tiny" label={t("loading")} />;
  return <SubgridView control={control} form={form} grid={grid} />;
};

const SubgridView: React.FC<Props & { readonly grid: GridModel }> = ({ control, form, grid }) => {
  const styles = useStyles();
  useObservable(grid);
  const commands = useGridCommands(grid, { form, control: control.name });
  return (
    <div className={styles.root} data-subgrid={control.name}>
      <div className={styles.head}>
        {control.showLabel ? <h2 className={styles.title}>{control.label}</h2> : null}
        <div className={styles.bar}>
          <CommandBar label={t("commandsOf", { name: control.label })} items={commands} align="end" />
        </div>
      </div>
      <Grid grid={grid} label={control.label} />
      {grid.hasMore || grid.hasPrevious ? <GridFooter grid={grid} /> : null}
    </div>
  );
};
