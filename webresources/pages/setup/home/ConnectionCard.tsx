import * as React from "react";
import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { DescribedConnection } from "../../../../core/operation/description";
import type { HomeConnection } from "../data/home";
import { isUnderWay } from "../data/runs";
import { usePage } from "../page-context";
import { SystemMark } from "../ui/SystemMark";
import { Problem } from "../ui/Problem";
import { CardActions } from "./CardActions";
import { CardFacts } from "./CardFacts";
import { HealthBar } from "./HealthBar";
import { MappingList } from "./MappingList";
import { RunProgress } from "../runs/RunProgress";
import { StateBadge } from "./StateBadge";
import { useConnectionWork } from "./use-connection-work";

interface Props {
  readonly connection: HomeConnection;
  readonly described: DescribedConnection | undefined;
  readonly onChanged: (what: "started" | "state") => Promise<void>;
}

/** A connection: how it stands, its counts, its mappings, and what one can do. */
export const ConnectionCard: React.FC<Props> = ({ connection, described, onChanged }) => {
  const { t } = usePage();
  const work = useConnectionWork(connection, onChanged);
  const running = connection.runs.filter(isUnderWay);
  const titleId = `connection-${connection.id}`;
  return (
    <section className="ws-card" aria-labelledby={titleId}>
      <div className="ws-card-head">
        <SystemMark system={connection.system} />
        <div className="ws-card-title">
          <h2 id={titleId}>{connection.name}</h2>
          <p className="ws-subtle">
            {connection.system} · {hostOf(connection.systemUrl)}
          </p>
        </div>
        <StateBadge state={connection.state} />
      </div>
      {connection.message && connection.state !== "Connected" ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{connection.message}</MessageBarTitle> {connection.nextStep}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <HealthBar connection={connection} />
      {running.map((run) => (
        <RunProgress
          key={run.id}
          run={run}
          onAsked={() => onChanged("started")}
          name={connection.mappings.find(({ id }) => id === run.mappingId)?.name ?? connection.name}
        />
      ))}
      {work.error ? (
        <Problem error={work.error} needs={work.tried === "sync" ? "Operator" : "Administrator"} />
      ) : null}
      <CardFacts connection={connection} described={described} />
      <MappingList mappings={connection.mappings} />
      <CardActions connection={connection} work={work} running={running.length > 0} />
      <span className="ws-hidden" role="status">
        {work.said ? t(work.said, connection.name) : ""}
      </span>
    </section>
  );
};

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
