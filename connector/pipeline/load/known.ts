import type { SystemRecord } from "../../../core/records";
import type { Candidates } from "../match/candidates";

/** What whoever brings many records at once has read of them already. */
export interface Known {
  /** Records as the system listed them. One that is gone since is left out: to follow that is not for whoever lists records. */
  readonly records: ReadonlyMap<string, SystemRecord>;
  readonly candidates: Candidates;
}
