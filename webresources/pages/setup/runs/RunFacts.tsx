import * as React from "react";
import type { RunRow } from "../data/runs";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Facts, type Fact } from "../ui/Facts";
import { lengthOf, startedBy } from "./run-words";

/** Who started it, when, how long it took, and what it cost. */
export const RunFacts: React.FC<{ readonly run: RunRow }> = ({ run }) => {
  const page = usePage();
  const { formats, t } = page;
  const { connectionId, connectionName, endedOn, reference, requests, startedOn } = run;
  const facts: readonly Fact[] = [
    [t("Run_By"), startedBy(run, page)],
    [
      t("Run_Connection"),
      connectionId ? <a href={hrefOf({ page: "runs", connectionId })}>{connectionName}</a> : connectionName,
    ],
    [t("Run_Began"), startedOn ? formats.time(startedOn) : "–"],
    [t("Run_Ended"), endedOn ? formats.time(endedOn) : "–"],
    [t("Run_Length"), lengthOf(run, page) || "–"],
    [t("Run_Requests"), formats.number(requests)],
    [t("Run_Reference"), <code key="reference">{reference}</code>],
  ];
  return <Facts facts={facts} />;
};
