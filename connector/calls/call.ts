import { randomUUID } from "node:crypto";
import { describe } from "../../core/issues/describe";
import { DocumentError } from "../../core/mapping/document";
import type { IssueRef } from "../../core/plan/types";
import { isGuid } from "../../core/values/guid";
import { DatabaseAwayError } from "../database/away-error";
import { RequestCounter } from "../dataverse/request-counter";
import { NotConnectedError } from "../environment/environments";
import type { ConfiguredMapping } from "../environment/configuration";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { WorkParts } from "../environment/work-parts";
import { activeMappings, buildSync, CannotSyncError } from "../pipeline/build/build-sync";
import { problemOf } from "../pipeline/problems";
import type { ActivityNews, Sync } from "../pipeline/sync";
import { linksByName } from "../state/links";
import { leaseAllRecords, recordKeys } from "../state/record-leases";
import type { CallProblem } from "../systems/contract/engine";
import { RouteRefusal } from "../systems/contract/routes";
import { workUnderLease } from "../work/under-lease";

/** Whoever waits for the answer does not wait for ever; what was not done by then is done by the next call. */
const LONGEST_MS = 25_000;
/** Longer than this Dataverse's limits are not waited for. */
const PATIENCE_MS = 15_000;

/** One call of a system, under its connection. */
export interface Call {
  readonly parts: WorkParts;
  readonly environmentId: string;
  readonly connectionId: string;
  readonly correlationId: string;
}

/** What a piece of work for a call is given. */
export interface AtWork {
  readonly runtime: EnvironmentRuntime;
  readonly counter: RequestCounter;
  readonly signal: AbortSignal;
  /** Waits until nobody else works on these rows; until the work has ended, nobody else does. */
  hold(table: string, rowIds: readonly string[]): Promise<void>;
  /**
   * The mappings of this object, ready to sync: the one that is asked first comes first. An object may be several tables' (contacts and leads);
   * a record of it is a row of one of them. @throws CannotSyncError
   */
  syncsOf(object: string): Promise<readonly Sync[]>;
  /**
   * The mapping of this object, ready to sync; where there are several, the one that has joined this row to a record.
   * `activity`: because one was logged, or was not. @throws CannotSyncError
   */
  syncOf(object: string, rowId?: string, activity?: ActivityNews): Promise<Sync>;
}

/** Does what a call asks for, under record leases of its own. @throws RouteRefusal where nothing at all can be done */
export async function atWork<T>(call: Call, work: (at: AtWork) => Promise<T>): Promise<T> {
  const { parts, environmentId } = call;
  const owner = `${parts.instanceId}/calls/${randomUUID()}`;
  const late = new AbortController();
  const answered = new AbortController();
  parts.clock.sleep(LONGEST_MS, answered.signal).then(
    () => late.abort(new Error("Nobody waits for this call any longer.")),
    () => {},
  );
  try {
    return await workUnderLease<T>(parts, {
      what: "a call",
      owner,
      renew: async () => true,
      giveBack: async () => {},
      get stopped(): T {
        throw refusal({ code: "UNEXPECTED" }, call, "The connector stops, or its database is away.");
      },
      lost: async () => {
        throw refusal({ code: "RECORD_BUSY" }, call);
      },
      trouble: async (cause) => {
        throw refused(cause, call, late.signal.aborted);
      },
      work: async (beat) => {
        const signal = AbortSignal.any([beat, late.signal]);
        const counter = new RequestCounter();
        const runtime = await parts.environments.get(environmentId);
        const build = (configured: ConfiguredMapping, activity?: ActivityNews) =>
          buildSync(
            {
              trigger: "event",
              ...(activity ? { activity, engagement: !activity.refused } : {}),
              runtime,
              database: parts.database,
              logger: parts.logger,
              clock: parts.clock,
              // What the system is to hear, it hears in the answer.
              direction: "toDataverse",
              correlationId: call.correlationId,
              counter,
              leaseOwner: owner,
              signal,
              patienceMs: PATIENCE_MS,
            },
            configured,
          );
        const mappings = (object: string) => mappingsOf(runtime, call.connectionId, object, counter);
        const syncOf: AtWork["syncOf"] = async (object, rowId, activity) =>
          build(await mappingOf(call, await mappings(object), rowId), activity);
        const syncsOf: AtWork["syncsOf"] = async (object) =>
          Promise.all((await mappings(object)).map((each) => build(each)));
        const hold = (table: string, rowIds: readonly string[]) => {
          const keys = rowIds.map((id) => recordKeys.row(table, id));
          return leaseAllRecords(parts.database, environmentId, keys, owner, signal, parts.clock);
        };
        return work({ runtime, counter, signal, hold, syncOf, syncsOf });
      },
    });
  } finally {
    answered.abort();
  }
}

/**
 * The active mappings of this object, one for a table at most. One that makes no rows comes before one that does: whoever is there is found
 * before somebody is made. @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED, MAPPING_UNCLEAR
 */
async function mappingsOf(
  runtime: EnvironmentRuntime,
  connectionId: string,
  object: string,
  counter: RequestCounter,
): Promise<readonly ConfiguredMapping[]> {
  const active = await activeMappings(runtime, { systemObject: object, connectionId }, { counter });
  const doubled = active.filter(({ table }) => active.filter((each) => each.table === table).length > 1);
  if (doubled.length > 0) {
    const details = doubled.map(({ name }) => `"${name}"`).join(", ");
    throw new CannotSyncError({ code: "MAPPING_UNCLEAR", params: { details } });
  }
  const makes = ({ mapping }: ConfiguredMapping) =>
    !(mapping instanceof DocumentError) && mapping.policies.noMatch === "create" ? 1 : 0;
  return [...active].sort((a, b) => makes(a) - makes(b));
}

/** Of these mappings of one object, the one that has joined the row to a record; the first, where none has. */
async function mappingOf(
  { connectionId, environmentId, parts }: Call,
  mappings: readonly ConfiguredMapping[],
  rowId: string | undefined,
): Promise<ConfiguredMapping> {
  if (rowId !== undefined && mappings.length > 1 && isGuid(rowId))
    for (const mapping of mappings) {
      const scope = { environmentId, connectionId, systemObject: mapping.systemObject };
      const names = { externalIds: [], recordIds: [rowId.toLowerCase()] };
      const links = await linksByName(parts.database, scope, mapping.table, names);
      if (links.some(({ ended }) => ended === null)) return mapping;
    }
  return mappings[0]!;
}

/** An issue in words for whoever called: what happened, and what to do. */
export function problemFor(issue: IssueRef, { correlationId }: Pick<Call, "correlationId">): CallProblem {
  const { code, message, nextStep } = describe(issue, "en", { correlationId });
  return { code, message: `${message} ${nextStep}`.trim() };
}

function refusal(issue: IssueRef, call: Call, words?: string): RouteRefusal {
  const { code, message } = problemFor(issue, call);
  return new RouteRefusal(500, code, words ?? message);
}

function refused(cause: unknown, call: Call, isLate: boolean): RouteRefusal {
  if (cause instanceof RouteRefusal) return cause;
  if (isLate) return refusal({ code: "RECORD_BUSY" }, call, "This took too long. Send the call again.");
  if (cause instanceof CannotSyncError) return refusal(cause.issue, call);
  if (cause instanceof NotConnectedError) return refusal({ code: "NOT_CONNECTED" }, call);
  const issue = problemOf(cause, "write");
  if (!issue && !(cause instanceof DatabaseAwayError))
    call.parts.logger.error("A call met something unexpected", {
      environmentId: call.environmentId,
      correlationId: call.correlationId,
      error: cause,
    });
  return refusal(issue ?? { code: "UNEXPECTED" }, call);
}
