import type { Transport, WebApiRow } from "../../../webresources/client";
import type { OperationRequest } from "../../../webresources/client/messages";

type Step<T> = T | Error | Promise<T>;

/** A transport that answers from two queues and remembers what it was asked; the last answer repeats. */
export class FakeTransport implements Transport {
  readonly executed: OperationRequest[] = [];
  readonly queries: string[] = [];
  /** Rows that were created, in order. */
  readonly created: WebApiRow[] = [];
  private readonly answers: Step<readonly WebApiRow[]>[] = [];
  private readonly calls: Step<void>[] = [];

  /** What the next look at the operation finds: a row, nothing, or an error. */
  finds(...answers: Step<WebApiRow | undefined>[]): this {
    for (const answer of answers) {
      this.answers.push(
        answer instanceof Error
          ? answer
          : answer instanceof Promise
            ? answer.then((row) => (row ? [row] : []))
            : answer
              ? [answer]
              : [],
      );
    }
    return this;
  }

  /** How the next call of a Custom API ends; without this it succeeds. */
  callEnds(...calls: Step<void>[]): this {
    this.calls.push(...calls);
    return this;
  }

  async execute(request: OperationRequest): Promise<void> {
    this.executed.push(request);
    const step = this.calls.shift();
    if (step instanceof Error) throw step;
    await step;
  }

  async create(_table: string, _set: string, row: WebApiRow): Promise<void> {
    this.created.push(row);
  }

  async query(_table: string, _set: string, options: string): Promise<readonly WebApiRow[]> {
    this.queries.push(options);
    const step = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (step instanceof Error) throw step;
    return (await step) ?? [];
  }
}
