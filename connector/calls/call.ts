import { randomUUID } from "node:crypto";
import { describe } from "../../core/issues/describe";
import type { IssueRef } from "../../core/plan/types";
import { DatabaseAwayError } from "../database/away-error";
import { RequestCounter } from "../dataverse/request-counter";
import { NotConnectedError } from "../environment/environments";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { WorkParts } from "../environment/work-parts";
import { buildSync, CannotSyncError } from "../pipeline/build/build-sync";
import { problemOf } from "../pipeline/problems";
import type { ActivityNews, Sync } from "../pipeline/sync";
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
  /** The mapping of this object, ready to sync; `activity`: because one was logged, or was not. @throws CannotSyncError */
  syncOf(object: string, activity?: ActivityNews): Promise<Sync>;
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
        const syncOf: AtWork["syncOf"] = async (object, activity) =>
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
            await mappingOf(runtime, call.connectionId, object, counter),
          );
        const hold = (table: string, rowIds: readonly string[]) => {
          const keys = rowIds.map((id) => recordKeys.row(table, id));
          return leaseAllRecords(parts.database, environmentId, keys, owner, signal, parts.clock);
        };
        return work({ runtime, counter, signal, hold, syncOf });
      },
    });
  } finally {
    answered.abort();
  }
}

/** The one mapping that is active for this object. @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED, MAPPING_UNCLEAR */
async function mappingOf(
  runtime: EnvironmentRuntime,
  connectionId: string,
  object: string,
  counter: RequestCounter,
) {
  const ofObject = (await runtime.configuredMappings({ counter })).filter(
    (each) => each.connectionId === connectionId && each.systemObject === object,
  );
  const active = ofObject.filter(({ status }) => status === "active");
  if (active.length === 1) return active[0]!;
  if (active.length === 0)
    throw new CannotSyncError({ code: ofObject.length > 0 ? "MAPPING_PAUSED" : "NOT_CONNECTED" });
  const details = active.map(({ name }) => `"${name}"`).join(", ");
  throw new CannotSyncError({ code: "MAPPING_UNCLEAR", params: { details } });
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
