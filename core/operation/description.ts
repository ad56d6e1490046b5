import type { SystemFieldInfo } from "../mapping/system-fields";
import type { MatchRules } from "../mapping/types";

/** What only the connector knows of an environment: the answer of wave_Describe, part of the document in `wave_operation.wave_result`. */
export interface Description {
  /** Of the connector. */
  readonly version: string;
  /** Records of the environment that something happened to and that have not been looked at yet. */
  readonly waiting: number;
  /** All connections; the one that was asked for, with its objects. */
  readonly connections: readonly DescribedConnection[];
}

export interface DescribedConnection {
  /** Row of wave_connection. */
  readonly id: string;
  /** As the choice wave_system has it. */
  readonly system: string;
  /** Whether the system tells of changes; otherwise only comparisons find them. */
  readonly subscribed: boolean;
  /** It logs activities, with which engagement lines are set. */
  readonly activities: boolean;
  /** Mappings that have been compared before. Times are ISO 8601. */
  readonly mappings: readonly {
    readonly id: string;
    /** Last time everything was compared. */
    readonly comparedOn: string | null;
    /** When it is looked again for what changed; null while the schedule is not known. */
    readonly nextRunOn: string | null;
  }[];
  /** What the system has for us; absent where it was not asked for. */
  readonly objects?: readonly DescribedObject[];
}

export interface DescribedObject {
  /** As mappings name it, e.g. "contact". */
  readonly name: string;
  readonly fields: readonly SystemFieldInfo[];
  /** Its records are what happened, and only ever added to: nobody matches them. */
  readonly appended?: boolean;
  /** The match rules that a new connection begins with, by table. */
  readonly rules?: readonly { readonly table: string; readonly matchRules: MatchRules }[];
}
