import * as React from "react";
import { Button, Spinner } from "@fluentui/react-components";
import { ArrowRight16Regular, PlugConnected20Regular } from "@fluentui/react-icons";
import type { CheckedConnection, OfferedSystem } from "../../../../core/operation/setup-answer";
import type { HomeConnection } from "../data/home";
import { StateBadge } from "../home/StateBadge";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Problem } from "../ui/Problem";
import { SystemMark } from "../ui/SystemMark";
import { LinkBox } from "./LinkBox";
import { useLink } from "./use-link";

interface Props {
  readonly system: string;
  /** What the connector says of it; undefined while it could not be asked. */
  readonly offered: OfferedSystem | undefined;
  readonly connection: HomeConnection | undefined;
  readonly checked: CheckedConnection | undefined;
  readonly onWaiting: (waiting: boolean) => void;
}

/** A system that can be connected, or is. */
export const SystemCard: React.FC<Props> = ({ checked, connection, offered, onWaiting, system }) => {
  const { t } = usePage();
  const link = useLink(offered?.key);
  const isConnected = connection !== undefined && connection.state !== "Disconnected";
  const waits = link.value !== undefined && !(isConnected && connection.connectedOn > link.value.askedOn);
  React.useEffect(() => onWaiting(waits), [onWaiting, waits]);
  const titleId = `system-${system}`;
  return (
    <section className="ws-card" aria-labelledby={titleId}>
      <div className="ws-card-head">
        <SystemMark system={system} />
        <div className="ws-card-title">
          <h2 id={titleId}>{system}</h2>
          <p className="ws-subtle">
            {checked?.account ?? (offered ? t(offered.realTime ? "Tells" : "Looks") : "")}
          </p>
        </div>
        {connection ? <StateBadge state={connection.state} /> : null}
      </div>
      {connection && connection.mappings.length > 0 ? (
        <ul className="ws-next-steps">
          {connection.mappings.map(({ id, name }) => (
            <li key={id}>
              <a href={hrefOf({ page: "match", mappingId: id })}>
                {t("Set_Up_Mapping", name)} <ArrowRight16Regular aria-hidden="true" />
              </a>
            </li>
          ))}
        </ul>
      ) : offered ? (
        <ul className="ws-offers">
          {offered.mappings.map(({ direction, systemObject, table }) => (
            <li key={`${systemObject} ${table}`}>
              {systemObject} <span aria-label={t(`Way_${direction}`)}>{ARROWS[direction]}</span> {table}
            </li>
          ))}
        </ul>
      ) : null}
      {link.error ? <Problem error={link.error} onRetry={link.ask} /> : null}
      {waits && link.value ? <LinkBox link={link.value} system={system} /> : null}
      {offered && !waits ? (
        <div className="ws-card-actions">
          <Button
            appearance={isConnected ? "secondary" : "primary"}
            icon={link.asking ? <Spinner size="tiny" role="presentation" /> : <PlugConnected20Regular />}
            aria-label={t(isConnected ? "Connect_Again_Of" : "Connect_Of", system)}
            disabledFocusable={link.asking}
            onClick={link.ask}
          >
            {t(isConnected ? "Connect_Again" : "Connect")}
          </Button>
        </div>
      ) : null}
    </section>
  );
};

const ARROWS = { both: "↔", toDataverse: "→", toSystem: "←" } as const;
