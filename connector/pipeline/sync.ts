import type { CheckResult } from "../../core/mapping/check/types";
import type { Columns } from "../../core/mapping/columns";
import type { LinkBackRule, RelatedRule } from "../../core/mapping/related";
import type { SystemFields } from "../../core/mapping/system-fields";
import type { Direction, Mapping } from "../../core/mapping/types";
import type { Side } from "../../core/merge/types";
import type { Decision } from "../../core/operation/decision";
import type { IssueRef } from "../../core/plan/types";
import type { Values } from "../../core/records";
import type { OwnerDirectory } from "../../core/users/types";
import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import type { DataverseCall } from "../dataverse/call";
import type { RequestCounter } from "../dataverse/request-counter";
import type { ConfiguredMapping } from "../environment/configuration";
import type { EnvironmentRuntime, OpenConnection } from "../environment/environment-runtime";
import type { LookupBinds } from "../environment/lookup-targets";
import type { TableMetadata } from "../environment/table-metadata";
import type { Logger } from "../logging/logger";
import type { Scope } from "./build/read-scope";
import type { LinkScope } from "../state/links";
import type { SystemCall } from "../systems/contract/object";
import type { SyncMemory } from "./sync-memory";

/** A person's answer about the whole of a record, beside the sides she chose for its fields. */
export type Answer = Exclude<Decision, { readonly kind: "fields" | "retry" | "ignore" }>;

/** What an operation brings along: a person asked for it. */
export interface Asked {
  /** Rows are read and written with her rights. */
  readonly asUser?: string;
  /** True when this sync logs an activity: engagement lines are set then. */
  readonly engagement?: boolean;
  /** What she typed, by line id. */
  readonly manual?: Values;
  /** Lines whose manual values lost characters that cannot be kept. */
  readonly cleaned?: readonly string[];
  /** Her answers to conflicts: by row id or external id, then by line id. */
  readonly decisions?: ReadonlyMap<string, Readonly<Record<string, Side>>>;
  /** Her answers to who is who and what is to be deleted, by row id or external id. */
  readonly answers?: ReadonlyMap<string, Answer>;
  /** The issue that she says has been seen to. */
  readonly seenTo?: string;
}

/** What became of an activity that was to be logged about the record. */
export interface ActivityNews {
  /** In whose name; null: in nobody's but the connector's. */
  readonly person: string | null;
  /** Why it was not logged. */
  readonly refused?: IssueRef;
}

/** What a call of a system brings along, beside the records. */
interface OfCall {
  readonly activity?: ActivityNews;
}

/** What a run brings along. */
interface OfRun {
  /** Its wave_run row. */
  readonly runId?: string;
  /** When it began: what it has created since is its own, whichever attempt it was. */
  readonly runSince?: Date;
}

type None<T> = { readonly [K in keyof T]?: undefined };

/** What brought the records here, and what comes with it. */
export type Cause =
  | ({ readonly trigger: "event" } & OfCall &
      Pick<Asked, "engagement"> &
      None<Omit<Asked, "engagement">> &
      None<OfRun>)
  | ({ readonly trigger: "run" } & OfRun & None<Asked> & None<OfCall>)
  | ({ readonly trigger: "push" | "pull" | "preview" | "resolve" } & Asked & None<OfRun> & None<OfCall>);

/** What a trigger knows of the work by itself, beside its cause. */
export interface Work {
  readonly runtime: EnvironmentRuntime;
  readonly database: Database;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Which sides this sync may write. */
  readonly direction: Direction;
  readonly correlationId: string;
  readonly counter: RequestCounter;
  /** Holder of the record leases. */
  readonly leaseOwner: string;
  readonly signal?: AbortSignal;
  /** Give up waiting for Dataverse's limits after this long. */
  readonly patienceMs?: number;
  /** Nothing is written, and nobody is told of anything: somebody only wants to see what would be. She has been asked for her rights. */
  readonly onlyLooks?: true;
}

/** What the environment says of the mapping, and what both sides can hold. */
interface Mapped {
  readonly connection: OpenConnection;
  readonly configured: ConfiguredMapping;
  readonly mapping: Mapping;
  readonly table: TableMetadata;
  readonly columns: Columns;
  /** Its lookups that are resolved by match rules of their own. */
  readonly related: readonly RelatedRule[];
  /** Rows that are given to those it syncs or creates. */
  readonly linkBack: readonly LinkBackRule[];
  readonly systemFields?: SystemFields;
  readonly owners: OwnerDirectory;
  /** How the mapping's lookup columns are written. */
  readonly binds: LookupBinds;
  /** What the check says about the lines, as the tables are now. */
  readonly checks: readonly CheckResult[];
  /** Ids of the lines it calls red: they are not written. */
  readonly red: ReadonlySet<string>;
  /** Which rows take part by themselves; null: all of the table. */
  readonly scope: Scope;
  /** Language (LCID) of what many read: links and issues. */
  readonly lcid: number;
  readonly memory: SyncMemory;
}

/** What stays the same for all records of one run or operation. */
export type Sync = Work & Mapped & Cause;

/** Nobody waits and nobody asked for these records: what is parked, ignored or unlinked is left alone. */
export function isUnattended({ trigger }: Pick<Sync, "trigger">): boolean {
  return trigger === "run" || trigger === "event";
}

type Calls = Pick<Sync, "counter" | "signal" | "patienceMs" | "trigger">;

/** Requests as the connector itself: links, status, issues, operations. */
export function ownCall(sync: Calls): DataverseCall {
  const { counter, signal, patienceMs } = sync;
  return { counter, signal, patienceMs, priority: sync.trigger === "run" ? "bulk" : "interactive" };
}

/** Requests that report what became of records: in a run they go before what begins the next ones. */
export function reportCall(sync: Sync): DataverseCall {
  if (sync.trigger === "event") return { ...ownCall(sync), priority: "telling" };
  return sync.trigger === "run" ? { ...ownCall(sync), priority: "ending" } : ownCall(sync);
}

/** Requests for the rows themselves: as the person who asked, so that nobody gains rights through us. */
export function rowCall(sync: Calls & Pick<Sync, "asUser">): DataverseCall {
  return sync.asUser ? { ...ownCall(sync), asUser: sync.asUser } : ownCall(sync);
}

/** Reads that a plan hangs on: in a run they go ahead of rows being written, so that the next ones are ready in time. */
export function readCall(sync: Calls & Pick<Sync, "asUser">): DataverseCall {
  return sync.trigger === "run" ? { ...rowCall(sync), priority: "ahead" } : rowCall(sync);
}

export function systemCall(sync: Sync): SystemCall {
  return {
    correlationId: sync.correlationId,
    someoneWaits: !isUnattended(sync),
    wants: fieldsMapped(sync.mapping),
    ...(sync.signal ? { signal: sync.signal } : {}),
  };
}

/** The system's fields that a mapping's lines take their values from. */
export function fieldsMapped({ lines }: Pick<Mapping, "lines">): ReadonlySet<string> {
  return new Set(lines.flatMap(({ systemField }) => systemField ?? []));
}

export function linkScope(sync: Sync): LinkScope {
  return {
    environmentId: sync.runtime.environment.id,
    connectionId: sync.connection.id,
    systemObject: sync.mapping.systemObject,
  };
}
