import { Fault } from "../rest";

/** An answer that is no success. Enginy documents no body for errors: the envelope of its successes is assumed (inferred). */
export class EnginyFault extends Fault {
  body(): unknown {
    return { status: "error", message: this.message };
  }
}

export const badRequest = (message: string) => new EnginyFault(400, message);
export const unauthorized = () => new EnginyFault(401, "The API key is missing or not valid.");
export const forbidden = (scopes: readonly string[]) =>
  new EnginyFault(403, `The API key needs the scope ${scopes.join(" or ")}.`);
/** A form that another site sent. */
export const foreign = (message: string) => new EnginyFault(403, message);
export const notFound = (message: string) => new EnginyFault(404, message);
export const conflict = (message: string) => new EnginyFault(409, message);
export const notBuilt = (what: string) =>
  new EnginyFault(501, `Enginy has ${what}; this sandbox does not have it yet.`);
export const unavailable = () => new EnginyFault(503, "Enginy is down. This was switched on.");
export const throttled = (retryAfter: string) =>
  new EnginyFault(429, "Too many requests.", { "retry-after": retryAfter });
