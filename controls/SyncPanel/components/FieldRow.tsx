import * as React from "react";
import type { Value } from "../../../core/records";
import { FieldValue } from "./FieldValue";
import type { SettledField } from "../state/types";
import { useSurroundings } from "../../shared/surroundings";
import { useTableStyles } from "./table-styles";
import { valueText } from "../../shared/value-text";
import { Verdict } from "./Verdict";

export interface FieldRowProps {
  readonly field: SettledField;
  /** Column heads, repeated in the row where the section is narrow. */
  readonly heads: { readonly dataverse: string; readonly system: string; readonly what: string };
  readonly system: string;
  /** "preview": what would happen; "done": what did. */
  readonly tense: "preview" | "done";
}

/** One field: in Dynamics, in the system, what happens, why. */
export function FieldRow({ field, heads, system, tense }: FieldRowProps) {
  const styles = useTableStyles();
  const { words, dates } = useSurroundings();
  const show = (value: Value | undefined) => valueText(value, words, dates);
  const change = { text: show(field.result) };
  return (
    <tr role="row" className={styles.row} data-wave-verdict={field.verdict}>
      <th role="rowheader" scope="row" className={styles.field}>
        {field.label}
      </th>
      <Cell head={heads.dataverse}>
        <FieldValue
          text={show(field.dataverse)}
          change={field.verdict === "writeDataverse" ? change : undefined}
        />
      </Cell>
      <Cell head={heads.system}>
        <FieldValue text={show(field.system)} change={field.verdict === "writeSystem" ? change : undefined} />
      </Cell>
      <Cell head={heads.what}>
        <Verdict
          verdict={field.verdict}
          word={words(`Verdict_${tense}_${field.verdict}`, system)}
          why={field.reasonText}
        />
      </Cell>
    </tr>
  );
}

function Cell({ head, children }: { readonly head: string; readonly children: React.ReactNode }) {
  const styles = useTableStyles();
  return (
    <td role="cell" className={styles.cell}>
      <span aria-hidden className={styles.cellLabel}>
        {head}
      </span>
      <div>{children}</div>
    </td>
  );
}
