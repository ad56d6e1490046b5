import type { FieldReason } from "../plan/types";
import type { MergeInput, Side } from "./types";

export type Settled =
  | { readonly winner: Side; readonly reason: FieldReason }
  | { readonly winner: null; readonly reason: "bothChangedAsk" };

const ASK: Settled = { winner: null, reason: "bothChangedAsk" };

/** Both sides changed to different values: the line's policy names the winner, or a person is asked. */
export function settleConflict(
  input: Pick<MergeInput, "policy" | "systemModifiedOn" | "dataverseModifiedOn">,
): Settled {
  switch (input.policy) {
    case "system":
      return { winner: "system", reason: "bothChangedSystemWins" };
    case "dataverse":
      return { winner: "dataverse", reason: "bothChangedDataverseWins" };
    case "newest":
      return newest(input.systemModifiedOn, input.dataverseModifiedOn);
    case "ask":
      return ASK;
  }
}

/** A time missing, or the same second on both sides, tells nothing: then a person decides. */
function newest(system: string | undefined, dataverse: string | undefined): Settled {
  const systemTime = secondOf(system);
  const dataverseTime = secondOf(dataverse);
  if (Number.isNaN(systemTime) || Number.isNaN(dataverseTime) || systemTime === dataverseTime) return ASK;
  return { winner: systemTime > dataverseTime ? "system" : "dataverse", reason: "bothChangedNewestWins" };
}

/** Dataverse keeps whole seconds, cut: anything finer on the other side would always look newer. */
function secondOf(time: string | undefined): number {
  return Math.floor(Date.parse(time ?? "") / 1_000);
}
