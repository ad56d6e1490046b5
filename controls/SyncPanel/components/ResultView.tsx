import * as React from "react";
import { Button, makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { Side } from "../../../core/merge/types";
import type { ClickKind } from "../../../webresources/client";
import { ConflictForm } from "../../shared/ConflictForm";
import { counted } from "../../shared/words";
import { differences, resultTitle } from "../state/announcement";
import type { Result, SettledField } from "../state/types";
import { FieldTable } from "./FieldTable";
import { Icon } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    ...shorthands.padding(tokens.spacingVerticalM, 0, 0),
    ...shorthands.borderTop(tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke2),
  },
  head: { display: "flex", alignItems: "flex-start", justifyContent: "space-between" },
});

export interface ResultViewProps {
  readonly result: Result;
  /** Kinds that cannot be asked for now. */
  readonly closed: readonly ClickKind[];
  /** The record was in conflict: a preview without one is news. */
  readonly wasConflict: boolean;
  readonly onApply: (kind: "push" | "pull") => void;
  readonly onResolve: (fields: Readonly<Record<string, Side>>) => void;
  readonly onClose: () => void;
  readonly titleRef: React.Ref<HTMLHeadingElement>;
}

/** What a sync would do, with the buttons that do it; or what it did. */
export function ResultView(props: ResultViewProps) {
  const { result, closed, wasConflict, onApply, onResolve, onClose, titleRef } = props;
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const preview = result.kind === "preview";
  const system = result.system ?? words("TheSystem");
  const fields = result.answer.records[0]?.fields ?? [];
  const conflicts = fields.filter((field) => field.verdict === "conflict");
  const others = fields.filter((field): field is SettledField => field.verdict !== "conflict");
  const title = resultTitle(words, result);
  const toSystem = fields.filter((field) => field.verdict === "writeSystem").length;
  const toDataverse = fields.filter((field) => field.verdict === "writeDataverse").length;

  return (
    <div role="group" className={styles.root} aria-label={title} data-wave-result={result.kind}>
      <div className={styles.head}>
        <div>
          <h3 ref={titleRef} tabIndex={-1} className={shared.title}>
            {title}
          </h3>
          <p className={shared.note}>{differences(words, result)}</p>
          {preview && wasConflict && conflicts.length === 0 && (
            <p className={shared.note}>{words("Conflict_Gone")}</p>
          )}
        </div>
        <Button
          appearance="subtle"
          size="small"
          aria-label={words("Close", title)}
          icon={<Icon name="close" size={16} />}
          onClick={onClose}
        />
      </div>
      {conflicts.length > 0 && (
        <ConflictForm
          key={result.answer.operationId}
          fields={conflicts}
          system={system}
          closed={closed.includes("resolve")}
          onApply={onResolve}
        />
      )}
      {others.length > 0 && (
        <FieldTable
          key={`${result.answer.operationId} others`}
          fields={others}
          caption={words("Table_Caption", title, system)}
          system={system}
          tense={preview ? "preview" : "done"}
        />
      )}
      {!preview && result.kind !== "push" && result.form !== "refreshed" && toDataverse > 0 && (
        <p className={shared.note}>{words(`Form_${result.form}`)}</p>
      )}
      {preview && (toSystem > 0 || toDataverse > 0) && (
        <div className={shared.buttons} role="group" aria-label={words("Apply")}>
          {toSystem > 0 && (
            <Button
              appearance={conflicts.length > 0 ? "secondary" : "primary"}
              icon={<Icon name="up" />}
              disabledFocusable={closed.includes("push")}
              onClick={() => !closed.includes("push") && onApply("push")}
            >
              {counted(words, "Apply_push", toSystem, system)}
            </Button>
          )}
          {toDataverse > 0 && (
            <Button
              appearance={toSystem > 0 || conflicts.length > 0 ? "secondary" : "primary"}
              icon={<Icon name="down" />}
              disabledFocusable={closed.includes("pull")}
              onClick={() => !closed.includes("pull") && onApply("pull")}
            >
              {counted(words, "Apply_pull", toDataverse, system)}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
