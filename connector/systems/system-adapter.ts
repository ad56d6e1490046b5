import type { SystemRecord, Values } from "../../core/records";

/** The systems by the name the wave_system choice uses. */
export type SystemName = "Wave" | "Front" | "Enginy" | "Nylas";

/** What goes with every call: who to follow in the logs, and when to give up. */
export interface SystemCall {
  /** Sent to the system as `X-Correlation-Id`, so that one id leads from the form to the system. */
  readonly correlationId: string;
  /** Aborts the call; adapters add a deadline of their own. */
  readonly signal?: AbortSignal;
}

export interface ListRequest {
  /** Records a page; the adapter lowers it to what the system allows. */
  readonly pageSize: number;
  /** `next` of the page before; absent for the first page. */
  readonly cursor?: string;
  /** ISO 8601: only records changed since then. */
  readonly updatedSince?: string;
}

export interface SystemPage {
  readonly records: readonly SystemRecord[];
  /** Opaque; null after the last page. Must stay valid across restarts: a run's checkpoint keeps it. */
  readonly next: string | null;
  /** How many there are in all, when the system says so. */
  readonly total?: number;
}

/** A person who works in the system. */
export interface SystemUser {
  readonly id: string;
  readonly email: string | null;
  readonly name: string;
  readonly active: boolean;
}

/** Who the credentials belong to, as far as the system says; for the log-free admin answer. */
export interface SystemAccount {
  readonly id: string;
  readonly name: string;
}

/** A system's promise to tell of changes. */
export interface SystemSubscription {
  readonly id: string;
}

/**
 * One system, spoken to with the credentials of one connection. The engine knows systems by this alone.
 * Values are canonical: field names of the mapping (for Wave: firstName, primaryEmail, assignedTo, ...), JSON scalars.
 * Every method throws {@link ./system-error.SystemError} and nothing else, aborts included (SYSTEM_UNREACHABLE).
 */
export interface SystemAdapter {
  readonly system: SystemName;

  /** The system's own time as its last answer told it; null before its first. Left out where its answers tell none. */
  readonly now?: () => Date | null;

  /** Proves that the credentials work. */
  check(call: SystemCall): Promise<SystemAccount>;

  /** One page of all records of an object ("contact"), in an order that stays stable while paging. */
  list(object: string, request: ListRequest, call: SystemCall): Promise<SystemPage>;

  /** One record; null when the system has none with this id (any more). */
  read(object: string, id: string, call: SystemCall): Promise<SystemRecord | null>;

  /**
   * Several records by id, in any order; those that do not exist are left out.
   * The adapter bounds its own concurrency.
   */
  readMany(object: string, ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]>;

  /**
   * Creates a record. The same key again, after a time-out for instance, answers the record made the first time.
   * @returns the record as the system holds it now
   */
  create(object: string, values: Values, idempotencyKey: string, call: SystemCall): Promise<SystemRecord>;

  /**
   * Changes only the fields given; null empties a field. Setting the same values twice is harmless. With `readAs`, where the system
   * can tell: only if the record is as it was read then, else RECORD_BUSY, so that what a person types meanwhile is not lost.
   */
  update(
    object: string,
    id: string,
    values: Values,
    call: SystemCall,
    readAs?: SystemRecord,
  ): Promise<SystemRecord>;

  /** Deletes a record; one that is already gone is no error. With `readAs` as {@link update}. */
  remove(object: string, id: string, call: SystemCall, readAs?: SystemRecord): Promise<void>;

  /**
   * Takes a record out of use without deleting it; absent when the system knows no such state.
   * @returns the record as the system holds it now
   */
  deactivate?(object: string, id: string, call: SystemCall): Promise<SystemRecord>;

  /**
   * Records that may be the one with these values: at least all of those with the same e-mail address or the same last
   * name, whatever the case. The match rules decide which of them really is; none for values that name nobody.
   */
  find(object: string, values: Values, call: SystemCall): Promise<readonly SystemRecord[]>;

  /** Everybody who works in the system. */
  users(call: SystemCall): Promise<readonly SystemUser[]>;

  /**
   * Has the system tell of changes at `url`, signed with `secret`. A subscription to the same address is replaced, so that
   * nothing is told twice. SYSTEM_REFUSED or SYSTEM_REJECTED: it tells nobody of changes, or not with these credentials.
   */
  subscribe(url: string, secret: string, call: SystemCall): Promise<SystemSubscription>;

  /** Ends a subscription; one that is already gone is no error. */
  unsubscribe(id: string, call: SystemCall): Promise<void>;
}
