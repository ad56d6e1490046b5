import { Fault } from "../rest";

/** An answer that is no success, in Front's envelope. */
export class FrontFault extends Fault {
  constructor(
    status: number,
    readonly title: string,
    message: string,
    readonly details: readonly string[] = [],
    headers?: Readonly<Record<string, string>>,
  ) {
    super(status, message, headers);
  }

  body() {
    const { status, title, message, details } = this;
    return { _error: { status, title, message, ...(details.length > 0 ? { details } : {}) } };
  }
}

export const badRequest = (message: string, ...details: string[]) =>
  new FrontFault(400, "Bad request", message, details);
export const unauthorized = () => new FrontFault(401, "Unauthenticated", "JWT: token is not valid");
export const forbidden = (message: string) => new FrontFault(403, "Forbidden", message);
export const notFound = (what: string, id: string) =>
  new FrontFault(404, "Not found", `${what} not found`, [id]);
export const conflict = (message: string, ...details: string[]) =>
  new FrontFault(409, "Conflict", message, details);
export const unavailable = () => new FrontFault(503, "Unavailable", "Front is down. This was switched on.");
export const throttled = (retryAfter: string, tier?: string) =>
  new FrontFault(429, "Too many requests", "Rate limit exceeded", [], {
    "retry-after": retryAfter,
    ...(tier ? { "x-front-tier": tier } : {}),
  });
