import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from "@fluentui/react-components";
import { Play20Regular } from "@fluentui/react-icons";
import { OUTCOMES } from "../../../../core/outcome";
import { asClientError, type ClientError } from "../../../client";
import { readHome } from "../data/home";
import { isUnderWay } from "../data/runs";
import { activate, type PeopleMapping } from "../data/people";
import { startRun } from "../data/run-work";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { RunProgress } from "../runs/RunProgress";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";

interface Props {
  readonly mapping: PeopleMapping;
  /** What is typed is not saved yet: it would not count. */
  readonly dirty: boolean;
  readonly onActivated: (mapping: PeopleMapping) => void;
}

const RUNNING_MS = 1_500;
const IDLE_MS = 30_000;
/** A run that was started has its row soon. */
const SOON_MS = 15_000;

/** Starts the first sync and shows how far it is; afterwards what came of it. */
export const Start: React.FC<Props> = ({ dirty, mapping, onActivated }) => {
  const page = usePage();
  const { formats, send, t } = page;
  const home = useLoaded(mapping.connectionId, () => readHome(send));
  const [startedOn, setStartedOn] = React.useState(0);
  const [starting, setStarting] = React.useState(false);
  const [error, setError] = React.useState<ClientError>();
  const connection = home.value?.find(({ id }) => id === mapping.connectionId);
  const runs = connection?.runs.filter(({ mappingId }) => mappingId === mapping.id) ?? [];
  const running = runs.find(isUnderWay);
  const last = runs.find((run) => !isUnderWay(run));
  const soon = running !== undefined || Date.now() - startedOn < SOON_MS;
  useEvery(soon ? RUNNING_MS : IDLE_MS, home.reload);
  const start = async () => {
    setStarting(true);
    setError(undefined);
    try {
      const active = await activate(send, mapping);
      onActivated(active);
      await startRun(page, mapping.id, mapping.toSystemOnly ? "onDemand" : "firstImport");
      setStartedOn(Date.now());
      await home.reload();
    } catch (thrown) {
      setError(asClientError(thrown));
    } finally {
      setStarting(false);
    }
  };
  const mayStart = !dirty && !starting && running === undefined;
  return (
    <section className="ws-card" aria-labelledby="start">
      <h2 id="start">{t("Start")}</h2>
      <p>{t(mapping.active ? "Start_Active" : "Start_Text", mapping.connectionName)}</p>
      <p>
        <a href={hrefOf({ page: "match", mappingId: mapping.id })}>{t("Start_Try")}</a>
      </p>
      {error ? <Problem error={error} needs="Operator" /> : null}
      {running ? <RunProgress run={running} name={mapping.name} onAsked={home.reload} /> : null}
      {last && !running && Date.parse(last.endedOn) > startedOn - SOON_MS && startedOn > 0 ? (
        <MessageBar intent={last.status === "Succeeded" ? "success" : "warning"} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("Start_Done")}</MessageBarTitle>{" "}
            {OUTCOMES.filter((outcome) => last.counts[outcome] > 0)
              .map((outcome) => `${t(`Outcome_${outcome}`)}: ${formats.number(last.counts[outcome])}`)
              .join(" · ")}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div className="ws-card-actions">
        <Button
          appearance="primary"
          icon={starting ? <Spinner size="tiny" role="presentation" /> : <Play20Regular />}
          disabledFocusable={!mayStart}
          onClick={() => void (mayStart && start())}
        >
          {t("Start_Now")}
        </Button>
        {dirty ? <span className="ws-subtle">{t("Start_Save_First")}</span> : null}
      </div>
    </section>
  );
};
