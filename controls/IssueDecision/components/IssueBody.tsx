import * as React from "react";
import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  shorthands,
  tokens,
} from "@fluentui/react-components";
import type { Candidate } from "../../../core/issues/details";
import type { Decision } from "../../../core/operation/decision";
import { ConflictForm } from "../../shared/ConflictForm";
import { Problem } from "../../shared/Problem";
import { NARROW, useSharedStyles } from "../../shared/shared-styles";
import { useDecision } from "../state/use-decision";
import { Answers } from "./Answers";
import type { IssueProps } from "./issue-props";
import { RecordCard, type RecordCardProps } from "./RecordCard";

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
            <RecordCard record={record} open={opening({ ...record, side: "system" })} />
          </div>
        </div>
      )}
      {open && candidates.length > 0 && (
        <div className={styles.part}>
          <h3 className={shared.title}>
            {candidates[0]!.side === "system" ? words("Candidates_system", system) : words("Candidates")}
          </h3>
          <ul className={styles.cards}>
            {candidates.map((candidate) => (
              <li key={candidate.id}>
                <RecordCard
                  record={candidate}
                  open={opening(candidate)}
                  choose={
                    offers("link")
                      ? {
                          label: words(table === "account" ? "Same_account" : "Same_contact"),
                          closed,
                          onChoose: () => decide({ kind: "link", ...nameOf(candidate) }),
                        }
                      : undefined
                  }
                />
              </li>
            ))}
          </ul>
        </div>
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

  function opening({ side, id, url }: Candidate): RecordCardProps["open"] {
    if (side === "dataverse")
      return { label: words("OpenIn", "Dynamics"), onOpen: () => services.open(table, id) };
    return isWebAddress(url) ? { label: words("OpenIn", system), url } : undefined;
  }

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

/** What the answer names: a row, or a record of the system. */
const nameOf = ({ side, id }: Candidate) => (side === "system" ? { externalId: id } : { recordId: id });

/** Only web addresses become links: a "javascript:" stored by somebody must not run on a click. */
const isWebAddress = (url: string | undefined): boolean => url !== undefined && /^https?:\/\//i.test(url);
