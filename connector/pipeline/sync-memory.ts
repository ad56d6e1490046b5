import { limitConcurrency } from "../clock/limit-concurrency";
import type { RelatedIndex } from "../environment/environment-memory";
import type { RelatedToCreate } from "./match/related";
import type { HeldRecords } from "./load/held-records";

/** What one run or operation has found out and will need again; it ends with it. */
export class SyncMemory {
  /** All rows of a table that others may point to, read once for a whole run, by rules; those it creates are added to them. */
  readonly related = new Map<string, Promise<RelatedIndex>>();
  /** Rows that were promised to others and are not there yet, by id; a run promises them to later chunks as well. */
  readonly promised = new Map<string, RelatedToCreate>();

  /** Rows that records belong to by the system's own word, by external id and then by table: no rule is asked. */
  readonly told = new Map<string, ReadonlyMap<string, string>>();

  /** Who of the pieces under way side by side holds a record. */
  readonly heldBy = new Map<string, HeldRecords>();
  /** Plans of the pieces are made one after the other: what one of them promises to create, the next one finds. */
  readonly inTurn = limitConcurrency(1);
}
