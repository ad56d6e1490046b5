import { requestsPerThousand, speedOf, type Result } from "./report";

/** What docs/architecture.md promises of the first import. */
export const GOALS = { timesWireLimit: 1.15, requestsPerThousand: 25 } as const;

/** Each goal, whether it was met and by how much. */
export function judge(engine: Result, wire: Result): { readonly line: string; readonly met: boolean }[] {
  return [
    verdict("within the bare wire limit, times", speedOf(wire) / speedOf(engine), GOALS.timesWireLimit),
    verdict(
      "requests per 1,000 contacts, links included",
      requestsPerThousand(engine),
      GOALS.requestsPerThousand,
    ),
  ];
}

function verdict(what: string, is: number, goal: number) {
  const met = is <= goal;
  return { met, line: `${met ? "met    " : "MISSED "} ${what}: ${is.toFixed(3)} (goal: at most ${goal})` };
}
