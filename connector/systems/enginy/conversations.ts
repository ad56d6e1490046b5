import type { Values } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { orNull } from "../base/failure";
import type { SystemCall } from "../contract/object";
import { campaignValues } from "./campaign-values";
import { messagesFrame, read, threadsFrame, type ThreadJson } from "./schema";
import type { Send } from "./transport";

const PAGE_SIZE = 100;

/** Threads are listed as a whole, for their tags: so often at most. */
const THREADS_MS = 60_000;

/** Conversations of different contacts under way at a time. */
const AT_ONCE = 4;

/** What Enginy's conversations tell of contacts: one request a contact, and one for each hundred threads. */
export class Conversations {
  private readonly atOnce = limitConcurrency(AT_ONCE);
  private known: { readonly threads: Promise<ReadonlyMap<string, ThreadJson>>; readonly on: number } | null =
    null;

  constructor(
    private readonly send: Send,
    private readonly clock: Clock,
    private readonly identities: (call: SystemCall) => Promise<ReadonlyMap<string, string>>,
  ) {}

  /** Campaign values by contact id. */
  async valuesOf(contactIds: readonly string[], call: SystemCall): Promise<ReadonlyMap<string, Values>> {
    if (contactIds.length === 0) return new Map();
    const [threads, names] = await Promise.all([this.threads(call), this.identities(call)]);
    const values = await Promise.all(
      contactIds.map((id) =>
        this.atOnce(async (): Promise<readonly [string, Values]> => {
          const thread = threads.get(id);
          const messages = thread ? await this.messagesOf(id, call) : [];
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

  private async threads(call: SystemCall): Promise<ReadonlyMap<string, ThreadJson>> {
    if (!this.known || this.clock.elapsed() - this.known.on >= THREADS_MS) {
      const threads = this.allThreads(call);
      const known = (this.known = { threads, on: this.clock.elapsed() });
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
