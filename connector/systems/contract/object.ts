import type { SystemFields } from "../../../core/mapping/system-fields";
import type { IssueRef } from "../../../core/plan/types";
import type { SystemRecord, Values } from "../../../core/records";
import { SystemError } from "./system-error";

/** What goes with every call: who to follow in the logs, and when to give up. */
export interface SystemCall {
  /** Sent to the system as `X-Correlation-Id`, so that one id leads from the form to the system. */
  readonly correlationId: string;
  /** Aborts the call; adapters add a deadline of their own. */
  readonly signal?: AbortSignal;
  /** Fields that whoever asks will look at. Those that cost requests of their own are read only where they are named here. */
  readonly wants?: ReadonlySet<string>;
  /** A person waits for the answer: she goes before runs, which leave a part of the budget to her. */
  readonly someoneWaits?: boolean;
}

export interface ListRequest {
  /** Records a page; the adapter lowers it to what the system allows. */
  readonly pageSize: number;
  /** `next` of the page before; absent for the first page. */
  readonly cursor?: string;
  /** Of an object with {@link SystemObject.mailboxes}: what this one holds; absent: what all of them do, one after the other. */
  readonly mailbox?: string;
  /** As {@link mailbox}: only what was received since then (ISO 8601). */
  readonly since?: string;
}

/** Where a system keeps mail, each with a sign-in of its own. */
export interface Mailbox {
  /** Stays the same as long as it is joined to the system. */
  readonly id: string;
  readonly address: string;
  /** Why nothing can be read of it for now, although the system answers. */
  readonly trouble?: IssueRef;
}

export interface SystemPage {
  readonly records: readonly SystemRecord[];
  /** Opaque; null after the last page. Must stay valid across restarts: a run's checkpoint keeps it. */
  readonly next: string | null;
  /** How many there are in all, when the system says so. */
  readonly total?: number;
}

/** A record to be made, and how to find out later whether it was. */
export interface NewRecord {
  readonly values: Values;
  /** The same for every try. */
  readonly key: string;
  /** The Dataverse row it is made for. */
  readonly rowId: string;
  /** It has been tried before, and nobody knows what came of that. */
  readonly again: boolean;
}

/**
 * There is no create without an answer to "was it made, when nothing came back?". "key": the same key again answers the record made the
 * first time. "lookUp": `made` finds whoever carries our row's id.
 */
export type Create =
  | { readonly safe: "key"; run(record: NewRecord, call: SystemCall): Promise<SystemRecord> }
  | {
      readonly safe: "lookUp";
      run(record: NewRecord, call: SystemCall): Promise<SystemRecord>;
      made(record: NewRecord, call: SystemCall): Promise<SystemRecord | null>;
    };

/**
 * One kind of record of a system, spoken to with the credentials of one connection. A capability is its member: one that is absent
 * is one the system does not have, and everybody asks here only ({@link ./capabilities}). Values are canonical: field names of the
 * mapping, JSON scalars. Every method throws {@link SystemError} and nothing else, aborts included (SYSTEM_UNREACHABLE).
 */
export interface SystemObject {
  /** As mappings name it, e.g. "contact". */
  readonly name: string;

  /**
   * "append": its records are what happened, and only ever added to; what `core/mail/mail` reads in them is logged on timelines. Absent: they
   * are kept equal on both sides.
   */
  readonly mode?: "append";

  /** Of what is appended: the mailboxes it comes from, those in trouble as well. */
  mailboxes?(call: SystemCall): Promise<readonly Mailbox[]>;

  /** What its fields are; from the system itself where that is asked for them. */
  fields(call: SystemCall): Promise<SystemFields>;

  /** One page of all records, in an order that stays stable while paging. */
  list(request: ListRequest, call: SystemCall): Promise<SystemPage>;

  /** As {@link list}, only those changed since then (ISO 8601), or at that very time. */
  listChanged?(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage>;

  /** One record; null when the system has none with this id (any more). */
  read(id: string, call: SystemCall): Promise<SystemRecord | null>;

  /** Several records by id, in any order; those that do not exist are left out. The adapter bounds its own concurrency. */
  readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]>;

  /**
   * Records that may be the one with these values: at least all that the object's default match rules could join, whatever the
   * case. The match rules decide which of them really is; none for values that name nobody.
   */
  find?(values: Values, call: SystemCall): Promise<readonly SystemRecord[]>;

  /** See {@link createOnce}. */
  readonly create?: Create;

  /**
   * Changes only the fields given; null empties a field. Setting the same values twice is harmless. With `readAs`, where the system
   * can tell: only if the record is as it was read then, else RECORD_BUSY, so that what a person types meanwhile is not lost.
   */
  update?(id: string, values: Values, call: SystemCall, readAs?: SystemRecord): Promise<SystemRecord>;

  /** Deletes a record; one that is already gone is no error. With `readAs` as {@link update}. */
  remove?(id: string, call: SystemCall, readAs?: SystemRecord): Promise<void>;

  /** Takes a record out of use without deleting it. Gives the record as the system holds it now. */
  deactivate?(id: string, call: SystemCall): Promise<SystemRecord>;
}

/** Whether anything can be written to records like these. */
export const isWritable = ({ create, update }: Pick<SystemObject, "create" | "update">): boolean =>
  create !== undefined || update !== undefined;

/**
 * Makes a record, once: a try whose answer got lost is looked for before it is repeated.
 * @returns the record as the system holds it now
 * @throws SystemError SYSTEM_UNREACHABLE when nobody knows whether it was made: the next try finds out
 */
export async function createOnce(
  object: SystemObject,
  record: NewRecord,
  call: SystemCall,
): Promise<SystemRecord> {
  const create = able(object, "create");
  if (create.safe === "key") return create.run(record, call);
  const made = record.again ? await create.made(record, call) : null;
  if (made) return made;
  try {
    return await create.run(record, call);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== "SYSTEM_UNREACHABLE" || call.signal?.aborted)
      throw error;
    const found = await create.made(record, call).catch(() => null);
    if (found) return found;
    throw error;
  }
}

/** A member of an object that may be absent, bound to it. @throws SystemError SYSTEM_REJECTED when the object has none */
export function able<K extends keyof SystemObject>(
  object: SystemObject,
  what: K,
): NonNullable<SystemObject[K]> {
  const member: unknown = object[what];
  if (member === undefined) {
    const reason = `"${object.name}" has no ${what}.`;
    throw new SystemError("SYSTEM_REJECTED", reason, { reason });
  }
  return (typeof member === "function" ? member.bind(object) : member) as NonNullable<SystemObject[K]>;
}
