import * as React from "react";
import { Button, Spinner } from "@fluentui/react-components";
import { ArrowSync20Regular, Pause20Regular, Play20Regular } from "@fluentui/react-icons";
import type { HomeConnection } from "../data/home";
import { usePage } from "../page-context";
import { useMayRun } from "../ui/use-may-run";
import { hrefOf } from "../route";
import type { ConnectionWork } from "./use-connection-work";

interface Props {
  readonly connection: HomeConnection;
  readonly work: ConnectionWork;
  readonly running: boolean;
}

/** Sync now, pause or resume, and the way to the connection's issues. */
export const CardActions: React.FC<Props> = ({ connection, running, work }) => {
  const { t } = usePage();
  const { name, state } = connection;
  const mayRun = useMayRun();
  const canSync =
    mayRun && state === "Connected" && connection.mappings.some(({ status }) => status === "Active");
  return (
    <div className="ws-card-actions">
      <Button
        appearance="primary"
        icon={work.busy === "sync" ? <Spinner size="tiny" role="presentation" /> : <ArrowSync20Regular />}
        disabledFocusable={!canSync || running || work.busy !== undefined}
        onClick={canSync && !running ? work.sync : undefined}
        aria-label={t("Sync_Now_Of", name)}
      >
        {t("Sync_Now")}
      </Button>
      {state === "Connected" ? (
        <Button
          icon={work.busy === "state" ? <Spinner size="tiny" role="presentation" /> : <Pause20Regular />}
          aria-label={t("Pause_Of", name)}
          onClick={work.pause}
        >
          {t("Pause")}
        </Button>
      ) : null}
      {state === "Paused" ? (
        <Button
          icon={work.busy === "state" ? <Spinner size="tiny" role="presentation" /> : <Play20Regular />}
          aria-label={t("Resume_Of", name)}
          onClick={work.resume}
        >
          {t("Resume")}
        </Button>
      ) : null}
      <a href={hrefOf({ page: "runs", connectionId: connection.id })} aria-label={t("Runs_Of", name)}>
        {t("Runs")}
      </a>
      {connection.openIssues > 0 ? (
        <a href={hrefOf({ page: "issues" })}>{t("Open_Issues", connection.openIssues)}</a>
      ) : null}
    </div>
  );
};
