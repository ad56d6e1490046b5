import { setTimeout as delay } from "node:timers/promises";

/** Something to be sent to somebody. */
export interface Job {
  /** Whom it goes to: nobody gets more than so many at a time. */
  readonly receiver: string;
  /** What has the same key arrives in the order in which it was submitted. */
  readonly inOrder: string;
  /** Sends it. Gives the status of the answer; null where none came. */
  send(attempt: number): Promise<number | null>;
  /** It was delivered, or given up. */
  done?(attempts: number, status: number | null): void;
}

export interface DeliveryRules {
  /** Waits between attempts, in milliseconds. */
  readonly retryAfter: readonly number[];
  /** Whether another attempt is made after this answer. */
  readonly isRetried: (status: number | null) => boolean;
}

/**
 * Deliveries to one receiver under way at a time: a receiver that is slow once does not hold up everybody's changes, and hundreds of
 * changes a second are told without waiting for each other.
 */
const AT_A_TIME = 32;

/** Sends what happened to those who want to know, and can be made to do it badly: twice, late, in the wrong order. */
export class Deliveries {
  /** The next so many deliveries are made twice. */
  duplicateNext = 0;
  private held: (() => readonly Job[])[] | null = null;
  private readonly queues = new Map<string, Promise<void>>();
  private readonly places = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();

  constructor(private readonly rules: DeliveryRules) {}

  /** @param jobs asked for when it is sent: who wants to know is who wants to know then */
  submit(jobs: () => readonly Job[]): void {
    if (this.held) this.held.push(jobs);
    else this.send(jobs);
  }

  /** Keeps what is submitted back from now on. */
  hold(): void {
    this.held ??= [];
  }

  /** Sends what was kept back, last first when `reverse`. */
  release(reverse = false): void {
    const held = this.held ?? [];
    this.held = null;
    for (const jobs of reverse ? held.reverse() : held) this.send(jobs);
  }

  /** Resolves when everything has been delivered or given up. */
  async idle(): Promise<void> {
    for (let waiting = [...this.queues.values()]; waiting.length > 0; waiting = [...this.queues.values()])
      await Promise.all(waiting);
  }

  clear(): void {
    this.duplicateNext = 0;
    this.held = null;
  }

  private send(jobs: () => readonly Job[]): void {
    for (const job of jobs()) {
      const times = this.duplicateNext > 0 ? 2 : 1;
      if (times === 2) this.duplicateNext -= 1;
      for (let i = 0; i < times; i++) this.enqueue(job);
    }
  }

  private enqueue(job: Job): void {
    const key = `${job.receiver}/${job.inOrder}`;
    const before = this.queues.get(key) ?? Promise.resolve();
    const done = before.then(() => this.inTurn(job.receiver, () => this.deliver(job)));
    this.queues.set(key, done);
    void done.finally(() => {
      if (this.queues.get(key) === done) this.queues.delete(key);
    });
  }

  /** Waits for one of the receiver's places. First come, first served. */
  private async inTurn(receiver: string, work: () => Promise<void>): Promise<void> {
    const places = this.places.get(receiver) ?? { taken: 0, waiting: [] };
    this.places.set(receiver, places);
    if (places.taken >= AT_A_TIME) await new Promise<void>((resolve) => places.waiting.push(resolve));
    else places.taken += 1;
    try {
      await work();
    } finally {
      const next = places.waiting.shift();
      if (next) next();
      else places.taken -= 1;
    }
  }

  private async deliver(job: Job): Promise<void> {
    let attempts = 0;
    let status: number | null = null;
    for (const wait of [0, ...this.rules.retryAfter]) {
      await delay(wait);
      attempts += 1;
      status = await job.send(attempts);
      if (!this.rules.isRetried(status)) break;
    }
    job.done?.(attempts, status);
  }
}

/** A receiver that has not answered after this many milliseconds has failed the attempt. */
const DEADLINE_MS = 10_000;

/** Sends JSON, or the bytes of JSON. Gives the status of the answer; null where none came. */
export async function postJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
