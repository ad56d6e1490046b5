import { backOff, type BackOff } from "../clock/back-off";
import { systemClock, type Clock } from "../clock/clock";
import { DataverseError } from "./dataverse-error";
import type { RequestCounter } from "./request-counter";

/** Used until WhoAmI has told the environment's `x-ms-dop-hint`. */
const DEFAULT_CONCURRENCY = 4;
/** Dataverse refuses the 53rd concurrent request of a user; others of this user may be under way elsewhere. */
const MAX_CONCURRENCY = 40;
export type Priority = "interactive" | "ahead" | "telling" | "ending" | "bulk";
/** Who goes first, and how far beyond the hint, which bulk work respects. */
const PRIORITIES: Readonly<Record<Priority, { readonly rank: number; readonly extra: number }>> = {
  // People wait for these.
  interactive: { rank: 0, extra: 6 },
  // A small read that the next bulk request hangs on: behind bulk work it would leave Dataverse idle afterwards.
  ahead: { rank: 1, extra: 1 },
  // What became of records that come by themselves: the next records go first, but must not starve it, since until it is told a record is held.
  telling: { rank: 2, extra: 3 },
  // What ends records that were begun goes before what begins the next: they are saved and out of memory the sooner.
  ending: { rank: 3, extra: 0 },
  bulk: { rank: 4, extra: 0 },
};
/** When a 429 comes without `Retry-After`. */
const DEFAULT_PAUSE_MS = 5_000;
/** Transient failures are tried this often in all, 0.2 s to 3 s apart. */
const TRIES = 5;
const BACK_OFF: BackOff = { firstMs: 400, longestMs: 3_200 };

export interface GovernedCall {
  /** "interactive": a person is waiting; "ahead": the next bulk request is; "telling": nobody, but it must not pile up; "ending": a run, to be done with some records. Bulk when left out. */
  readonly priority?: Priority;
  readonly counter?: RequestCounter;
  /** Give up waiting for Dataverse's limits after this long; the 429 is thrown then. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** False for requests that must not be sent twice. */
  readonly repeatable?: boolean;
}

export type RequestResult = "ok" | "throttled" | "failed";

/**
 * Keeps one environment's requests within its service protection limits: a number at a time, all of them silent while
 * Dataverse asks to wait (`Retry-After`), short retries for what passes by itself.
 * https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
 */
export class Governor {
  private limit = DEFAULT_CONCURRENCY;
  private active = 0;
  private pausedUntil = 0;
  private readonly waiting: { readonly priority: Priority; readonly go: () => void }[] = [];

  constructor(
    private readonly onResult: (result: RequestResult, ms: number) => void = () => {},
    private readonly clock: Clock = systemClock,
    /** From 0 up to 1: spreads the tries of many who were refused at once. */
    private readonly chance: () => number = Math.random,
  ) {}

  /** The environment's own advice, from WhoAmI. */
  adviseConcurrency(hint: number): void {
    if (Number.isInteger(hint) && hint > 0) this.limit = Math.min(hint, MAX_CONCURRENCY);
    this.letIn();
  }

  get concurrency(): number {
    return this.limit;
  }

  /** Requests wait for others to end: who cuts work into more of them gains nothing by it. */
  get busy(): boolean {
    return this.waiting.length > 0;
  }

  /** Runs `request` when there is room, again when Dataverse throttles or stumbles. Throws what the last try threw. */
  async run<T>(request: () => Promise<T>, call: GovernedCall = {}): Promise<T> {
    const deadline = this.now() + (call.patienceMs ?? Infinity);
    for (let attempt = 1; ; attempt++) {
      await this.enter(call, deadline);
      try {
        return await this.measured(request, call.counter);
      } catch (error) {
        if (!(error instanceof DataverseError) || call.signal?.aborted) throw error;
        if (error.throttled) {
          const pause = error.retryAfterMs ?? DEFAULT_PAUSE_MS;
          this.pausedUntil = Math.max(this.pausedUntil, this.now() + pause);
          if (this.pausedUntil > deadline) throw error;
          // Being throttled is no failure: it does not use up a try.
          attempt--;
          continue;
        }
        if (!error.transient || error.tooMuch || call.repeatable === false || attempt >= TRIES) throw error;
        await this.clock.sleep(this.chance() * backOff(BACK_OFF, attempt), call.signal);
      } finally {
        this.leave();
      }
    }
  }

  private async measured<T>(request: () => Promise<T>, counter?: RequestCounter): Promise<T> {
    const started = performance.now();
    let result: RequestResult = "ok";
    if (counter) counter.sent++;
    try {
      return await request();
    } catch (error) {
      result = error instanceof DataverseError && error.throttled ? "throttled" : "failed";
      if (counter) counter[result]++;
      throw error;
    } finally {
      this.onResult(result, performance.now() - started);
    }
  }

  private async enter({ priority = "bulk", signal }: GovernedCall, deadline: number): Promise<void> {
    if (!this.hasRoom(priority)) {
      await new Promise<void>((go) => {
        const entry = { priority, go };
        const { rank } = PRIORITIES[priority];
        // Among equals, whoever came first.
        const at = this.waiting.findIndex((other) => PRIORITIES[other.priority].rank > rank);
        if (at < 0) this.waiting.push(entry);
        else this.waiting.splice(at, 0, entry);
      });
    } else {
      this.active++;
    }
    try {
      for (let wait = this.pausedUntil - this.now(); wait > 0; wait = this.pausedUntil - this.now()) {
        if (this.pausedUntil > deadline) {
          throw new DataverseError("Dataverse asked to wait longer than this can wait.", {
            status: 429,
            retryAfterMs: wait,
          });
        }
        await this.clock.sleep(wait, signal);
      }
      signal?.throwIfAborted();
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  private now(): number {
    return this.clock.elapsed();
  }

  private hasRoom(priority: Priority): boolean {
    return this.active < this.limit + PRIORITIES[priority].extra;
  }

  private leave(): void {
    this.active--;
    this.letIn();
  }

  private letIn(): void {
    while (this.waiting.length > 0 && this.hasRoom(this.waiting[0]!.priority)) {
      this.active++;
      this.waiting.shift()!.go();
    }
  }
}
