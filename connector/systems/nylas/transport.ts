import { createHash } from "node:crypto";
import { limitConcurrency } from "../../clock/limit-concurrency";
import type { ToldTime } from "../../clock/told-time";
import { member, type ErrorWords } from "../base/failure";
import { sendOnce } from "../base/http";
import { retrying } from "../base/retrying";
import { closedBy, withinBudget } from "../base/within-budget";
import type { BudgetRule } from "../contract/budget";
import type { SystemCall } from "../contract/object";
import type { Kit } from "../contract/system";
import type { NylasSettings } from "./settings";

/** Microsoft lets so many requests into a mailbox at a time. https://developer.nylas.com/docs/dev-guide/platform/rate-limits */
const AT_ONCE = 4;
/** Nylas' own limits: for a mailbox, and for an application's grants and webhooks. */
const PER_SECOND = { grant: 200, application: 50 } as const;
const SECOND_MS = 1_000;
/** A provider that is slow is waited for by Nylas, which then says so itself. */
const DEADLINE_MS = 100_000;
/** A page of long mails. */
const MOST_BYTES = 48 * 1024 * 1024;

export interface NylasRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/v3/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The mailbox that is asked; absent: the application. */
  readonly grant?: string;
  /** False for what must not be done twice. */
  readonly repeatable?: boolean;
}

export type Send = (request: NylasRequest, call: SystemCall) => Promise<unknown>;

/** Requests to Nylas: at most four at a time for a mailbox, within its limits, and tried again where that is safe. */
export function nylasTransport(
  settings: NylasSettings,
  { budgets, clock }: Kit,
  time: ToldTime,
  deadlineMs = DEADLINE_MS,
  sendOver: typeof sendOnce = sendOnce,
): Send {
  const headers = { authorization: `Bearer ${settings.apiKey}` };
  const turns = new Map<string, ReturnType<typeof limitConcurrency>>();
  const turnOf = (grant: string) => {
    const known = turns.get(grant) ?? limitConcurrency(AT_ONCE);
    turns.set(grant, known);
    return known;
  };
  const once: Send = ({ body, grant, method = "GET", path, query }, call) => {
    const url = `${settings.apiBaseUrl}/v3/${path}${query ? `?${new URLSearchParams(query)}` : ""}`;
    return withinBudget(budgets, budgetOf(settings, grant), call, (hear) =>
      sendOver(
        {
          method,
          url,
          headers: { ...headers, "x-correlation-id": call.correlationId },
          ...(body === undefined ? {} : { body }),
        },
        call,
        {
          system: "Nylas",
          time,
          words,
          mostBytes: MOST_BYTES,
          // Both kinds of 429 mean the same to us: this mailbox is left alone for a while.
          heard: (status, said) => hear(closedBy(status, said, clock.now())),
          deadlineMs,
        },
      ),
    );
  };
  const again = retrying(once, clock);
  return (request, call) =>
    request.grant === undefined ? again(request, call) : turnOf(request.grant)(() => again(request, call));
}

function budgetOf({ apiBaseUrl, apiKey }: NylasSettings, grant: string | undefined): BudgetRule {
  const credential = createHash("sha256").update(`${apiBaseUrl}\n${apiKey}`).digest("hex").slice(0, 32);
  return {
    key: `nylas ${credential} ${grant ?? "application"}`,
    count: grant === undefined ? PER_SECOND.application : PER_SECOND.grant,
    perMs: SECOND_MS,
    leftToOthers: 0,
  };
}

/** `{ error: { type, message, provider_error } }`: https://developer.nylas.com/docs/api/errors */
function words(body: unknown): ErrorWords {
  const message = member(member(body, "error"), "message");
  return typeof message === "string" && message !== "" ? { message } : {};
}
