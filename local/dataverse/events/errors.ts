import { DataverseError } from "../errors";

/**
 * Faults of a synchronous webhook step, as the caller of the operation gets them (facts: webhooks, "Result handling").
 * The HTTP status is not documented; codes outside the documented status map come out as 400.
 */
const fault = (code: string, text: string) => (): DataverseError => new DataverseError(400, code, text);

/** WebhooksNonSuccessHttpResponse */
export const nonSuccess = fault(
  "0x80050201",
  "The webhook call failed because the http request received non-success httpStatus code. Please check your webhook request handler.",
);

/** WebhooksHttpRequestTimedOut */
export const timedOut = fault(
  "0x80050202",
  "The webhook call failed because the Http request timed out at client side. Please check your webhook request handler.",
);

/** WebhooksInvalidHttpHeaders */
export const invalidHeaders = fault(
  "0x80050203",
  "The webhook call failed because of invalid http headers in authValue. Check if the authValue format, header names and values are valid for your Service Endpoint entity.",
);

/** WebhooksInvalidHttpQueryParams */
export const invalidQuery = fault(
  "0x80050204",
  "The webhook call failed because of invalid http query params in authValue. Check if the authValue format, query parameter names and values are valid for your Service Endpoint entity.",
);

/** WebhooksPostRequestFailed: nobody answered at all. */
export const postFailed = (detail: string): DataverseError =>
  new DataverseError(
    400,
    "0x80050205",
    `The webhook call failed during http post. Please check the exception for more details. ${detail}`,
  );
