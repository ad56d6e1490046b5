import * as React from "react";
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { RequestKind } from "../../../webresources/client";
import { isKnownTable, type LinkView } from "../adapters/snapshot";
import { announcement } from "../state/announcement";
import { Actions } from "./Actions";
import { closedKinds } from "./closed";
import { ExternalId } from "./ExternalId";
import { headOf } from "./head-of";
import { LastSync } from "./LastSync";
import { Loading } from "./Loading";
import type { PanelProps } from "./panel-props";
import { Problem } from "./Problem";
import { ResultView } from "./ResultView";
import { useSharedStyles } from "./shared-styles";
import { StatusHead } from "./StatusHead";
import { SystemCard } from "./SystemCard";
import { useFocus } from "./use-focus";
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
  const { snapshot, activity, result, problem } = state;
  React.useEffect(focus.follow, [focus, result]);

  const isNew = record !== undefined && record.id === undefined;
  const known = record !== undefined && isKnownTable(record.table);
  const head = headOf(state, { isNew, online });
  const { closed, why } = closedKinds({ ...props, online, busy: activity !== undefined }, words);
  const links = snapshot?.links ?? [];

  const act = (kind: RequestKind, link?: LinkView) => {
    focus.remember();
    if (kind === "preview") focus.wantResult();
    operations.start(kind, link);
  };
  const apply = (kind: "push" | "pull") => {
    focus.wantResult();
    operations.start(
      kind,
      links.find((link) => link.connectionId === result?.connectionId) ??
        (links.length === 1 ? links[0] : undefined),
    );
  };
  const actionsOf = (link?: LinkView) => (
    <Actions system={link?.system} closed={closed} why={why} onAct={(kind) => act(kind, link)} />
  );

  if (!known || isNew) {
    const look = known ? "New" : "Unknown";
    return (
      <StatusHead look={look} title={words(known ? "Status_New" : "Status_Elsewhere")}>
        {words(known ? "New_Next" : "Elsewhere_Next")}
      </StatusHead>
    );
  }
  if (state.phase === "loading" && online) return <Loading />;

  const stored = links.length === 1 ? links[0]?.problem : undefined;
  const shown = problem ?? (activity || result ? undefined : stored);
  return (
    <div className={styles.stack} aria-busy={activity !== undefined}>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {announcement(state, words)}
      </div>
      <StatusHead
        look={head}
        busy={activity !== undefined}
        title={activity ? words(`Working_${activity.kind}`) : words(`Status_${head}`)}
      >
        {snapshot && head !== "NotLinked" ? <LastSync on={snapshot.syncedOn} /> : words(`${head}_Next`)}
      </StatusHead>
      {activity && <Working activity={activity} onStop={operations.stop} />}
      {!snapshot && !activity && head !== "NoAccess" && (
        <div>
          <Button onClick={() => void reread()}>{words("Retry")}</Button>
        </div>
      )}
      {snapshot && links.length === 0 && (
        <>
          {snapshot.identifier && (
            <dl className={styles.stack}>
              <ExternalId label={words("Identifier")} id={snapshot.identifier} />
            </dl>
          )}
          {actionsOf()}
        </>
      )}
      {links.map((link, index) => (
        <SystemCard
          key={link.id}
          link={link}
          several={links.length > 1}
          identifier={identifierFor(link, index, snapshot?.identifier)}
        >
          {actionsOf(link)}
        </SystemCard>
      ))}
      {shown && (
        <Problem
          problem={shown}
          onRetry={state.retry && !activity ? () => operations.retry(state.retry!) : undefined}
        />
      )}
      {result && (
        <ResultView
          result={result}
          closed={closed}
          titleRef={focus.result}
          onApply={apply}
          onClose={() => {
            dispatch({ type: "resultClosed" });
            focus.giveBack();
          }}
        />
      )}
    </div>
  );
}

/** The identifier belongs to the link whose ID it ends with; failing that it is shown with the first. */
function identifierFor(link: LinkView, index: number, identifier?: string): string | undefined {
  if (!identifier) return undefined;
  return identifier.endsWith(link.externalId) || index === 0 ? identifier : undefined;
}
