import { setTimeout as delay } from "node:timers/promises";

/** Where somebody else's CRM is, and what lets us in. */
export interface CrmSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly apiKeyHeader: string;
  /** Addresses of records, with `{{crmId}}` in them. */
  readonly contactLinkTemplate: string | null;
  readonly companyLinkTemplate: string | null;
}

export interface CrmAnswer {
  readonly status: number;
  /** What came as JSON; undefined where none did. */
  readonly body: unknown;
}

/** A call as it was made: what tests and curious people look at. */
export interface CrmCall {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Null where no answer came, or where it was lost. */
  readonly status: number | null;
  readonly answer?: unknown;
}

/** What can go wrong with calls, counted down as they are made. */
export interface CrmFaults {
  /** The next so many calls are made twice at once. */
  readonly twice: number;
  /** The answers of the next so many calls get lost after the CRM has given them. */
  readonly loseAnswers: number;
  /** Where it is named, only calls like this one go wrong: `POST /contacts`. */
  readonly only: string | null;
}

const NO_FAULTS: CrmFaults = { twice: 0, loseAnswers: 0, only: null };

/** Waits before another attempt, in milliseconds. That calls are repeated is inferred. */
const RETRY_AFTER = [250, 1000];

const DEADLINE_MS = 30_000;

/** The oldest calls are forgotten beyond this many. */
const KEPT = 5_000;

/** Whether a call is made again: no answer, too many, or a failure of the other side. */
export const isRetried = (status: number | null) => status === null || status === 429 || status >= 500;

export const isDone = (status: number | null | undefined) => status != null && status >= 200 && status < 300;

/** Calls somebody else's CRM, as the Custom CRM interface of Enginy does. */
export class CrmClient {
  calls: CrmCall[] = [];
  private faults = NO_FAULTS;

  constructor(private readonly now: () => Date) {}

  setFaults(faults: Partial<CrmFaults>): void {
    this.faults = { ...this.faults, ...faults };
  }

  clear(): void {
    this.calls = [];
    this.faults = NO_FAULTS;
  }

  /** Makes a call, again where that may help. Gives the last answer; null where there was none. */
  async call(settings: CrmSettings, method: string, path: string, body?: unknown): Promise<CrmAnswer | null> {
    let answer: CrmAnswer | null = null;
    for (const wait of [0, ...RETRY_AFTER]) {
      await delay(wait);
      answer = await this.once(settings, method, path, body);
      if (!isRetried(answer?.status ?? null)) break;
    }
    return answer;
  }

  /** One attempt. */
  async once(settings: CrmSettings, method: string, path: string, body?: unknown): Promise<CrmAnswer | null> {
    const times = this.take("twice", `${method} ${path}`) ? 2 : 1;
    const isLost = this.take("loseAnswers", `${method} ${path}`);
    const send = () => this.send(settings, method, path, body);
    const [first] = await Promise.all(Array.from({ length: times }, send));
    const answer = isLost ? null : first!;
    for (let n = 0; n < times; n++)
      this.calls.push({
        at: this.now().toISOString(),
        method,
        path,
        body,
        status: answer?.status ?? null,
        answer: answer?.body,
      });
    if (this.calls.length > KEPT) this.calls = this.calls.slice(-KEPT / 2);
    return answer;
  }

  private async send(
    { apiKey, apiKeyHeader, baseUrl }: CrmSettings,
    method: string,
    path: string,
    body: unknown,
  ): Promise<CrmAnswer | null> {
    try {
      const answer = await fetch(`${baseUrl.replace(/\/$/, "")}${path}`, {
        method,
        headers: {
          [apiKeyHeader]: apiKey,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      return { status: answer.status, body: jsonOf(await answer.text()) };
    } catch {
      return null;
    }
  }

  private take(name: "twice" | "loseAnswers", call: string): boolean {
    const { only } = this.faults;
    const left = only === null || only === call ? this.faults[name] : 0;
    if (left > 0) this.faults = { ...this.faults, [name]: left - 1 };
    return left > 0;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
