import { notFound } from "./errors";
import type { EnginyRecord } from "./record";

/** What happened to a record. */
export type Happened = "created" | "updated" | "removed";

type Input<R extends EnginyRecord> = Partial<Omit<R, "id" | "createdAt" | "updatedAt">>;

/** Records of one kind, with ids that count up from a first one. */
export class RecordStore<R extends EnginyRecord> {
  private records = new Map<number, R>();
  private listed: readonly R[] | null = null;
  private next: number;
  private readonly listeners: ((happened: Happened, record: R) => void)[] = [];

  /** @param what the word for one in messages */
  constructor(
    private readonly what: string,
    private readonly firstId: number,
    private readonly empty: Omit<R, "id" | "createdAt" | "updatedAt">,
    private readonly now: () => Date,
  ) {
    this.next = firstId;
  }

  get size(): number {
    return this.records.size;
  }

  /** In the order of their making. */
  all(): readonly R[] {
    return (this.listed ??= [...this.records.values()]);
  }

  /** Of two that changed in the same moment, the one that was made later. */
  lastChangedFirst(): readonly R[] {
    return [...this.all()].reverse().sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  }

  find(id: number): R | undefined {
    return this.records.get(id);
  }

  /** @throws EnginyFault 404 */
  get(id: number): R {
    const found = this.records.get(id);
    if (!found) throw notFound(`${this.what} ${id} not found`);
    return found;
  }

  create(input: Input<R>): R {
    const at = this.now().toISOString();
    // The parts are exactly those of a record; a generic spread cannot say so.
    const record = { ...this.empty, ...input, id: this.next, createdAt: at, updatedAt: at } as unknown as R;
    this.next += 1;
    return this.put("created", record);
  }

  /** What is not named stays. @throws EnginyFault 404 */
  update(id: number, change: Input<R>): R {
    return this.put("updated", { ...this.get(id), ...change, updatedAt: this.now().toISOString() });
  }

  /** @throws EnginyFault 404 */
  remove(id: number): void {
    const gone = this.get(id);
    this.records.delete(id);
    this.say("removed", gone);
  }

  /** Has somebody hear of everything that happens from now on. */
  onChange(listener: (happened: Happened, record: R) => void): void {
    this.listeners.push(listener);
  }

  clear(): void {
    this.records.clear();
    this.listed = null;
    this.next = this.firstId;
  }

  private put(happened: Happened, record: R): R {
    this.records.set(record.id, record);
    this.say(happened, record);
    return record;
  }

  private say(happened: Happened, record: R): void {
    this.listed = null;
    for (const listener of this.listeners) listener(happened, record);
  }
}
