import * as React from "react";
import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  shorthands,
  tokens,
} from "@fluentui/react-components";
import type { Decision } from "../../../core/operation/decision";
import { Candidates, isWebAddress, linkTo } from "../../shared/Candidates";
import { ConflictForm } from "../../shared/ConflictForm";
import { Problem } from "../../shared/Problem";
import { RecordCard } from "../../shared/RecordCard";
import { NARROW, useSharedStyles } from "../../shared/shared-styles";
import { useDecision } from "../state/use-decision";
import { Answers } from "./Answers";
import type { IssueProps } from "./issue-props";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  part: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  happened: {
    ...shorthands.margin(0),
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  what: { fontWeight: tokens.fontWeightSemibold },
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(260px, 1fr))",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    ...shorthands.margin(0),
    ...shorthands.padding(0),
    listStyleType: "none",
    [NARROW]: { gridTemplateColumns: "1fr" },
  },
});

/** One issue: what happened, what to do, what there is to see, and the decisions a person can make. */
export function IssueBody(props: IssueProps) {
  const { details, status, message, nextStep, words, services } = props;
  const styles = useStyles();
  const shared = useSharedStyles();
  const { state, decide } = useDecision(props);
  const system = props.system ?? words("TheSystem");
  const { record, candidates = [], fields = [], decisions, table = "contact" } = details;
  const open = status === "open" && state.phase !== "done";
  const closed = !props.mayAct || state.phase === "working" || !props.issueId;
  const offers = (kind: Decision["kind"]) => open && decisions.includes(kind);

  const ask = async (decision: Decision) => {
    const question = { text: words("Delete_Sure"), confirmButtonLabel: words("DeleteToo") };
    if (decision.kind !== "delete" || (await services.confirm(question))) decide(decision);
  };

  return (
    <div className={styles.stack} data-wave-issue aria-busy={state.phase === "working"}>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {said()}
      </div>
      <div className={styles.part}>
        <p className={styles.happened}>{message}</p>
        {open && nextStep && (
          <p className={styles.happened}>
            <strong className={styles.what}>{words("WhatToDo")}</strong> {nextStep}
          </p>
        )}
      </div>
      {state.phase === "working" && <ProgressBar aria-label={words("Working_resolve")} />}
      {ending() && (
        <MessageBar
          intent={status === "ignored" ? "info" : "success"}
          layout="multiline"
          politeness="polite"
          data-wave-ended
        >
          <MessageBarBody>{ending()}</MessageBarBody>
        </MessageBar>
      )}
      {state.problem && (
        <Problem
          problem={state.problem}
          actions={state.again ? [{ label: words("Retry"), onAct: state.again }] : []}
        />
      )}
      {record && (
        <div className={styles.part}>
          <h3 className={shared.title}>{words("Column_System", system)}</h3>
          <div className={styles.cards}>
            <RecordCard
              record={record}
              open={
                isWebAddress(record.url) ? { label: words("OpenIn", system), url: record.url } : undefined
              }
            />
          </div>
        </div>
      )}
      {open && candidates.length > 0 && (
        <Candidates
          candidates={candidates}
          table={table}
          system={system}
          closed={closed}
          onOpen={services.open}
          onChoose={offers("link") ? (candidate) => decide(linkTo(candidate)) : undefined}
        />
      )}
      {fields.length > 0 && offers("fields") && (
        <ConflictForm
          fields={fields}
          system={system}
          closed={closed}
          onApply={(chosen) => decide({ kind: "fields", fields: chosen })}
        />
      )}
      {open && (
        <Answers
          decisions={decisions}
          table={table}
          instead={candidates[0]?.side}
          system={system}
          closed={closed}
          why={props.mayAct ? undefined : words("Why_NoPrivilege")}
          onAnswer={(decision) => void ask(decision)}
        />
      )}
    </div>
  );

  /** How the issue ended, if it has: by what was just done here, or before. */
  function ending(): string | undefined {
    if (state.phase === "done") return words(`Done_${state.decision?.kind ?? "retry"}`);
    return status === "open" ? undefined : words(`Ended_${status}`);
  }

  function said(): string {
    if (state.phase === "working") return words("Working_resolve");
    const { problem } = state;
    return [state.phase === "done" && ending(), problem && `${problem.message} ${problem.nextStep}`]
      .filter(Boolean)
      .join(" ");
  }
}
