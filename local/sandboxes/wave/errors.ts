import { Fault } from "../rest";

/** One field a write was refused for. `field` is a path, e.g. `emails[0].value`. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** An answer other than success, in Wave's shape: `{error: {code, message, fields?}}`. */
export class WaveFault extends Fault {
  constructor(
    status: number,
    readonly code: string,
    message: string,
    readonly fields?: readonly FieldError[],
    headers?: Readonly<Record<string, string>>,
  ) {
    super(status, message, headers);
    this.name = "WaveFault";
  }

  /** The body Wave sends. */
  body(): unknown {
    return {
      error: { code: this.code, message: this.message, ...(this.fields ? { fields: this.fields } : {}) },
    };
  }
}

export const unauthorized = () => new WaveFault(401, "unauthorized", "The API key is missing or not valid.");

export const contactNotFound = (id: string) =>
  new WaveFault(404, "not_found", `There is no contact with the id "${id}".`);

export const badRequest = (message: string) => new WaveFault(400, "bad_request", message);

export const conflict = (message: string) => new WaveFault(409, "conflict", message);

export const changedMeanwhile = () =>
  new WaveFault(412, "changed", "The contact was changed after it was read.");

export const invalidFields = (fields: readonly FieldError[]) =>
  new WaveFault(422, "validation_failed", "Some fields are not valid.", fields);

export const unavailable = () => new WaveFault(503, "unavailable", "Wave is down for the moment.");

export const throttled = (retryAfter: string) =>
  new WaveFault(429, "rate_limited", "Too many requests.", undefined, { "retry-after": retryAfter });
