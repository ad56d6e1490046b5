import { createHash } from "node:crypto";
import { systemClock } from "../../clock/clock";
import type { ToldTime } from "../../clock/told-time";
import { member, type ErrorWords } from "../base/failure";
import { sendOnce } from "../base/http";
import { retrying } from "../base/retrying";
import { closedBy, withinBudget } from "../base/within-budget";
import type { BudgetRule, Heard } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import type { Kit } from "../contract/system";
import type { FrontSettings } from "./settings";
import { CUSTOM } from "./custom-fields";

const MINUTE_MS = 60_000;

export interface FrontRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** A path under the base address, or a whole address that {@link ./hosts mayFollow} allows. */
  readonly at: string;
  readonly body?: unknown;
  /** False for what must not be done twice. */
  readonly repeatable?: boolean;
}

export type Send = (request: FrontRequest, call: SystemCall) => Promise<unknown>;

/** Requests to Front: within the company's budget, which every answer corrects, and tried again where that is safe. */
export function frontTransport(
  settings: FrontSettings,
  { clock = systemClock, budgets }: Kit,
  time: ToldTime,
  deadlineMs?: number,
  sendOver: typeof sendOnce = sendOnce,
): Send {
  const rule = budgetOf(settings);
  const once: Send = async ({ method, at, body }, call) => {
    const url = at.startsWith("/") ? settings.apiBaseUrl + at : at;
    const headers = {
      authorization: `Bearer ${settings.apiToken}`,
      "x-correlation-id": call.correlationId,
    };
    return withinBudget(budgets, rule, call, (hear) =>
      sendOver({ method, url, headers, body }, call, {
        system: "Front",
        time,
        words,
        heard: (status, said) => hear(limitIn(status, said, clock.now())),
        deadlineMs,
      }),
    );
  };
  return retrying(once, clock);
}

/** All tokens of a company share one limit, which answers tell; until then, each token counts for itself. */
export function budgetOf({
  apiBaseUrl,
  apiToken,
  requestsPerMinute,
  leftToOthers,
}: FrontSettings): BudgetRule {
  const credential = createHash("sha256").update(`${apiBaseUrl}\n${apiToken}`).digest("hex").slice(0, 32);
  return { key: `front ${credential}`, count: requestsPerMinute, perMs: MINUTE_MS, leftToOthers };
}

/** What an answer says of the limit. A burst at one account (`x-front-tier`) says nothing of the company's. */
export function limitIn(status: number, headers: Headers, now: Date): Heard {
  const number = (name: string) => {
    const text = headers.get(name);
    return text !== null && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  };
  const limit = number("x-ratelimit-limit");
  const remaining = number("x-ratelimit-remaining");
  const resetsOn = number("x-ratelimit-reset");
  // Front's own time, so that a clock of ours that is wrong does not matter.
  const theirs = Date.parse(headers.get("date") ?? "") || now.getTime();
  return {
    ...(limit === undefined ? {} : { limit: Math.floor(limit) }),
    ...(remaining === undefined ? {} : { remaining: Math.floor(remaining) }),
    ...(resetsOn === undefined ? {} : { resetsInMs: Math.max(0, resetsOn * 1000 - theirs) }),
    ...(headers.get("x-front-tier") === null ? closedBy(status, headers, now) : {}),
  };
}

/** Whatever is no field of every account or contact is one that an admin made. */
const canonicalName = (name: string) =>
  name === "external_id" ? "externalId" : OF_FRONT.has(name) ? name : CUSTOM + name;

const OF_FRONT: ReadonlySet<string> = new Set(["name", "description", "domains", "links", "handles"]);

/** `{_error: {title, message, details[]}}`; a detail names its field before a colon. */
function words(body: unknown): ErrorWords {
  const error = member(body, "_error");
  const message = member(error, "message");
  const details = member(error, "details");
  const listed = (Array.isArray(details) ? details : []).filter((each) => typeof each === "string");
  const fields = listed.flatMap((detail) => {
    const [, field, reason] = /^([^:]{1,100}): (.+)$/s.exec(detail) ?? [];
    return field === undefined ? [] : [[canonicalName(field), reason!] as const];
  });
  const said = [typeof message === "string" ? message : "", ...listed].filter(Boolean).join("; ");
  return { ...(said ? { message: said } : {}), fields: Object.fromEntries(fields) };
}
