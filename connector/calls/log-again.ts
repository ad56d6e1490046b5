import type { IssueRef } from "../../core/plan/types";
import {
  forgetRefused,
  refusedActivities,
  type AboutIssue,
  type KeptActivity,
} from "../state/refused-activities";
import { RouteRefusal } from "../systems/contract/routes";
import { logActivity } from "./activities";
import { atWork, type Call } from "./call";
import { addTask } from "./tasks";
import { ActivityRefusedError, type Told } from "./timeline";

/** Logs what the system tells, and forgets that it was ever refused. @throws RouteRefusal */
export async function logTold(call: Call, { kind, told }: Told): Promise<unknown> {
  const done = await atWork<unknown>(call, (at) =>
    kind === "task" ? addTask(call, at, told) : logActivity(call, at, told),
  );
  await forgetRefused(call.parts.database, call, told.key);
  return done;
}

/** What the same person was not let log before: since she may again, it is logged now. Whatever fails is kept. */
export async function logWhatWaits(call: Call, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  for (const each of await refusedActivities(call.parts.database, call, { ownerId }))
    await logKept(call, each);
}

/** What was refused about a record, once somebody has seen to it. @returns what still stands in the way of it; null: nothing is left */
export async function logAgain(call: Call, about: AboutIssue): Promise<IssueRef | null> {
  let left: IssueRef | null = null;
  for (const each of await refusedActivities(call.parts.database, call, about))
    left = (await logKept(call, each)) ?? left;
  return left;
}

async function logKept(call: Call, kept: KeptActivity): Promise<IssueRef | null> {
  try {
    await logTold(call, kept as Told);
    return null;
  } catch (error) {
    if (!(error instanceof RouteRefusal)) throw error;
    if (error instanceof ActivityRefusedError) return error.issue;
    if (error.status !== 404) return { code: "UNEXPECTED", params: { details: error.message } };
    // It is about nobody who is joined to a record any more.
    await forgetRefused(call.parts.database, call, kept.told.key);
    return null;
  }
}
