import type { RunRow } from "../data/runs";
import type { PageContext } from "../page-context";

/** "First import: Wave contacts" */
export const titleOf = (
  { kind, mappingName, connectionName }: RunRow,
  { t }: Pick<PageContext, "t">,
): string => t("Run_Title", t(`RunKind_${kind}`), mappingName || connectionName || "?");

/** Who, or what, asked for it. */
export function startedBy({ kind, startedBy: who }: RunRow, { t }: Pick<PageContext, "t">): string {
  if (who) return who;
  return t(kind === "Scheduled" || kind === "Reconcile" ? "Run_By_Schedule" : "Run_By_Connector");
}

/** How long it took, or has taken so far; "" where it has not begun. */
export function lengthOf({ startedOn, endedOn }: RunRow, { formats }: Pick<PageContext, "formats">): string {
  if (!startedOn) return "";
  return formats.duration((endedOn ? Date.parse(endedOn) : Date.now()) - Date.parse(startedOn));
}

/** Looked at soon after it began, then less often; one that has ended hardly changes any more. */
export function lookAgainMs(runs: readonly RunRow[]): number {
  const begun = runs
    .filter(({ status }) => status === "Queued" || status === "Running")
    .map(({ startedOn }) => Date.now() - Date.parse(startedOn || new Date().toISOString()));
  if (begun.length === 0) return IDLE_MS;
  const youngest = Math.min(...begun);
  return STEPS.find(([until]) => youngest < until)?.[1] ?? LONGEST_MS;
}

const IDLE_MS = 60_000;
const LONGEST_MS = 15_000;
/** [so long after its beginning, so often] */
const STEPS = [
  [30_000, 2_000],
  [120_000, 4_000],
  [600_000, 8_000],
] as const;
