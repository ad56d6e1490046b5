import * as React from "react";
import { remember, remembered, valuesOf, type Entered } from "../../../webresources/client";
import { Problem } from "../../shared/Problem";
import { useFocus } from "../../shared/use-focus";
import { useSharedStyles } from "../../shared/shared-styles";
import { isKnownTable, type LinkView } from "../adapters/snapshot";
import { announcement } from "../state/announcement";
import type { Asking } from "../state/types";
import { Actions } from "./Actions";
import { AskForm } from "./AskForm";
import { Attention, problemOf } from "./Attention";
import { closedKinds } from "./closed";
import { headOf } from "./head-of";
import { LastSync } from "./LastSync";
import { Loading } from "./Loading";
import type { PanelProps } from "./panel-props";
import { ResultView } from "./ResultView";
import { LOOKS } from "./status-look";
import { Several } from "./Several";
import { StatusHead } from "./StatusHead";
import { Systems } from "./Systems";
import { useClicks } from "./use-clicks";
import { usePanel } from "./use-panel";
import { Working } from "./Working";

/** The panel of one record, in whatever state it is. */
export function PanelBody(props: PanelProps) {
  const { record, words } = props;
  const shared = useSharedStyles();
  const focus = useFocus();
  const panel = usePanel(props, focus.wantResult);
  const { state, online, operations, reread } = panel;
  const { snapshot, activity, result, asking } = state;
  const clicks = useClicks(panel, focus, props);
  const ended = asking ?? result ?? state.problem;
  React.useEffect(() => {
    if (ended) focus.follow();
  }, [focus, ended]);

  const known = record !== undefined && isKnownTable(record.table);
  if (!known || record.id === undefined) {
    return (
      <StatusHead look={known ? "New" : "Unknown"} title={words(known ? "Status_New" : "Status_Elsewhere")}>
        {words(known ? "New_Next" : "Elsewhere_Next")}
      </StatusHead>
    );
  }
  if (state.phase === "loading") return <Loading />;

  const head = headOf(state, online);
  const { closed, why } = closedKinds({ ...props, online, busy: activity !== undefined }, words);
  const links = snapshot?.links ?? [];
  const again = state.retry;
  const onRetry = again ? () => operations.retry(again) : snapshot ? undefined : () => void reread();
  const given = ({ kind, link, questions }: Asking, entered: Entered) => {
    remember(record.table, entered);
    clicks.start(kind, link, { values: valuesOf(questions, entered) });
  };
  const openIssue = async () => {
    // Resolved meanwhile: then the status has changed too.
    if (!(await props.services.openIssue(record.table, record.id ?? ""))) await reread();
  };
  const waits = ["warn", "bad"].includes(LOOKS[head].tone);
  const issueAction = { label: words("OpenIssue"), onAct: () => void openIssue() };
  const attention = (link: LinkView) => (
    <Attention
      link={link}
      closed={closed.includes("resolve")}
      canShow={!closed.includes("preview")}
      onShow={() => clicks.start("preview", link)}
      onIssue={issueAction.onAct}
      onDecide={(decision) => void clicks.decide(decision, link)}
    />
  );
  // What is to be chosen says more than that something is.
  const choice = result?.answer.records[0]?.fields?.length;
  const several = result?.answer.records.length === 1 ? result.answer.records[0]?.choice : undefined;
  // A link's own message matters while nothing newer is known.
  const quiet = !activity && !result && !asking && !state.problem;
  const only = links.length === 1 && quiet ? links[0] : undefined;

  return (
    <div className={shared.parts} aria-busy={activity !== undefined}>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {announcement(state, words)}
      </div>
      <StatusHead
        look={head}
        busy={activity !== undefined}
        title={words(activity ? `Working_${activity.kind}` : `Status_${head}`)}
      >
        {snapshot && head !== "NotLinked" ? <LastSync on={snapshot.syncedOn} /> : words(`${head}_Next`)}
      </StatusHead>
      {activity && <Working activity={activity} onStop={operations.stop} />}
      {state.stoppedWatching && <p className={shared.note}>{words("StoppedWatching")}</p>}
      {state.problem &&
        head !== "NoAccess" &&
        !activity &&
        !(choice && state.problem.code === "CONFLICT") && (
          <Problem
            problem={state.problem}
            actions={[
              ...(onRetry ? [{ label: words("Retry"), onAct: onRetry }] : []),
              ...(waits ? [issueAction] : []),
            ]}
          />
        )}
      {several && !activity && (
        <Several
          choice={several}
          table={record.table}
          system={result?.system ?? words("TheSystem")}
          closed={closed}
          clicks={clicks}
          onOpen={props.services.open}
        />
      )}
      {only && attention(only)}
      {waits && quiet && !links.some((link) => problemOf(link, words)) && (
        <Problem
          problem={{
            code: "",
            message: words("Waiting_Issue"),
            nextStep: words("Waiting_Issue_Next"),
            isWarning: true,
          }}
          actions={[{ ...issueAction, main: true }]}
        />
      )}
      {snapshot && (
        <Systems snapshot={snapshot}>
          {(link) => (
            <>
              {links.length > 1 && link && attention(link)}
              <Actions
                system={link?.system}
                closed={closed}
                why={why}
                quiet={
                  result?.kind === "preview" ||
                  asking !== undefined ||
                  head === "Conflict" ||
                  links.length > 1
                }
                onAct={(kind) => clicks.ask(kind, link)}
              />
            </>
          )}
        </Systems>
      )}
      {asking && (
        <AskForm
          key={`${asking.kind} ${asking.link?.id}`}
          asking={asking}
          first={remembered(record.table)}
          closed={closed.includes(asking.kind)}
          titleRef={focus.result}
          onGiven={(entered) => given(asking, entered)}
          onCancel={clicks.close}
        />
      )}
      {result && (!state.problem || choice) && (
        <ResultView
          result={result}
          closed={closed}
          wasConflict={head === "Conflict"}
          titleRef={focus.result}
          onApply={clicks.apply}
          onResolve={(fields) => void clicks.decide({ kind: "fields", fields }, clicks.linkOf(result))}
          onClose={clicks.close}
        />
      )}
    </div>
  );
}
