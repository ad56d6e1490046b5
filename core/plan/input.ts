import type { LookupDirectory } from "../map/types";
import type { Columns } from "../mapping/columns";
import type { SystemFields } from "../mapping/system-fields";
import type { Direction, Mapping } from "../mapping/types";
import type { Side } from "../merge/types";
import type { Base, Row, SystemRecord, Values } from "../records";
import type { OwnerDirectory } from "../users/types";

/** All that decides what a sync does to one record. The plan looks at nothing else. */
export interface PlanInput {
  readonly mapping: Mapping;
  /** The system's record as it is now; null when there is none. */
  readonly system: SystemRecord | null;
  /** The Dataverse row as it is now; null when there is none. */
  readonly row: Row | null;
  /** What both held when they last agreed; null before the first sync. */
  readonly base: Base | null;
  /** Columns of the mapping's table. */
  readonly columns: Columns;
  /** What this sync may write: both sides, only the system (push), only Dataverse (pull). */
  readonly direction: Direction;
  /** A link joins (or joined) the two. Default: there is a base. */
  readonly linked?: boolean;
  readonly owners?: OwnerDirectory;
  readonly lookups?: LookupDirectory;
  /** The address of a row of the table, but for its id. */
  readonly recordUrl?: string;
  /** What the adapter says about the system's fields. */
  readonly systemFields?: SystemFields;
  /** Values a person gave for manual lines, by line id. */
  readonly manual?: Values;
  /** A person's answers to conflicts, by line id. */
  readonly decisions?: Readonly<Record<string, Side>>;
  /** Lines the check marked red, by id: they are never written, and never hold up the others. */
  readonly red?: ReadonlySet<string>;
  /** True when this sync logs an activity: engagement lines then apply. */
  readonly engagement?: boolean;
  /** The side on which the linked record was deleted. */
  readonly deletedIn?: Side;
  /** A person's word on a delete that met an edit: it goes on all the same. */
  readonly deleteAnyway?: boolean;
  /** The id of a record the row is no longer linked to: another may take its place in the external-ID column. */
  readonly formerId?: string;
}
