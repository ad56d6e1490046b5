import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { RequestKind } from "../../../webresources/client";
import { isKnownTable, type LinkView } from "../adapters/snapshot";
import { announcement } from "../state/announcement";
import type { Result } from "../state/types";
import { Actions } from "./Actions";
import { closedKinds } from "./closed";
import { headOf } from "./head-of";
import { LastSync } from "./LastSync";
import { Loading } from "./Loading";
import type { PanelProps } from "./panel-props";
import { Problem } from "../../shared/Problem";
import { ResultView } from "./ResultView";
import { useSharedStyles } from "../../shared/shared-styles";
import { StatusHead } from "./StatusHead";
import { Systems } from "./Systems";
import { useFocus } from "../../shared/use-focus";
import { usePanel } from "./use-panel";
import { Working } from "./Working";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

/** The panel of one record, in whatever state it is. */
export function PanelBody(props: PanelProps) {
  const { record, words } = props;
  const styles = useStyles();
  const shared = useSharedStyles();
  const focus = useFocus();
  const { state, dispatch, online, operations, reread } = usePanel(props, focus.wantResult);
  const { snapshot, activity, result } = state;
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
  if (state.phase === "loading") return <Loading />;

  const head = headOf(state, online);
  const { closed, why } = closedKinds({ ...props, online, busy: activity !== undefined }, words);
  const links = snapshot?.links ?? [];

  const start = (kind: RequestKind, link?: LinkView) => {
    if (kind === "preview") focus.remember();
    focus.wantResult();
    operations.start(kind, link);
  };
  const apply = (kind: "push" | "pull") => {
    const previewed = links.find((link) => link.connectionId === result?.connectionId);
    start(kind, previewed ?? (links.length === 1 ? links[0] : undefined));
  };
  const close = () => {
    dispatch({ type: "resultClosed" });
    focus.giveBack();
  };

  // A link's own message matters while nothing newer is known.
  const stored = links.length === 1 && !activity && !result ? links[0]?.problem : undefined;
  const problem = state.problem ?? stored;
  const again = state.retry;
  const onRetry = again ? () => operations.retry(again) : snapshot ? undefined : () => void reread();

  return (
    <div className={styles.stack} aria-busy={activity !== undefined}>
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
      {problem && head !== "NoAccess" && !activity && <Problem problem={problem} onRetry={onRetry} />}
      {snapshot && (
        <Systems snapshot={snapshot}>
          {(link) => (
            <>
              {links.length > 1 && link?.problem && <Problem problem={link.problem} />}
              <Actions
                system={link?.system}
                closed={closed}
                why={why}
                quiet={result?.kind === "preview"}
                onAct={(kind) => start(kind, link)}
              />
            </>
          )}
        </Systems>
      )}
      {result && (!problem || hasFields(result)) && (
        <ResultView result={result} closed={closed} titleRef={focus.result} onApply={apply} onClose={close} />
      )}
    </div>
  );
}

const hasFields = (result: Result) => (result.answer.records[0]?.fields ?? []).length > 0;
