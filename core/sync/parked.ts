/** What is remembered of a record's failures, in its link. */
export interface FailureMemory {
  /** Code of the last failure, and what the two sides looked like then. */
  readonly code: string;
  readonly state: string;
  readonly parked: boolean;
}

/** A failure that has just happened: its code, and a hash of what was tried ({@link ./echo stateHash}). */
export interface Failure {
  readonly code: string;
  readonly state: string;
}

/** Failures that are nobody's record's fault: they are tried again for as long as they last, and never park anything. */
const PASSING: ReadonlySet<string> = new Set([
  "SYSTEM_UNREACHABLE",
  "SYSTEM_REFUSED",
  "SYSTEM_THROTTLED",
  "CONNECTOR_UNREACHABLE",
  "DATAVERSE_UNAVAILABLE",
  "DATAVERSE_THROTTLED",
  "RECORD_BUSY",
  "NEEDS_SIGN_IN",
  "NOT_CONNECTED",
  "MAPPING_PAUSED",
  "MAPPING_INVALID",
  "VIEW_NOT_FOUND",
]);

/**
 * The same failure twice parks the record; a different one, or the same on changed data, is a new first try.
 * Gives what to remember.
 */
export function rememberFailure(previous: FailureMemory | null, failure: Failure): FailureMemory | null {
  if (PASSING.has(failure.code)) return previous;
  const again = previous !== null && previous.code === failure.code && previous.state === failure.state;
  return { ...failure, parked: again };
}

/** The state that stands for any: a person said that nothing is to happen with the record, whatever becomes of it. */
export const ANY_STATE = "*";

/** A person's word that the record is to be left alone until somebody asks for it. */
export const IGNORED: FailureMemory = { code: "IGNORED", state: ANY_STATE, parked: true };

export function isIgnored(memory: FailureMemory | null): boolean {
  return memory !== null && memory.parked && memory.state === ANY_STATE;
}

/** Whether to leave the record alone: parked, unchanged since, and nobody asked for it by hand. */
export function isParked(memory: FailureMemory | null, state: string, askedByPerson: boolean): boolean {
  return memory !== null && memory.parked && memory.state === state && !askedByPerson;
}
