/**
 * How the parts of the local Dataverse meet. Each interface has one implementation, in the folder named beside it:
 *
 *   http/      turns a request into a MessageRequest and a MessageResponse into an answer
 *   kernel/    runs a message: depth, privilege, steps, transaction
 *   messages/  Create, Retrieve, Update, ... and the registry that `solution/` adds Custom APIs to
 *   store/     rows, versions, keys, transactions
 *   metadata/  tables, columns, keys, relationships: standard ones, and those a solution brings
 *   errors/    the one factory of DataverseError: code, text and HTTP status of the platform
 *   security/  tokens, users, roles: who may do what
 *   events/    webhook steps: before, after, later
 *   solution/  ImportSolution: reads a zip, teaches the others
 *
 * Data flows http -> security -> messages -> (events) -> store; nothing below knows of anything above.
 */
import type { MetadataModel } from "./metadata/model";
import type { Store, Transaction } from "./store/types";

/**
 * A column's value as stored: JSON scalars; lookups as {@link LookupValue}; dates as ISO strings (UTC, whole seconds,
 * e.g. `2026-01-05T09:00:00Z`; `2026-01-05` for date-only columns); choices their number, multi-choices numbers.
 */
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
  /** By logical column name, the primary id included; a missing name means null. */
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
  /** True for the platform's own work (import, seeding): no privilege check, no webhook step, no read-only columns. */
  readonly isSystem?: boolean;
  /** `MSCRM.BypassCustomPluginExecution`: no synchronous steps. */
  readonly bypassSteps?: boolean;
  /** `MSCRM.BypassBusinessLogicExecutionStepIds`: none of these steps, synchronous or not. Lower case. */
  readonly bypassStepIds?: readonly string[];
  /** `MSCRM.SolutionUniqueName`. */
  readonly solution?: string;
}

/**
 * A row as a message's parameter: `Target` of Create, Update and Upsert, one of `Targets` of the bulk messages,
 * or an `Entity` parameter of a Custom API. Values are already in stored form, under logical column names.
 */
export interface EntityInput {
  readonly table: string;
  readonly id?: string;
  /** Alternate-key values that name the row instead of `id` (Upsert). */
  readonly keys?: Readonly<Record<string, StoredValue>>;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Deep insert: rows to create with this one, by collection-valued navigation property. */
  readonly related?: Readonly<Record<string, readonly EntityInput[]>>;
  /** Deep insert: the row to create first, by single-valued navigation property. */
  readonly parents?: Readonly<Record<string, EntityInput>>;
  /** Rows to join on create, by collection-valued navigation property (`nav@odata.bind` with a list). */
  readonly links?: Readonly<Record<string, readonly LookupValue[]>>;
}

/**
 * A message as the platform sees it: Create, Update, Delete, Upsert, UpsertMultiple, WhoAmI, wave_Push, ...
 * Reads are no messages here: they go from http/ to odata/ or fetchxml/.
 *
 * Inputs: Create `Target`; Update `Target` (with `id`), optional `IfMatch`; Delete none, optional `IfMatch`;
 * Upsert `Target`, optional `IfNoneMatch`; CreateMultiple, UpdateMultiple, UpsertMultiple `Targets`;
 * Associate, Disassociate `Relationship` (navigation property), `RelatedEntity` (LookupValue); Merge as documented.
 */
export interface MessageRequest {
  readonly name: string;
  /** Logical name of the table, for messages that have one. */
  readonly table?: string;
  /** Row id, for messages on one row. */
  readonly id?: string;
  /** Input parameters by name (`Target`, `Targets`, Custom API parameters, ...). */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Output parameters by name; empty for messages that answer 204. Create answers `{ id }`, Upsert `{ id, created }`. */
export type MessageResponse = Readonly<Record<string, unknown>>;

/** What a handler works with beside its request: the transaction it runs in, and a way to run further messages in it. */
export interface MessageScope {
  readonly tx: Transaction;
  readonly kernel: Kernel;
  /** Runs another message in the same transaction, with its privilege checks and steps. */
  execute(request: MessageRequest, context?: CallContext): Promise<MessageResponse>;
}

/** Does one message; runs inside a transaction of the store. */
export type MessageHandler = (
  request: MessageRequest,
  context: CallContext,
  scope: MessageScope,
) => Promise<MessageResponse>;

/** Types of operation parameters: those of a Custom API, and three that platform actions need besides. */
export type ParameterType =
  | "Boolean"
  | "DateTime"
  | "Decimal"
  | "Entity"
  | "EntityCollection"
  | "EntityReference"
  | "Float"
  | "Integer"
  | "Money"
  | "Picklist"
  | "String"
  | "StringArray"
  | "Guid"
  | "Binary"
  | "GuidArray"
  | "Json";

export interface ParameterDefinition {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional?: boolean;
  /** Table of an Entity, EntityCollection or EntityReference parameter. */
  readonly table?: string;
}

/**
 * An action or function callable over HTTP (`POST wave_Push`, `GET WhoAmI`), platform or Custom API. http/ checks the
 * input against `parameters`; `handler` may be absent (an API without plug-in: its steps do the work).
 */
export interface OperationDefinition {
  readonly name: string;
  readonly kind: "action" | "function";
  readonly binding: "none" | "entity" | "collection";
  /** Bound table; absent on a bound operation means any table. */
  readonly table?: string;
  readonly parameters: readonly ParameterDefinition[];
  readonly response: readonly ParameterDefinition[];
  /** Hidden from `$metadata`, still callable. */
  readonly isPrivate?: boolean;
  /** Privilege the caller must hold, e.g. `prvCreatewave_Operation`. */
  readonly executePrivilege?: string;
  /** 0 no steps, 1 asynchronous only, 2 both; absent: as the platform allows (both). */
  readonly allowedSteps?: 0 | 1 | 2;
  readonly handler?: MessageHandler;
  /** Renames parameters where the message calls them otherwise than the Web API (`Subordinate` of Merge). */
  readonly toMessage?: (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** Every message by name. One implementation: messages/registry.ts. */
export interface MessageRegistry {
  /** A message that is no OData operation (Create, Update, ...). */
  setHandler(name: string, handler: MessageHandler): void;
  handler(name: string): MessageHandler | undefined;
  /** Adds or replaces an operation. */
  addOperation(operation: OperationDefinition): void;
  removeOperation(name: string): void;
  operation(name: string): OperationDefinition | undefined;
  operations(): readonly OperationDefinition[];
}

export interface OrganizationInfo {
  readonly id: string;
  readonly name: string;
  /** Host as steps announce it, e.g. `localhost:8365`. */
  host: string;
  readonly rootBusinessUnitId: string;
  /** The platform's own user (createdby of seeded rows). */
  readonly systemUserId: string;
  readonly baseLanguage: number;
}

/** The parts, joined. Built once by `createDataverse`; security and events receive it before they are called. */
export interface Kernel {
  readonly model: MetadataModel;
  readonly store: Store;
  readonly registry: MessageRegistry;
  readonly security: Security;
  readonly events: Events;
  readonly organization: OrganizationInfo;
  /** The only clock of the local Dataverse. */
  now(): Date;
  newId(): string;
  /** Runs a message in a transaction of its own (or in `tx`), with privilege checks and steps. */
  execute(request: MessageRequest, context: CallContext, tx?: Transaction): Promise<MessageResponse>;
  /** Runs several messages as one transaction (pass its `tx` to `execute`): a change set. */
  together<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A context for the platform's own work. */
  systemContext(): CallContext;
}

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
  /** True when the caller reads every row of the table (Global depth): spares a check per row. */
  readsAll?(context: CallContext, table: string): boolean;
}

/** What a step sees of a write (events/). */
export interface EventInput {
  readonly request: MessageRequest;
  readonly context: CallContext;
  readonly before?: StoredRow;
  readonly after?: StoredRow;
  /** Output parameters, from stage 40 on. */
  readonly response?: MessageResponse;
}

/** Calls the webhook steps registered for a message (events/). */
export interface Events {
  /** Whether any step listens to this message on this table: spares the work of images when none does. */
  listens?(message: string, table: string | undefined): boolean;
  /** Synchronous steps of one stage, in rank order; throws the platform's webhook fault, which rolls back. */
  runSync(stage: 10 | 20 | 40, input: EventInput): Promise<void>;
  /** Queues the asynchronous steps; called after commit, returns at once. */
  queueAsync(input: EventInput): void;
}
