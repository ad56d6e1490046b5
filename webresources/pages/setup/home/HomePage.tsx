import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { ArrowClockwise20Regular, PlugDisconnected48Regular } from "@fluentui/react-icons";
import type { DescribedConnection } from "../../../../core/operation/description";
import { describeLately } from "../data/describe";
import { readHome } from "../data/home";
import { isUnderWay } from "../data/runs";
import { usePage } from "../page-context";
import { Empty, Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useMayRun } from "../ui/use-may-run";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";
import { Charts } from "./Charts";
import { ConnectionCard } from "./ConnectionCard";

/** While something runs, it is looked at this often; else this often, as long as somebody looks. */
const RUNNING_MS = 2_000;
const IDLE_MS = 30_000;
/** Where nothing is known of a schedule yet, it is asked for again after so long, and so often at most. */
const AGAIN_MS = 8_000;
const MOST_ASKED = 3;

/** Every connection with how it is doing, and what one can do about it. */
export const HomePage: React.FC = () => {
  const page = usePage();
  const { t } = page;
  const home = useLoaded("home", () => readHome(page.send));
  // The connector may be away: the page says what Dataverse knows all the same.
  const fresh = React.useRef(false);
  const told = useLoaded("told", () => describeLately(page, fresh.current).catch(() => undefined));
  const [started, setStarted] = React.useState(0);
  // Whoever has just connected: the schedule of what is new is known a moment later.
  const asked = React.useRef(0);
  const isKnown = told.value?.connections.some(({ mappings }) => mappings.some(({ nextRunOn }) => nextRunOn));
  React.useEffect(() => {
    if (!told.value || isKnown || ++asked.current > MOST_ASKED) return undefined;
    const timer = window.setTimeout(() => void told.reload(), AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [told.value, isKnown]);
  const mayRun = useMayRun();
  const runs = home.value?.flatMap((each) => each.runs) ?? [];
  const running = runs.some(isUnderWay) || Date.now() - started < 10_000;
  useEvery(running ? RUNNING_MS : IDLE_MS, home.reload);
  const describedOf = (id: string): DescribedConnection | undefined =>
    told.value?.connections.find((each) => each.id === id);
  return (
    <Layout
      title={t("Home")}
      subtitle={t("Home_Subtitle")}
      current="home"
      actions={
        <Button
          appearance="subtle"
          icon={<ArrowClockwise20Regular />}
          onClick={() => {
            fresh.current = true;
            void Promise.all([home.reload(), told.reload()]);
          }}
        >
          {t("Refresh")}
        </Button>
      }
    >
      {home.error ? <Problem error={home.error} onRetry={() => void home.reload()} /> : null}
      {mayRun ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("May_Not_Run")}</MessageBarTitle> {t("Needs_Operator_Next")}
          </MessageBarBody>
        </MessageBar>
      )}
      {!home.value && home.loading ? <Skeleton label={t("Loading")} /> : null}
      {home.value?.length === 0 ? (
        <Empty icon={<PlugDisconnected48Regular />} title={t("Home_Empty")} text={t("Home_Empty_Text")} />
      ) : null}
      <div className="ws-cards">
        {home.value?.map((connection) => (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            described={describedOf(connection.id)}
            onChanged={async (what) => {
              if (what === "started") setStarted(Date.now());
              await home.reload();
            }}
          />
        ))}
      </div>
      {home.value && home.value.length > 0 ? <Charts /> : null}
      {told.value ? (
        <p className="ws-footnote">{t("Connector_Version", told.value.version)}</p>
      ) : told.loading || !home.value ? null : (
        <p className="ws-footnote">{t("Connector_Away")}</p>
      )}
    </Layout>
  );
};
