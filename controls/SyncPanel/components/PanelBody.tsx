import * as React from "react";
import { issueNames } from "../../../core/generated/schema";
import { Problem } from "../../shared/Problem";
import { listed } from "../../shared/words";
import { useFocus } from "../../shared/use-focus";
import { useSharedStyles } from "../../shared/shared-styles";
import { isKnownTable, type LinkView } from "../adapters/snapshot";
import { announcement } from "../state/announcement";
import { unsent, useLabels } from "../state/use-labels";
import { Actions } from "./Actions";
import { Attention, explained, problemOf } from "./Attention";
import { closedKinds, kindsFor } from "./closed";
import { headOf } from "./head-of";
import type { PanelProps } from "./panel-props";
import { ResultView } from "./ResultView";
import { LOOKS } from "./status-look";
import { Several } from "./Several";
import { StatusHead } from "./StatusHead";
import { StatusLine } from "./StatusLine";
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
  const { snapshot, activity, result } = state;
  const { brought } = state;
  const table = record?.table ?? "";
  const labels = useLabels(table, unsent(snapshot), props.services);
  const changed = useLabels(table, brought?.columns ?? [], props.services);
  const clicks = useClicks(panel, focus, props);
  const ended = result ?? state.problem;
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
  if (state.phase === "loading") {
    return (
      <div aria-busy>
        <StatusHead look="Unknown" title={words("Loading")} busy />
      </div>
    );
  }

  const head = headOf(state, online);
  const situation = { ...props, online, busy: activity !== undefined };
  const closedFor = (link?: LinkView) => closedKinds(situation, words, snapshot, link);
  const { closed } = closedFor(snapshot?.links.length === 1 ? snapshot.links[0] : undefined);
  const links = snapshot?.links ?? [];
  const again = state.retry;
  const onRetry = again ? () => operations.retry(again) : snapshot ? undefined : () => void reread();
  const openIssue = (id: string) => props.services.open(issueNames.logicalName, id);
  const issueId = links.find((link) => link.issueId)?.issueId ?? snapshot?.issueId;
  // A paused connection has no issue on this record, so there is nothing to wait for here.
  const waits = ["warn", "bad"].includes(LOOKS[head][1]) && snapshot?.status.kind !== "paused";
  const issueActions = issueId ? [{ label: words("OpenIssue"), onAct: () => openIssue(issueId) }] : [];
  // A record without a link names the system it would sync with, if there is only one.
  const others = new Set(snapshot?.places?.map(({ system }) => system));
  const target = others.size === 1 ? [...others][0] : undefined;
  const attention = (link: LinkView) => (
    <Attention
      link={link}
      closed={closed.includes("resolve")}
      canShow={!closed.includes("preview")}
      onShow={() => clicks.start("preview", link)}
      onIssue={openIssue}
      onDecide={(decision) => void clicks.decide(decision, link)}
    />
  );
  // The list of fields to choose says more than the message that a choice is needed.
  const choice = !!result?.answer.records[0]?.fields?.length;
  const several = result?.answer.records.length === 1 ? result.answer.records[0]?.choice : undefined;
  // A link's own message matters while nothing newer is known.
  const quiet = !activity && !result && !state.problem;
  const only = links.length === 1 && quiet ? links[0] : undefined;

  const news =
    brought && changed.length > 0 ? words("News", brought.system, listed(words, changed)) : undefined;
  const away = links.find(({ status }) => status === "Pending");

  return (
    <div className={shared.parts} aria-busy={activity !== undefined}>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {announcement(state, words, news)}
      </div>
      <StatusHead
        look={head}
        busy={activity !== undefined || head === "Sending"}
        title={words(
          activity ? `Working_${activity.kind}` : `Status_${head}`,
          snapshot?.links[0]?.system ?? "",
        )}
      >
        <StatusLine head={head} state={state} labels={labels} />
      </StatusHead>
      {head === "Pending" && quiet && (away || state.late) && (
        <Problem
          problem={explained(away ? "Pending" : "Late", words, away?.system ?? words("TheSystem"), true)}
        />
      )}
      {news && brought && (
        <Problem
          problem={{
            code: "",
            message: news,
            nextStep: brought.form === "refreshed" ? "" : words(`Form_${brought.form}`),
            isWarning: true,
            isNews: true,
          }}
          actions={[{ label: words("Show"), onAct: () => clicks.show(brought) }]}
        />
      )}
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
              ...(waits ? issueActions : []),
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
          problem={
            snapshot?.problem ??
            explained(snapshot?.ignored ? "IGNORED" : "Issue", words, target ?? words("TheSystem"))
          }
          actions={issueActions.map((action) => ({ ...action, main: true }))}
        />
      )}
      {snapshot && (
        <Systems snapshot={snapshot}>
          {(link) => (
            <>
              {links.length > 1 && link && attention(link)}
              <Actions
                system={link?.system ?? target ?? words("TheSystem")}
                kinds={kindsFor(snapshot, link)}
                {...closedFor(link)}
                quiet={result?.kind === "preview" || head === "Conflict" || links.length > 1}
                onAct={(kind) => clicks.start(kind, link)}
              />
            </>
          )}
        </Systems>
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
