import * as React from "react";
import { Button } from "@fluentui/react-components";
import {
  ArrowClockwise20Regular,
  ArrowDownload20Regular,
  CheckmarkCircle48Regular,
} from "@fluentui/react-icons";
import { readCauses } from "../data/causes";
import { usePage } from "../page-context";
import { Empty, Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { listHref, VIEWS } from "../ui/links";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";
import { CauseCard } from "./CauseCard";
import { CureEnd } from "./CureProgress";
import type { Cure } from "./use-cure";
import { useExport } from "./use-export";

/** What is open changes by itself, as records are synced again. */
const LOOK_EVERY_MS = 30_000;

/** What is open, by what caused it: one cure helps all that share a cause. */
export const IssuesPage: React.FC = () => {
  const { appId, formats, send, t } = usePage();
  const causes = useLoaded("causes", () => readCauses(send));
  const [curing, setCuring] = React.useState(0);
  const [last, setLast] = React.useState<{ key: string; title: string; cure: Cure }>();
  const file = useExport();
  // Cards stay where they are while one of them is at work.
  useEvery(LOOK_EVERY_MS, async () => {
    if (curing === 0) await causes.reload();
  });
  const issues = (causes.value ?? []).reduce((sum, { count }) => sum + count, 0);
  return (
    <Layout
      title={t("Issues")}
      subtitle={causes.value ? t("Issues_Subtitle", issues === 1 ? 1 : formats.number(issues)) : t("Loading")}
      current="issues"
      actions={
        <>
          <Button appearance="subtle" icon={<ArrowClockwise20Regular />} onClick={() => void causes.reload()}>
            {t("Refresh")}
          </Button>
          <Button
            appearance="subtle"
            icon={<ArrowDownload20Regular />}
            disabledFocusable={issues === 0 || file.busy}
            onClick={issues === 0 ? undefined : () => void file.save(causes.value ?? [])}
          >
            {t("Export")}
          </Button>
          <a href={listHref(appId, "wave_issue", VIEWS.openIssues)} target="_top">
            {t("Issues_List")}
          </a>
        </>
      }
    >
      {(causes.error ?? file.error) ? (
        <Problem error={(causes.error ?? file.error)!} onRetry={() => void causes.reload()} />
      ) : null}
      {/* Its card is gone with the cause: what came of it is said here. */}
      {last && causes.value && !causes.value.some(({ key }) => key === last.key) ? (
        <CureEnd cure={last.cure} title={last.title} />
      ) : null}
      {!causes.value && causes.loading ? <Skeleton label={t("Loading")} /> : null}
      {causes.value?.length === 0 ? (
        <Empty icon={<CheckmarkCircle48Regular />} title={t("Issues_Empty")} text={t("Issues_Empty_Text")} />
      ) : null}
      <div className="ws-causes">
        {causes.value?.map((cause) => (
          <CauseCard
            key={cause.key}
            cause={cause}
            onCuring={(busy) => setCuring((before) => before + (busy ? 1 : -1))}
            onEnded={(title, cure) => {
              setLast({ key: cause.key, title, cure });
              return causes.reload();
            }}
          />
        ))}
      </div>
    </Layout>
  );
};
