/** A request as it came in and was answered: what tests and curious people look at. */
export interface TracedRequest {
  readonly at: string;
  readonly method: string;
  /** Path and query, without the host. */
  readonly url: string;
  readonly status: number;
  readonly correlationId: string | null;
}

/** The oldest requests are forgotten beyond this many, so that a long-running sandbox stays small. */
const KEPT = 10_000;

/** The last requests to the REST interface. */
export class Trace {
  private requests: TracedRequest[] = [];
  /** All requests since the last reset, kept or not. */
  total = 0;
  /** Of these, those that changed something. */
  writes = 0;

  /** @param changes whether it is one that changes something where it succeeds */
  add(request: TracedRequest, changes: boolean): void {
    this.total += 1;
    if (changes && request.status < 400) this.writes += 1;
    this.requests.push(request);
    if (this.requests.length > KEPT) this.requests = this.requests.slice(-KEPT / 2);
  }

  list(): readonly TracedRequest[] {
    return this.requests;
  }

  clear(): void {
    this.requests = [];
    this.total = 0;
    this.writes = 0;
  }
}
