import { createHash } from "node:crypto";
import { systemClock } from "../../clock/clock";
import { readRetryAfter } from "../../clock/retry-after";
import type { ToldTime } from "../../clock/told-time";
import { member, type ErrorWords } from "../base/failure";
import { sendOnce } from "../base/http";
import { retrying } from "../base/retrying";
import { withinBudget } from "../base/within-budget";
import type { BudgetRule, Heard } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import type { Kit } from "../contract/system";
import type { EnginySettings } from "./settings";

const MINUTE_MS = 60_000;

/** A 429 asks for seconds; no longer than this is believed. */
const MOST_CLOSED_MS = 120_000;

/** Endpoints of Enginy that we ask. Each has a limit of its own. */
export type Endpoint =
  | "contacts/search"
  | "companies/search"
  | "contacts/fields"
  | "companies/fields"
  | "tasks/owners"
  | "identities/performance"
  | "inboxes"
  | "inboxes/messages"
  | "webhooks";

export interface EnginyRequest {
  readonly endpoint: Endpoint;
  /** Below the interface's address, where it is not the endpoint's own name. */
  readonly path?: string;
  /** POST with a body and GET without one, where nothing else is said. */
  readonly method?: "PATCH";
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** False for what must not be done twice. */
  readonly repeatable?: boolean;
}

export type Send = (request: EnginyRequest, call: SystemCall) => Promise<unknown>;

/** Requests to Enginy's REST interface: within the limit of each endpoint, and tried again where that is safe. */
export function enginyTransport(
  settings: EnginySettings,
  { clock = systemClock, budgets }: Kit,
  time: ToldTime,
  deadlineMs?: number,
): Send {
  const headers = { "x-api-key": settings.apiKey };
  const once: Send = ({ endpoint, path = endpoint, method, query, body }, call) => {
    const url = `${settings.apiBaseUrl}/v1/${path}${query ? `?${new URLSearchParams(query)}` : ""}`;
    return withinBudget(budgets, budgetOf(settings, endpoint), call, (hear) =>
      sendOnce(
        {
          method: method ?? (body === undefined ? "GET" : "POST"),
          url,
          headers: { ...headers, "x-correlation-id": call.correlationId },
          ...(body === undefined ? {} : { body }),
        },
        call,
        {
          system: "Enginy",
          time,
          words,
          heard: (status, said) => hear(limitIn(status, said, clock.now())),
          ...(deadlineMs === undefined ? {} : { deadlineMs }),
        },
      ),
    );
  };
  return retrying(once, clock);
}

function budgetOf({ apiBaseUrl, apiKey, requestsPerMinute }: EnginySettings, endpoint: Endpoint): BudgetRule {
  const credential = createHash("sha256").update(`${apiBaseUrl}\n${apiKey}`).digest("hex").slice(0, 32);
  const key = `enginy ${credential} ${endpoint}`;
  return { key, count: requestsPerMinute, perMs: MINUTE_MS, leftToOthers: 0 };
}

/** Enginy documents no headers that tell of a limit: a refusal is all that is heard. */
function limitIn(status: number, headers: Headers, now: Date): Heard {
  const wait = status === 429 ? readRetryAfter(headers.get("retry-after"), now.getTime()) : undefined;
  return wait === undefined ? {} : { closedForMs: Math.min(wait, MOST_CLOSED_MS) };
}

/** Errors are not documented: a text in `message` or `error` is shown as it is. */
function words(body: unknown): ErrorWords {
  const said = [member(body, "message"), member(body, "error")].find((each) => typeof each === "string");
  return typeof said === "string" && said !== "" ? { message: said } : {};
}
