import type { SystemRecord } from "../../../core/records";
import type { Candidates } from "../match/candidates";

/** What whoever brings many records at once has read of them already. */
export interface Known {
  /** Those of these records that were listed, as they were then. */
  records(ids: readonly string[]): Promise<ReadonlyMap<string, SystemRecord>>;
  /** The system tells of them in a call of its own, now: what it says is not read again. */
  readonly told?: true;
  /** One that is gone since it was listed is left out: to follow that is not for an import. */
  readonly leavesOutGone?: true;
  /** Listed too early, as it turned out: these are read as they are now. */
  readonly old?: ReadonlySet<string>;
  readonly candidates: Candidates;
}
