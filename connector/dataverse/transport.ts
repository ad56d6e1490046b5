import { deadline, DEADLINE_MS, type DataverseCall } from "./call";
import { claimsIn } from "./claims-challenge";
import { DataverseError } from "./dataverse-error";
import type { Governor } from "./governor";
import { readRetryAfter } from "../clock/retry-after";
import { ToldTime } from "../clock/told-time";
import { readText } from "../network/read-text";
import type { TokenSource } from "./credentials";

export const API_PATH = "/api/data/v9.2/";

/** A page has 5,000 rows at most; with all that a mapping reads of them, some ten megabytes. */
const MOST_BYTES = 128 * 1024 * 1024;

export interface WireRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below {@link API_PATH}, or a whole URL of this environment (a next link). */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A large one is made only when the request goes out, so that those who wait for their turn do not fill the memory. */
  readonly body?: string | (() => string);
  readonly deadlineMs?: number;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How requests leave: signed in, governed, within a deadline, failures as DataverseError. */
export class Transport {
  /** The environment's time of day, as its answers tell it. */
  readonly time = new ToldTime();

  constructor(
    readonly url: string,
    private readonly tokens: TokenSource,
    readonly governor: Governor,
  ) {}

  /** For what the standard client does not do: bulk messages, batches, answers whose headers matter. */
  send(request: WireRequest, call: DataverseCall): Promise<WireResponse> {
    return this.ask(request, call, (response) => response);
  }

  /** As {@link send}; `read` takes the answer apart, and what it throws is treated as the request's own failure. */
  ask<T>(request: WireRequest, call: DataverseCall, read: (response: WireResponse) => T): Promise<T> {
    return this.governed(call, async (token) => read(await this.once(request, call, token)));
  }

  /** Runs `request` under the governor with a token; once more with a fresh one when the first was refused. */
  governed<T>(call: DataverseCall, request: (token: string) => Promise<T>): Promise<T> {
    return this.governor.run(async () => {
      try {
        return await request(await this.tokens.token());
      } catch (error) {
        if (!(error instanceof DataverseError) || error.status !== 401) throw error;
        this.tokens.forget(error.claims);
        return await this.again(request, await this.tokens.token());
      }
    }, call);
  }

  /** Refreshes the sign-in while there is still time. */
  async keepSignedIn(): Promise<void> {
    await this.tokens.refreshAhead?.();
  }

  private async again<T>(request: (token: string) => Promise<T>, token: string): Promise<T> {
    try {
      return await request(token);
    } catch (error) {
      if (!(error instanceof DataverseError) || error.status !== 401 || !this.tokens.refused) throw error;
      throw await this.tokens.refused(error);
    }
  }

  private async once(request: WireRequest, call: DataverseCall, token: string): Promise<WireResponse> {
    const url = new URL(request.path, this.url + API_PATH);
    // A next link comes from the server: the token goes to our environment only.
    if (url.origin !== this.url)
      throw new DataverseError("Dataverse pointed to another host.", { status: 400 });
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method: request.method,
        headers: {
          ...STANDARD_HEADERS,
          ...request.headers,
          ...callHeaders(call),
          authorization: `Bearer ${token}`,
        },
        body: typeof request.body === "function" ? request.body() : request.body,
        redirect: "error",
        signal: deadline(call, request.deadlineMs ?? DEADLINE_MS.single),
      });
      this.time.hear(response.headers.get("date"));
      text = await readText(response, MOST_BYTES);
    } catch (error) {
      throw new DataverseError("Dataverse did not answer.", { status: 0, cause: error });
    }
    if (!response.ok) throw errorOf(response.status, response.headers, text);
    return { status: response.status, headers: response.headers, text };
  }
}

const STANDARD_HEADERS = {
  accept: "application/json",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
} as const;

function callHeaders(call: DataverseCall): Record<string, string> {
  return call.asUser ? { MSCRMCallerID: call.asUser } : {};
}

/** An answer that is no success -> DataverseError, with Dataverse's own code and text where it gave them. */
export function errorOf(status: number, headers: Pick<Headers, "get">, text: string): DataverseError {
  const details = {
    status,
    retryAfterMs: readRetryAfter(headers.get("retry-after")),
    claims: claimsIn(headers.get("www-authenticate")),
  };
  try {
    const { error } = JSON.parse(text) as { error?: { code?: string; message?: string } };
    return new DataverseError(error?.message ?? `Dataverse answered ${status}.`, {
      ...details,
      code: error?.code,
    });
  } catch {
    // 401 and gateways answer in plain text or HTML: nothing a person could use.
    return new DataverseError(`Dataverse answered ${status}.`, details);
  }
}
