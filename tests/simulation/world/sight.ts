import { AsyncLocalStorage } from "node:async_hooks";
import type { QueueName } from "../../../connector/work/queue";
import type { WaveRequest } from "../../../connector/systems/wave/transport";

/** A write to Wave by somebody who had read the contact a while before. */
interface BlindWrite {
  readonly contact: string;
  readonly readOn: number;
  readonly writtenOn: number;
  /** Null: the contact was deleted. */
  readonly fields: readonly string[] | null;
}

/** One piece of a connector's work, from its reading to its writing: of which queue, and which run or operation it is. */
export interface Work {
  readonly queue: QueueName;
  readonly id: string;
}

const works = new AsyncLocalStorage<Work>();
const NOBODYS: Work = { queue: "changes", id: "nobody's" };

/** Does a piece of work, so that what it reads and writes is known to belong together. */
export const asOneWork = <T>(work: Work, does: () => T): T => works.run({ ...work }, does);

/** Whose call this is; asked while the call is made. */
export const currentWork = (): Work => works.getStore() ?? NOBODYS;

/**
 * What each piece of work had seen of Wave when it wrote without a condition. Where Wave knows none, what a person types between
 * the reading and the writing is written over, and nobody could have known.
 */
export class Sight {
  private readonly seen = new Map<Work, Map<string, number>>();
  private readonly writes: BlindWrite[] = [];

  constructor(private readonly now: () => number) {}

  before(work: Work, { method, path, body }: WaveRequest): void {
    if (method !== "PATCH" && method !== "DELETE") return;
    const contact = idIn(path);
    this.writes.push({
      contact,
      readOn: this.seen.get(work)?.get(contact) ?? 0,
      writtenOn: this.now(),
      fields: method === "DELETE" ? null : Object.keys(body as object),
    });
  }

  after<T>(work: Work, { method, path }: WaveRequest, answer: T): T {
    if (method !== "GET" || !path.startsWith("/contacts")) return answer;
    const { data, id } = answer as { data?: readonly { id: string }[]; id?: string };
    const seen = this.seen.get(work) ?? new Map<string, number>();
    this.seen.set(work, seen);
    for (const contact of data?.map((each) => each.id) ?? (id ? [id] : [])) seen.set(contact, this.now());
    return answer;
  }

  /** Whether a value was typed while somebody who had read the field before was about to write it. */
  couldNotBeKnown(contact: string, field: string, typedOn: number): boolean {
    return this.writes.some(
      (write) =>
        write.contact === contact &&
        write.readOn <= typedOn &&
        typedOn <= write.writtenOn &&
        (write.fields === null || write.fields.includes(field)),
    );
  }
}

const idIn = (path: string): string => decodeURIComponent(path.split("/")[2] ?? "");
