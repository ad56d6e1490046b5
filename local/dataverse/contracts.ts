/**
 * How the parts of the local Dataverse meet. Each interface has one implementation, in the folder named beside it:
 *
 *   http/      turns a request into a MessageRequest and a MessageResponse into an answer
 *   messages/  Create, Retrieve, Update, ... and the registry that `solution/` adds Custom APIs to
 *   store/     rows, versions, keys, transactions
 *   metadata/  tables, columns, keys, relationships: standard ones, and those a solution brings
 *   security/  tokens, users, roles: who may do what
 *   events/    webhook steps: before, after, later
 *   solution/  ImportSolution: reads a zip, teaches the others
 *
 * Data flows http -> security -> messages -> (events) -> store; nothing below knows of anything above.
 */

/** A column's value as stored: JSON scalars; lookups as {@link LookupValue}; dates as ISO strings (UTC). */
export type StoredValue = string | number | boolean | null | readonly number[] | LookupValue;

/** A reference to a row; polymorphic columns need the table as well. */
export interface LookupValue {
  readonly table: string;
  readonly id: string;
}

/** One row. `version` is the number in the ETag `W/"n"`, and grows with every write in the organisation. */
export interface StoredRow {
  readonly table: string;
  readonly id: string;
  readonly version: number;
  readonly values: Readonly<Record<string, StoredValue>>;
}

/** Who calls, as whom, and in which chain of calls. */
export interface CallContext {
  /** systemuserid the work is done as (after impersonation). */
  readonly userId: string;
  /** systemuserid that signed in. */
  readonly initiatingUserId: string;
  readonly correlationId: string;
  readonly requestId: string;
  /** 1 for a call from outside; grows when a step's work calls again. */
  readonly depth: number;
  /** True for the platform's own work (import, seeding): no privilege check, no webhook step. */
  readonly isSystem?: boolean;
  /** `MSCRM.SolutionUniqueName`. */
  readonly solution?: string;
}

/** A message as the platform sees it: Create, Update, Delete, Retrieve, RetrieveMultiple, UpsertMultiple, WhoAmI, wave_Push, ... */
export interface MessageRequest {
  readonly name: string;
  /** Logical name of the table, for messages that have one. */
  readonly table?: string;
  /** Row id, for messages on one row. */
  readonly id?: string;
  /** Input parameters by name (`Target`, `Targets`, Custom API parameters, ...). */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Output parameters by name; empty for messages that answer 204. */
export type MessageResponse = Readonly<Record<string, unknown>>;

/** Does one message; runs inside a transaction of the store. */
export type MessageHandler = (request: MessageRequest, context: CallContext) => Promise<MessageResponse>;

export type Privilege = "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";

/** Who may do what (security/). All throw a DataverseError with the platform's code and text. */
export interface Security {
  /** Resolves `Authorization: Bearer`, or the browser's session cookie, to a user; 401 otherwise. */
  authenticate(headers: Readonly<Record<string, string | string[] | undefined>>): Promise<CallContext>;
  /** 403 unless the caller's roles hold `privilege` on `table` at a depth that covers `row` (omit for "at all"). */
  require(context: CallContext, privilege: Privilege, table: string, row?: StoredRow): void;
  /** 403 unless the caller holds the privilege by name, e.g. `prvActOnBehalfOfAnotherUser`. */
  requireNamed(context: CallContext, privilegeName: string): void;
  /** Whether the caller may read this row: queries leave out what she may not see. */
  canRead(context: CallContext, row: StoredRow): boolean;
}

/** What a step sees of a write (events/). */
export interface EventInput {
  readonly request: MessageRequest;
  readonly context: CallContext;
  readonly before?: StoredRow;
  readonly after?: StoredRow;
}

/** Calls the webhook steps registered for a message (events/). */
export interface Events {
  /** Synchronous steps of one stage, in rank order; throws the platform's webhook fault, which rolls back. */
  runSync(stage: 10 | 20 | 40, input: EventInput): Promise<void>;
  /** Queues the asynchronous steps; called after commit, returns at once. */
  queueAsync(input: EventInput): void;
}
