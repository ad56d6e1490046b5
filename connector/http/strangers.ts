import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock/clock";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { addressGroup } from "../network/address-group";
import { TokenBuckets, type Allowance } from "./token-buckets";

/** Refusals of one address. Somebody who mistypes a key, or a forgotten webhook, stays well below. */
const OF_ONE: Allowance = { burst: 60, perSecond: 1 };
/** Refusals of all addresses together. */
const OF_ALL: Allowance = { burst: 600, perSecond: 20 };
const EVERYBODY = "everybody";
/** A kind of refusal is logged at most so often. */
const LOG_EVERY_MS = 60_000;
/** Until the bucket of one address holds a token again. */
const RETRY_AFTER_SECONDS = 60;

/** Why a call was refused: a closed set, for logs and metrics. */
export type Reason = "wrongKey" | "unknownAddress" | "noProof" | "noLink" | "nothingHere";

interface Kind {
  calls: number;
  readonly from: Map<string, number>;
  loggedOn: number;
}

/**
 * Calls without a valid proof. Each costs a counter and a short answer: no query, no body, no line in the log. A caller who goes
 * on gets 429, and so do all strangers when they are too many; whoever proves who they are is never among them, because
 * proofs are looked at first.
 */
export class Strangers {
  private readonly ofOne: TokenBuckets;
  private readonly ofAll: TokenBuckets;
  private readonly kinds = new Map<string, Kind>();
  private readonly end: () => void;

  constructor(
    private readonly parts: { readonly logger: Logger; readonly metrics: Metrics; readonly clock: Clock },
    private readonly now: () => number = () => performance.now(),
  ) {
    this.ofOne = new TokenBuckets(OF_ONE, now);
    this.ofAll = new TokenBuckets(OF_ALL, now);
    this.end = parts.clock.every(LOG_EVERY_MS, () => this.logAll());
  }

  /** Whether somebody has been refused too often, at what `place` names; to be asked before there is work to do. */
  isBarred(request: FastifyRequest, place = ""): boolean {
    return this.ofOne.isEmpty(nameOf(request, place));
  }

  /**
   * Counts a refusal and gives its status: the one `wished` for, or 429 when there were too many. Sets headers, sends nothing.
   * @param place what the refusals are counted for, beside the address
   */
  refuse(request: FastifyRequest, reply: FastifyReply, wished: number, reason: Reason, place = ""): number {
    const one = this.ofOne.take(nameOf(request, place));
    const all = this.ofAll.take(EVERYBODY);
    this.count(request, reason);
    // Don't wait for the rest of the body.
    if (request.rawBody === undefined) void reply.header("connection", "close");
    if (one && all) return wished;
    void reply.header("retry-after", String(RETRY_AFTER_SECONDS));
    return 429;
  }

  /** Logs what has not been said yet. */
  close(): void {
    this.end();
    this.logAll();
  }

  private count(request: FastifyRequest, reason: Reason): void {
    this.parts.metrics.refused.inc({ reason });
    const route = request.routeOptions.url ?? "";
    const key = `${reason} ${route}`;
    const kind = this.kinds.get(key) ?? { calls: 0, from: new Map<string, number>(), loggedOn: -Infinity };
    this.kinds.set(key, kind);
    kind.calls += 1;
    const from = addressGroup(request.ip);
    if (kind.from.has(from) || kind.from.size < 1000) kind.from.set(from, (kind.from.get(from) ?? 0) + 1);
    if (this.now() - kind.loggedOn >= LOG_EVERY_MS) this.log(key, kind);
  }

  private logAll(): void {
    for (const [key, kind] of this.kinds) {
      if (kind.calls > 0) this.log(key, kind);
      else if (this.now() - kind.loggedOn > LOG_EVERY_MS) this.kinds.delete(key);
    }
  }

  private log(key: string, kind: Kind): void {
    const [code, route] = key.split(" ");
    const [busiest] = [...kind.from].sort(([, a], [, b]) => b - a);
    this.parts.logger.warn("Calls that prove nothing were refused", {
      code,
      ...(route ? { route } : {}),
      calls: kind.calls,
      addresses: kind.from.size,
      from: busiest?.[0],
    });
    kind.calls = 0;
    kind.from.clear();
    kind.loggedOn = this.now();
  }
}

const nameOf = (request: FastifyRequest, place: string): string => `${addressGroup(request.ip)} ${place}`;
