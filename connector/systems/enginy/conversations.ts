import type { Values } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { orNull } from "../base/failure";
import type { SystemCall } from "../contract/object";
import { campaignValues } from "./campaign-values";
import { messagesFrame, read, threadsFrame, type ThreadJson } from "./schema";
import type { Send } from "./transport";

const PAGE_SIZE = 100;

/** Threads are listed as a whole, for their tags and to know who has any: so often at most. */
const THREADS_MS = 60_000;

/** Contacts whose conversations are wanted. */
export interface Wanted {
  readonly ids: readonly string[];
  /** Somebody has just written to them, for all that the list of threads may say. Of all others, those in that list are asked for. */
  readonly byName: boolean;
}

/** Conversations of different contacts under way at a time. */
const AT_ONCE = 4;

/** What Enginy's conversations tell of contacts: one request a contact, and one for each hundred threads. */
export class Conversations {
  private readonly atOnce = limitConcurrency(AT_ONCE);
  private known: {
    readonly threads: Promise<ReadonlyMap<string, ThreadJson>>;
    readonly on: number;
    /** The work it was read for. */
    readonly by: string;
  } | null = null;

  constructor(
    private readonly send: Send,
    private readonly clock: Clock,
    private readonly identities: (call: SystemCall) => Promise<ReadonlyMap<string, string>>,
  ) {}

  /** Campaign values by contact id. */
  async valuesOf({ ids, byName }: Wanted, call: SystemCall): Promise<ReadonlyMap<string, Values>> {
    if (ids.length === 0) return new Map();
    const [threads, names] = await Promise.all([this.threads(call, byName), this.identities(call)]);
    const values = await Promise.all(
      ids.map((id) =>
        this.atOnce(async (): Promise<readonly [string, Values]> => {
          const thread = threads.get(id);
          const messages = thread || byName ? await this.messagesOf(id, call) : [];
          return [id, campaignValues(messages, thread, (identity) => names.get(identity) ?? identity)];
        }),
      ),
    );
    return new Map(values);
  }

  private async messagesOf(contactId: string, call: SystemCall) {
    const path = `inboxes/${encodeURIComponent(contactId)}/messages`;
    const answer = await orNull(this.send({ endpoint: "inboxes/messages", path }, call));
    return answer === null ? [] : read(messagesFrame, answer, "the messages of a contact").data.messages;
  }

  /** A run begins with the list as it is, and goes by it; an event makes do with that of a moment ago. */
  private async threads(call: SystemCall, byName: boolean): Promise<ReadonlyMap<string, ThreadJson>> {
    const by = call.correlationId;
    const isOld = !this.known || this.clock.elapsed() - this.known.on >= THREADS_MS;
    if (!this.known || isOld || !(byName || this.known.by === by)) {
      const threads = this.allThreads(call);
      const known = (this.known = { threads, on: this.clock.elapsed(), by });
      // A failure is nothing to remember.
      threads.catch(() => {
        if (this.known === known) this.known = null;
      });
    }
    return this.known.threads;
  }

  private async allThreads(call: SystemCall): Promise<ReadonlyMap<string, ThreadJson>> {
    const threads = new Map<string, ThreadJson>();
    for (let page = 1; ; page++) {
      const query = { page: String(page), pageSize: String(PAGE_SIZE) };
      const { data, meta } = read(
        threadsFrame,
        await this.send({ endpoint: "inboxes", query }, call),
        "the list of conversations",
      );
      for (const thread of data) threads.set(thread.contactId, thread);
      if (data.length === 0 || page * meta.pageSize >= meta.total) return threads;
    }
  }
}
