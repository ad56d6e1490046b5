import type { Target } from "../target";

/** One way to bring contacts into Dataverse, measured. */
export interface Contender {
  readonly name: string;
  run(target: Target): Promise<Measurement>;
}

export interface Measurement {
  readonly seconds: number;
  /** Requests sent to Dataverse; preparations that every way needs are not among them. */
  readonly requests: number;
  /** Rows written: contacts and links. */
  readonly rows: number;
  /** Why it did not get to the end, if it did not; what is measured is up to there. */
  readonly stopped?: string;
}

/** Measures `work`, which tells `sent` about each request as it goes out, and how many rows are in it. */
export async function measured(work: (sent: (rows: number) => void) => Promise<void>): Promise<Measurement> {
  let requests = 0;
  let rows = 0;
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  try {
    await work((inIt) => {
      requests += 1;
      rows += inIt;
    });
    return { seconds: since(), requests, rows };
  } catch (error) {
    // The platform's limits are part of what is measured: a client that runs into them has its result.
    if ((error as { status?: number }).status !== 429) throw error;
    return { seconds: since(), requests, rows, stopped: "service protection, 429" };
  }
}
