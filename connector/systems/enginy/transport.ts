import { createHash } from "node:crypto";
import { systemClock } from "../../clock/clock";
import type { ToldTime } from "../../clock/told-time";
import { member, type ErrorWords } from "../base/failure";
import { sendOnce } from "../base/http";
import { retrying } from "../base/retrying";
import { closedBy, withinBudget } from "../base/within-budget";
import type { BudgetRule } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import type { Kit } from "../contract/system";
import type { EnginySettings } from "./settings";

const MINUTE_MS = 60_000;

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
  | "webhooks"
  | "custom-crm/test"
  | "custom-crm/connect";

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
  sendOver: typeof sendOnce = sendOnce,
): Send {
  const headers = { "x-api-key": settings.apiKey };
  const once: Send = ({ endpoint, path = endpoint, method, query, body }, call) => {
    const url = `${settings.apiBaseUrl}/v1/${path}${query ? `?${new URLSearchParams(query)}` : ""}`;
    return withinBudget(budgets, budgetOf(settings, endpoint), call, (hear) =>
      sendOver(
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
          // Enginy documents no headers that tell of a limit: a refusal is all that is heard.
          heard: (status, said) => hear(closedBy(status, said, clock.now())),
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

/** Errors are not documented: a text in `message` or `error` is shown as it is. */
function words(body: unknown): ErrorWords {
  const said = [member(body, "message"), member(body, "error")].find((each) => typeof each === "string");
  return typeof said === "string" && said !== "" ? { message: said } : {};
}
