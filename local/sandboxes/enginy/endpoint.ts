import type { FastifyRequest } from "fastify";
import type { Minute } from "../minute";

/** What an endpoint asks of a key, and how often it may be asked. */
export interface Endpoint {
  /** One of these suffices. A key with `ALL` may do everything. */
  readonly scopes: readonly string[];
  /** Requests of one key in a minute. */
  readonly perMinute: number;
  /** Whether it changes something. */
  readonly writes: boolean;
}

/** Enginy names 30 for what sends or makes and 100 for what reads, of the few endpoints whose limit could be read; the others are inferred from these. */
const READS = 100;
const WRITES = 30;

/** Route options of an endpoint that reads. */
export const reads = (...scopes: string[]) => options({ scopes, perMinute: READS, writes: false });

/** Route options of an endpoint that changes something. */
export const writes = (...scopes: string[]) => options({ scopes, perMinute: WRITES, writes: true });

function options(endpoint: Endpoint) {
  return { config: { endpoint } };
}

/** The endpoint that is asked; undefined where there is none. */
export function endpointOf(request: FastifyRequest): Endpoint | undefined {
  return (request.routeOptions.config as { endpoint?: Endpoint }).endpoint;
}

/** Whether a request changes something: most searches are sent by POST. */
export const changesSomething = (request: FastifyRequest) => endpointOf(request)?.writes ?? false;

/** Counts the requests of each key at each endpoint. */
export class EndpointLimits {
  private readonly minutes = new Map<string, Minute>();

  /** @param every a limit for all endpoints, in place of each one's own */
  constructor(
    private readonly make: (limit: number) => Minute,
    private every?: number,
  ) {}

  /** Counts a request. Gives the whole seconds to wait where the minute is used up. */
  take(key: string, name: string, { perMinute }: Endpoint): number | undefined {
    const place = `${key} ${name}`;
    const minute = this.minutes.get(place) ?? this.make(this.every ?? perMinute);
    this.minutes.set(place, minute);
    return minute.take();
  }

  /** Another limit for all endpoints, or each one's own again. What was used is forgotten. */
  set(every: number | undefined): void {
    this.every = every;
    this.minutes.clear();
  }
}
