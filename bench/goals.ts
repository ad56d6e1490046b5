/** What docs/architecture.md promises. */
export const GOALS = {
  timesWireLimit: 1.1,
  requestsPerThousand: 12,
  readsPerThousandUnchanged: 1,
  writesUnchanged: 0,
  eventToRowP99Ms: 250,
  peakMemoryMb: 400,
  /** How much more the last quarter of a large import may hold than the quarter after the first. */
  memoryGrowth: 1.25,
  /** Requests to Front beside its pages and the differences, and what the connector may hold of half a million accounts. */
  timesNecessary: 1.02,
  peakMemoryManyMb: 512,
  /** Requests to Dataverse for a thousand mails of mailboxes, their people included. */
  requestsPerThousandMails: 12,
} as const;

export interface Verdict {
  readonly met: boolean;
  readonly line: string;
}

/** Whether a goal was met and by how much. */
export function verdict(what: string, is: number, goal: number): Verdict {
  const met = is <= goal;
  const digits = Number.isInteger(is) ? 0 : 3;
  return {
    met,
    line: `${met ? "met    " : "MISSED "} ${what}: ${is.toFixed(digits)} (goal: at most ${goal})`,
  };
}
