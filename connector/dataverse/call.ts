import type { GovernedCall } from "./governor";

/** What goes with every request to Dataverse. */
export interface DataverseCall extends GovernedCall {
  /** systemuserid to act as; privileges are those both she and the connector hold. */
  readonly asUser?: string;
  /** Of reads in a batch: lookups say of which table the row is that they point to; see {@link ./json lookupTable}. */
  readonly lookupTables?: true;
}

/** Deadlines: a request that takes longer is given up, so that nothing waits for ever. */
export const DEADLINE_MS = {
  /** One row, one page of a query. */
  single: 60_000,
  /** A bulk message: what Microsoft's own client allows. */
  bulk: 4 * 60_000,
} as const;

/** The caller's own signal and a deadline, whichever comes first. */
export function deadline(call: DataverseCall, ms: number): AbortSignal {
  const timeout = AbortSignal.timeout(ms);
  return call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
}
