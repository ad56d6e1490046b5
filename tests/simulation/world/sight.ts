import type { WaveRequest } from "../../../connector/systems/wave/transport";
import type { Process } from "../time/scheduler";

/** A write to Wave by somebody who had read the contact a while before. */
interface BlindWrite {
  readonly contact: string;
  readonly readOn: number;
  readonly writtenOn: number;
  /** Null: the contact was deleted. */
  readonly fields: readonly string[] | null;
}

/**
 * What each connector had seen of Wave when it wrote. Wave knows no conditional requests: what a person types between a
 * connector's reading and its writing is written over, and nobody could have known.
 */
export class Sight {
  private readonly seen = new Map<string, number>();
  private readonly writes: BlindWrite[] = [];

  constructor(private readonly now: () => number) {}

  before(process: Process, { method, path, body }: WaveRequest): void {
    if (method !== "PATCH" && method !== "DELETE") return;
    const contact = idIn(path);
    this.writes.push({
      contact,
      readOn: this.seen.get(`${process.name}/${contact}`) ?? 0,
      writtenOn: this.now(),
      fields: method === "DELETE" ? null : Object.keys(body as object),
    });
  }

  after<T>(process: Process, { method, path }: WaveRequest, answer: T): T {
    if (method !== "GET" || !path.startsWith("/contacts")) return answer;
    const { data, id } = answer as { data?: readonly { id: string }[]; id?: string };
    for (const contact of data?.map((each) => each.id) ?? (id ? [id] : []))
      this.seen.set(`${process.name}/${contact}`, this.now());
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
