import type { WaveRequest } from "../../../connector/systems/wave/transport";
import type { Work } from "./sight";

/**
 * Whether records are worked on by one at a time: nobody writes a contact between another's reading of it, by its name and so
 * under its lease, and that one's writing. Runs read lists before they take leases, and are left out.
 */
export class Turns {
  private readonly readings = new Map<string, Map<Work, { overtaken: Work | null }>>();
  /** Contacts that were written across somebody's work, and whose it was. */
  readonly crossed: string[] = [];

  before(work: Work, { method, path }: WaveRequest): void {
    if (method !== "PATCH" && method !== "DELETE") return;
    const contact = decodeURIComponent(path.split("/")[2] ?? "");
    const readings = this.readings.get(contact);
    const overtaken = readings?.get(work)?.overtaken;
    if (overtaken)
      this.crossed.push(`${contact} by ${work.queue} ${work.id}, across ${overtaken.queue} ${overtaken.id}`);
    for (const [other, reading] of readings ?? []) if (other !== work) reading.overtaken = work;
    readings?.delete(work);
  }

  after<T>(work: Work, { method, path }: WaveRequest, answer: T): T {
    if (method !== "GET" || work.queue === "runs") return answer;
    const named = /^\/contacts\/./.test(path) || /[?&]ids=/.test(path);
    if (!named || !path.startsWith("/contacts")) return answer;
    const { data, id } = answer as { data?: readonly { id: string }[]; id?: string };
    for (const contact of data?.map((each) => each.id) ?? (id ? [id] : [])) {
      const readings = this.readings.get(contact) ?? new Map<Work, { overtaken: Work | null }>();
      this.readings.set(contact, readings);
      readings.set(work, { overtaken: null });
    }
    return answer;
  }
}
