import * as React from "react";
import type { DescribedConnection } from "../../../../core/operation/description";
import type { HomeConnection } from "../data/home";
import { isUnderWay } from "../data/runs";
import { usePage } from "../page-context";
import { Facts, type Fact } from "../ui/Facts";

interface Props {
  readonly connection: HomeConnection;
  readonly described: DescribedConnection | undefined;
}

/** Who connected, to which environment, when it synced last and syncs next. */
export const CardFacts: React.FC<Props> = ({ connection, described }) => {
  const { formats, t } = usePage();
  const last = connection.runs.find((run) => !isUnderWay(run));
  const next = described?.mappings
    .filter(({ id }) => connection.mappings.some((each) => each.id === id && each.status === "Active"))
    .flatMap(({ nextRunOn }) => nextRunOn ?? [])
    .sort()[0];
  const facts: readonly Fact[] = [
    [t("Environment"), window.location.host],
    [t("Connected_By"), connection.connectedBy || "–"],
    [t("Last_Sync"), last?.endedOn ? <Time iso={last.endedOn} /> : t("Never")],
    [t("Next_Check"), nextWords()],
    [t("Real_Time"), described ? t(described.subscribed ? "Real_Time_On" : "Real_Time_Off") : "–"],
  ];
  function nextWords(): React.ReactNode {
    if (connection.state !== "Connected") return t("Not_While_Paused");
    if (!next) return "–";
    return Date.parse(next) > Date.now() ? <Time iso={next} /> : formats.ago(new Date().toISOString());
  }
  return <Facts facts={facts} />;
};

const Time: React.FC<{ readonly iso: string }> = ({ iso }) => {
  const { formats } = usePage();
  return (
    <time dateTime={iso} title={formats.time(iso)}>
      {formats.ago(iso)}
    </time>
  );
};
