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
}

/** Measures `work`, which answers how many requests it sent. */
export async function measured(work: () => Promise<number>): Promise<Measurement> {
  const began = performance.now();
  const requests = await work();
  return { seconds: (performance.now() - began) / 1000, requests };
}
