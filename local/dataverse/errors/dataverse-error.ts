/**
 * A fault as the platform answers it. `code` is the hex text of the body (`0x80040217`), `status` the HTTP status,
 * `message` the platform's own text, shown to nobody but developers.
 */
export class DataverseError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further response headers, e.g. `Retry-After`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "DataverseError";
  }
}

export const isDataverseError = (error: unknown): error is DataverseError => error instanceof DataverseError;
