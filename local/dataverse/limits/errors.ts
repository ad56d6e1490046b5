import { DataverseError } from "../errors";
import type { ServiceProtectionLimits } from "./types";

/** Texts, codes and headers as documented in developer/data-platform/api-limits. */

const throttled = (code: string, message: string, retryAfterSeconds: number): DataverseError =>
  new DataverseError(429, code, message, {
    "Retry-After": String(Math.max(1, Math.ceil(retryAfterSeconds))),
  });

const seconds = (limits: ServiceProtectionLimits): number => limits.windowMs / 1000;

export const tooManyRequests = (limits: ServiceProtectionLimits, retryAfter: number): DataverseError =>
  throttled(
    "0x80072322",
    `Number of requests exceeded the limit of ${limits.requests} over time window of ${seconds(limits)} seconds.`,
    retryAfter,
  );

export const tooMuchTime = (limits: ServiceProtectionLimits, retryAfter: number): DataverseError =>
  throttled(
    "0x80072321",
    // Two spaces before "milliseconds", as the platform writes it.
    `Combined execution time of incoming requests exceeded limit of ${limits.executionMs.toLocaleString("en-US")}  milliseconds over time window of ${seconds(limits)} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
    retryAfter,
  );

export const tooManyAtOnce = (limits: ServiceProtectionLimits, retryAfter: number): DataverseError =>
  throttled(
    "0x80072326",
    `Number of concurrent requests exceeded the limit of ${limits.concurrent}.`,
    retryAfter,
  );
