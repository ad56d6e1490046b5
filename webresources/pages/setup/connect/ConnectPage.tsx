import * as React from "react";
import { Button } from "@fluentui/react-components";
import { ArrowClockwise20Regular } from "@fluentui/react-icons";
import { System } from "../../../../core/generated/schema";
import { readEnvironmentChecks } from "../data/environment-checks";
import { readHome } from "../data/home";
import { checkSetup } from "../data/setup";
import { usePage } from "../page-context";
import { Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";
import { Checklist } from "./Checklist";
import { checkLines } from "./checks";
import { FirstConnector } from "./FirstConnector";
import { SystemCard } from "./SystemCard";

/** While somebody enters keys on the connector's page, it is looked at this often; else this often. */
const WAITING_MS = 2_000;
const IDLE_MS = 30_000;
const NAMES = Object.keys(System);

/** Which systems are connected, what has to be right for that, and the way to connect another. */
export const ConnectPage: React.FC = () => {
  const page = usePage();
  const { t } = page;
  const home = useLoaded("connections", () => readHome(page.send));
  const environment = useLoaded("environment", () => readEnvironmentChecks(page.send));
  const setup = useLoaded("setup", () => checkSetup(page));
  const [waiting, setWaiting] = React.useState<ReadonlySet<string>>(new Set());
  const all = home.value ?? [];
  const count = all.filter(({ state }) => state === "Connected").length;
  useEvery(waiting.size > 0 ? WAITING_MS : IDLE_MS, home.reload);
  // Another one was connected, or is no longer: what was found out is old.
  const before = React.useRef(count);
  React.useEffect(() => {
    if (before.current !== count && home.value) void Promise.all([setup.reload(), environment.reload()]);
    before.current = count;
  }, [count]);
  const waits = React.useCallback(
    (system: string, does: boolean) =>
      setWaiting((known) =>
        known.has(system) === does
          ? known
          : new Set(does ? [...known, system] : [...known].filter((each) => each !== system)),
      ),
    [],
  );
  const lines = checkLines({
    environment: environment.value,
    setup: setup.value,
    error: setup.error,
    asking: setup.loading,
    connected: all.length > 0,
  });
  const never = home.value?.length === 0 && !setup.value && !setup.loading;
  return (
    <Layout
      title={t("Connect_Title")}
      subtitle={t("Connect_Subtitle")}
      current="connect"
      {...(all[0]?.mappings[0] ? { mappingId: all[0].mappings[0].id } : {})}
      actions={
        <Button
          appearance="subtle"
          icon={<ArrowClockwise20Regular />}
          onClick={() => void Promise.all([home.reload(), setup.reload(), environment.reload()])}
        >
          {t("Check_Again")}
        </Button>
      }
    >
      {home.error ? <Problem error={home.error} onRetry={() => void home.reload()} /> : null}
      {!home.value && home.loading ? <Skeleton label={t("Loading")} cards={2} /> : null}
      {home.value ? (
        <div className="ws-connect">
          <div className="ws-systems">
            {never ? <FirstConnector system={NAMES[0]!.toLowerCase()} /> : null}
            {namesOf(setup.value?.systems).map((system) => (
              <SystemCard
                key={system}
                system={system}
                offered={setup.value?.systems.find((each) => each.system === system)}
                connection={all.find((each) => each.system === system)}
                checked={setup.value?.connections.find((each) => each.system === system)}
                onWaiting={(does) => waits(system, does)}
              />
            ))}
          </div>
          <Checklist lines={lines} />
        </div>
      ) : null}
    </Layout>
  );
};

/** The solution's systems; a newer connector may know more. */
const namesOf = (offered: readonly { readonly system: string }[] = []): readonly string[] => [
  ...new Set([...NAMES, ...offered.map(({ system }) => system)]),
];
