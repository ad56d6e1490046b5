import type { Random } from "./random";

/** What a call waits for: the database, one of the two sides, or time. */
export type Edge = "sql" | "dataverse" | "wave" | "queue" | "time";

/** How a call goes wrong. "after": its effect happens, its answer does not arrive. */
export interface Fault {
  readonly name: string;
  readonly after: boolean;
  /** What the caller sees; it hears of it `delayMs` later. */
  readonly error: () => unknown;
  readonly delayMs?: number;
}

interface Pending {
  readonly number: number;
  readonly process: Process;
  readonly edge: Edge;
  readonly label: string;
  /** Not before then. */
  readonly due: number;
  readonly transaction?: object;
  readonly run: (fault: Fault | null) => Promise<void>;
  readonly faults?: () => Fault | null;
}

/** One connector, or whoever else waits for something. Once it has crashed, nothing it waits for ever comes. */
export class Process {
  alive = true;
  /** It does nothing before then: a machine that was stopped for a while, and does not know. */
  frozenUntil = 0;
  /** How far its clock is off, milliseconds; lengths of time are right all the same. */
  skew = 0;

  constructor(readonly name: string) {}
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A crash is decided in the middle of things: before the call happens, or after it, before its answer. */
export type CrashPoint = "before" | "after" | null;

/**
 * Decides what happens next. Every call that leaves the engine waits here as a pending action; when nothing else can go on
 * by itself, one of them is picked. So one seed is one history.
 */
export class Scheduler {
  /** Milliseconds since 1970, turned by the scheduler alone. */
  now: number;
  private readonly pending: Pending[] = [];
  private numbers = 0;
  /** The one open transaction: the embedded database has one session. */
  private transaction: { readonly owner: Process; readonly token: object } | null = null;
  /** Counts what happened. */
  steps = 0;

  constructor(
    readonly random: Random,
    begin: number,
    private readonly trace: (line: string) => void,
  ) {
    this.now = begin;
  }

  /** Waits until it is this call's turn, then does it, or lets it fail. */
  call<T>(
    process: Process,
    edge: Edge,
    label: string,
    effect: () => T | Promise<T>,
    more: { readonly transaction?: object; readonly faults?: () => Fault | null } = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.add(process, edge, label, this.now, more, async (fault) => {
        if (fault && !fault.after) return this.later(process, edge, fault, () => reject(fault.error()));
        try {
          const value = await effect();
          if (fault) this.later(process, edge, fault, () => reject(fault.error()));
          else resolve(value);
        } catch (error) {
          this.tell(process, `  refused: ${error instanceof Error ? error.message : String(error)}`);
          reject(error);
        }
      });
    });
  }

  /** Calls `work` at a time to come. Gives a function that calls it off. */
  at(process: Process, label: string, due: number, work: () => void): () => void {
    const entry = this.add(process, "time", label, Math.ceil(due), {}, async () => work());
    return () => {
      const index = this.pending.indexOf(entry);
      if (index >= 0) this.pending.splice(index, 1);
    };
  }

  /** Does one of the things that can be done now. False: nothing can, before time goes on or somebody acts. */
  async step(mood: { faults: boolean; crash: (process: Process) => CrashPoint }): Promise<boolean> {
    await settled();
    const ready = this.ready();
    if (ready.length === 0) return false;
    const action = this.random.pick(ready);
    this.pending.splice(this.pending.indexOf(action), 1);
    this.steps++;
    const crash = action.edge === "time" ? null : mood.crash(action.process);
    const fault = mood.faults && action.faults ? action.faults() : null;
    const told = fault ? ` !${fault.name}` : "";
    if (action.edge !== "time" || told) this.tell(action.process, `${action.label}${told}`);
    if (crash === "before") {
      await this.crash(action.process);
      return true;
    }
    await action.run(fault);
    if (crash === "after") await this.crash(action.process);
    return true;
  }

  /** Turns the clock to the next thing that waits for its time; false when there is none before `limit`. */
  passTime(limit: number): boolean {
    const next = Math.min(
      ...this.pending
        .filter((each) => !this.blocked(each))
        .map((each) => Math.max(each.due, each.process.frozenUntil)),
    );
    if (next === Infinity || next > limit) return false;
    this.now = Math.max(this.now, next);
    return true;
  }

  /** True while something waits that is not merely a matter of time. */
  get busy(): boolean {
    return this.pending.some((each) => each.edge !== "time");
  }

  /** Calls to one of the sides that are about to be done, by what they say. */
  async about(edge: Edge): Promise<readonly string[]> {
    await settled();
    return this.pending.filter((each) => each.edge === edge).map((each) => each.label);
  }

  /** How many calls wait, for whoever looks at a simulation that does not end. */
  describe(): readonly string[] {
    return this.pending.map((each) => `${each.process.name} ${each.label} at +${each.due - this.now}`);
  }

  async crash(process: Process): Promise<void> {
    this.tell(process, "CRASH");
    process.alive = false;
    for (let at = this.pending.length - 1; at >= 0; at--) {
      if (this.pending[at]!.process === process) this.pending.splice(at, 1);
    }
    await this.onCrash(process);
  }

  /** What else ends with a process: its open transaction is taken back. */
  onCrash: (process: Process) => Promise<void> = async () => {};

  beginTransaction(owner: Process, token: object): void {
    this.transaction = { owner, token };
  }

  endTransaction(): void {
    this.transaction = null;
  }

  get transactionOwner(): Process | null {
    return this.transaction?.owner ?? null;
  }

  tell(process: Process, line: string): void {
    this.trace(`${String(this.now - EPOCH).padStart(7)} ${process.name.padEnd(6)} ${line}`);
  }

  private ready(): Pending[] {
    return this.pending.filter(
      (each) =>
        each.due <= this.now &&
        (each.process.frozenUntil <= this.now || this.transaction?.owner === each.process) &&
        !this.blocked(each),
    );
  }

  private blocked(each: Pending): boolean {
    return each.edge === "sql" && this.transaction !== null && each.transaction !== this.transaction.token;
  }

  private later(process: Process, edge: Edge, fault: Fault, tell: () => void): void {
    if (!fault.delayMs) return tell();
    this.at(process, `${edge} times out`, this.now + fault.delayMs, tell);
  }

  private add(
    process: Process,
    edge: Edge,
    label: string,
    due: number,
    more: Pick<Pending, "transaction" | "faults">,
    run: Pending["run"],
  ): Pending {
    const entry: Pending = { number: ++this.numbers, process, edge, label, due, ...more, run };
    // Of the dead nothing is heard any more.
    if (process.alive) this.pending.push(entry);
    return entry;
  }
}

/** When every simulation begins. */
export const EPOCH = Date.UTC(2026, 0, 5, 8, 0, 0);
