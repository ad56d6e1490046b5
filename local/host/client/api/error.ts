/** A failed Web API call, as Dynamics' error dialog shows it: code, message, and details to hand to support. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** `0x80040217`; may be empty for errors of the gateway. */
    readonly code: string,
    message: string,
    readonly requestId: string | undefined,
    /** The answer's body, as it came. */
    readonly raw: string,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** The code as the Client API gives it: a signed 32-bit number (`0x80040217` is -2147220969). */
  get errorCode(): number {
    const value = Number.parseInt(this.code, 16);
    return Number.isNaN(value) ? this.status : value | 0;
  }
}

interface ErrorBody {
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** Reads the error out of a failed answer. */
export async function toApiError(response: Response): Promise<ApiError> {
  const raw = await response.text();
  let body: ErrorBody = {};
  try {
    body = JSON.parse(raw) as ErrorBody;
  } catch {
    // Gateways answer plain text or HTML; the status then says all there is.
  }
  const message = body.error?.message ?? (raw.startsWith("<") || !raw ? response.statusText : raw);
  const requestId =
    response.headers.get("x-ms-service-request-id") ?? response.headers.get("REQ_ID") ?? undefined;
  return new ApiError(response.status, body.error?.code ?? "", message, requestId, raw);
}
