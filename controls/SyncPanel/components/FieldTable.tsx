import * as React from "react";
import { Button, useId } from "@fluentui/react-components";
import type { SettledField } from "../state/types";
import { counted } from "../../shared/words";
import { FieldRow } from "./FieldRow";
import { Icon } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import { useTableStyles } from "./table-styles";

/** Written fields come first, then the others. Conflicts are shown above the table. */
const ORDER: readonly SettledField["verdict"][] = ["writeSystem", "writeDataverse", "leftOut", "unchanged"];

export interface FieldTableProps {
  readonly fields: readonly SettledField[];
  readonly caption: string;
  readonly system: string;
  readonly tense: "preview" | "done";
}

/** Field by field what a sync does, with the fields that agree folded away. */
export function FieldTable({ fields, caption, system, tense }: FieldTableProps) {
  const styles = useTableStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const [open, setOpen] = React.useState(false);
  const sameId = useId("same");

  const sorted = [...fields].sort((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
  const different = sorted.filter((field) => field.verdict !== "unchanged");
  const same = sorted.filter((field) => field.verdict === "unchanged");
  const heads = {
    dataverse: words("Column_Dynamics"),
    system: words("Column_System", system),
    what: words(`Column_${tense}`),
  };
  const row = (field: SettledField) => (
    <FieldRow key={field.line} field={field} heads={heads} system={system} tense={tense} />
  );

  return (
    // Explicit roles: browsers drop a table's own where its parts are laid out as a grid (narrow sections).
    <table role="table" className={styles.table}>
      <caption className={shared.hidden}>{caption}</caption>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row">
          {[words("Column_Field"), heads.dataverse, heads.system, heads.what].map((head) => (
            <th key={head} role="columnheader" scope="col" className={styles.column}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {different.length > 0 && (
        <tbody role="rowgroup" className={styles.group}>
          {different.map(row)}
        </tbody>
      )}
      {same.length > 0 && (
        <tbody role="rowgroup" className={styles.group}>
          <tr role="row" className={styles.group}>
            <td role="cell" colSpan={4} className={styles.all}>
              <Button
                className={styles.fold}
                appearance="transparent"
                size="small"
                aria-expanded={open}
                aria-controls={open ? sameId : undefined}
                icon={<Icon name="equal" size={16} />}
                onClick={() => setOpen(!open)}
              >
                {counted(words, "SameFields", same.length)}
              </Button>
            </td>
          </tr>
        </tbody>
      )}
      {open && (
        <tbody role="rowgroup" id={sameId} className={styles.group}>
          {same.map(row)}
        </tbody>
      )}
    </table>
  );
}
