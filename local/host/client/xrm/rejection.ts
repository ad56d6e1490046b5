import { ApiError } from "../api/error";

/** What the Client API's promises reject with. */
export interface XrmError {
  /** Signed 32-bit. */
  readonly errorCode: number;
  readonly message: string;
  readonly code: number;
  readonly title: string;
  /** JSON text with what the server said. */
  readonly raw: string;
}

const TITLE = "Error";

/** Any failure in the Client API's own shape; `raw` carries the Web API's body. */
export function toXrmError(error: unknown): XrmError {
  if (error instanceof ApiError) {
    return {
      errorCode: error.errorCode,
      code: error.errorCode,
      message: error.message,
      title: TITLE,
      raw: JSON.stringify({ _errorCode: error.errorCode, message: error.message, body: error.raw }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  // fetch() fails without an answer when the server cannot be reached.
  return { errorCode: 0, code: 0, message, title: TITLE, raw: JSON.stringify({ message }) };
}

/** Rejects in the Client API's shape. */
export async function rejecting<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toXrmError(error);
  }
}
