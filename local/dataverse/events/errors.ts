import { DataverseError } from "../errors";

/** Platform faults of webhook calls; codes and texts from the platform's error list, status 400 (see docs/local-dynamics.md). */
const fault = (code: string, text: string): DataverseError => new DataverseError(400, code, text);

export const nonSuccess = (): DataverseError =>
  fault(
    "0x80050201",
    "The webhook call failed because the http request received non-success httpStatus code. Please check your webhook request handler.",
  );

export const timedOut = (): DataverseError =>
  fault(
    "0x80050202",
    "The webhook call failed because the Http request timed out at client side. Please check your webhook request handler.",
  );

export const invalidHeaders = (): DataverseError =>
  fault(
    "0x80050203",
    "The webhook call failed because of invalid http headers in authValue. Check if the authValue format, header names and values are valid for your Service Endpoint entity.",
  );

export const invalidQueryParameters = (): DataverseError =>
  fault(
    "0x80050204",
    "The webhook call failed because of invalid http query params in authValue. Check if the authValue format, query parameter names and values are valid for your Service Endpoint entity.",
  );

export const postFailed = (): DataverseError =>
  fault(
    "0x80050205",
    "The webhook call failed during http post. Please check the exception for more details.",
  );
