import { randomUUID } from "node:crypto";
import { Fault } from "../rest";

/** What the provider behind a mailbox said. */
export type ProviderError = Readonly<Record<string, unknown>>;

/** An answer that is no success: `{ request_id, error: { type, message, provider_error? } }`. */
export class NylasFault extends Fault {
  readonly requestId = randomUUID();

  constructor(
    status: number,
    readonly type: string,
    message: string,
    readonly providerError?: ProviderError,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(status, message, headers);
  }

  body(): unknown {
    const { message, providerError, requestId, type } = this;
    return {
      request_id: requestId,
      error: { type, message, ...(providerError === undefined ? {} : { provider_error: providerError }) },
    };
  }
}

export const badRequest = (message: string) => new NylasFault(400, "invalid_request_error", message);
export const unauthorized = () =>
  new NylasFault(401, "api.authentication_error", "The API key is missing, not valid, or of another region.");
/** The mailbox's own sign-in has ended: the sample of the documentation holds what the provider says. */
export const expired = (provider: string) =>
  new NylasFault(401, "unauthorized", "The credentials of this grant are not valid any more.", {
    error: "invalid_grant",
    error_description: `${provider} does not accept the refresh token.`,
  });
/** A form that another site sent. */
export const foreign = (message: string) => new NylasFault(403, "forbidden", message);
export const notFound = (message: string) => new NylasFault(404, "not_found_error", message);
export const notBuilt = (what: string) =>
  new NylasFault(501, "api.not_built", `Nylas has ${what}; this sandbox does not have it yet.`);
export const unavailable = () =>
  new NylasFault(503, "api.internal_error", "Nylas is down. This was switched on.");
/** The webhook's address did not answer the challenge. */
export const unverified = (why: string) => new NylasFault(400, "70005", `unable.verify.webhook_url : ${why}`);

/** Nylas' own limit, which names no provider, or the provider's. Only Microsoft and EWS say how long to wait. */
export function throttled(whose: "nylas" | "provider", retryAfter: string): NylasFault {
  const headers: Record<string, string> = retryAfter === "" ? {} : { "retry-after": retryAfter };
  return whose === "nylas"
    ? new NylasFault(
        429,
        "nylas_rate_limit_exceeded",
        "Too many requests for this grant.",
        undefined,
        headers,
      )
    : new NylasFault(
        429,
        "rate_limit_error",
        "Too many requests, please try again shortly.",
        { error: { code: "ApplicationThrottled", message: "The mailbox is asked too often." } },
        headers,
      );
}

/** A fault that was switched on, in the words that belong to its status. */
export function failed(status: number): NylasFault {
  const [type, message] = KNOWN[status] ?? ["api.internal_error", "This fault was switched on."];
  return new NylasFault(status, type, message);
}

const KNOWN: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ["invalid_request_error", "This fault was switched on."],
  401: ["api.authentication_error", "This fault was switched on."],
  403: ["insufficient_scopes", "The grant has not the scopes for this."],
  404: ["not_found_error", "This fault was switched on."],
  423: ["api.resource_blocked", "The grant is blocked."],
  504: ["provider_error", "Provider request timed out."],
};
