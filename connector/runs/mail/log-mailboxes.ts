import { buildSync, chooseMapping } from "../../pipeline/build/build-sync";
import { isAppended } from "../../pipeline/mail/log-names";
import { logMail } from "../../pipeline/mail/log-mail";
import { mailPolicyOf, readMailboxes, reportTrouble } from "../../pipeline/mail/own-people";
import { mailScope } from "../../pipeline/mail/piece";
import { systemCall, type Sync } from "../../pipeline/sync";
import { listMailboxes, noteKnownUntil, saveMailboxes } from "../../state/mailboxes";
import { checkpointRun, type Checkpoint } from "../../state/runs";
import { systemTime } from "../../systems/base/system-time";
import type { Mailbox } from "../../systems/contract/object";
import { SystemError } from "../../systems/contract/system-error";
import { Pace } from "../compare/pace";
import type { RunEnding } from "../ending";
import { progressOf, syncRequest, type RunWork } from "../run-work";
import { tallied } from "../tally";
import { readMailbox, type MailChunk } from "./pages";
import { readMailPlace, writeMailPlace, type MailPlace } from "./place";

/** A mail may be told late, and clocks differ: so much of what is known is looked through again. */
const OVERLAP_MS = 60 * 60_000;
/** Once a day, more of it: what a provider was late with for longer is found then. */
const DAILY_OVERLAP_MS = 3 * 24 * 60 * 60_000;

/** Whether a run's records are mails. @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED */
export async function isOfMail({ counter, run, runtime }: RunWork): Promise<boolean> {
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter });
  const connection = runtime.connections.get(configured.connectionId);
  return connection !== undefined && isAppended({ connection, mapping: configured });
}

/**
 * Looks through the mailboxes, one after the other, and logs what is not logged yet: everything (a person asks), or what was received since
 * each was looked through last. A mailbox that cannot be read is told, and holds up no other; it is looked through from where it was known,
 * once it can be read again. What follows from a chunk is saved in one transaction with how far the run has come.
 */
export async function logMailboxes(work: RunWork): Promise<RunEnding> {
  const { counter, run, runtime } = work;
  const isAsked = run.kind === "firstImport" || run.kind === "onDemand";
  const configured = await chooseMapping(
    runtime,
    { mappingId: run.mappingId },
    { counter },
    isAsked ? 0 : undefined,
  );
  const sync = await buildSync(syncRequest(work, "toDataverse"), configured);
  if (isAsked) await work.begin();
  return new MailRun(work, sync, isAsked).all();
}

class MailRun {
  private place: MailPlace;
  private progress: Checkpoint;
  private readonly pace: Pace;

  constructor(
    private readonly work: RunWork,
    private readonly sync: Sync,
    /** Everything is looked at, and what was left out is decided anew: an admin may have changed the rules. */
    private readonly isAsked: boolean,
  ) {
    this.place = readMailPlace(work.run.cursor);
    this.progress = progressOf(work.run);
    this.pace = new Pace(work.parts.clock);
  }

  async all(): Promise<RunEnding> {
    const { sync } = this;
    const mailboxes = await readMailboxes(sync);
    const known = await listMailboxes(sync.database, mailScope(sync));
    const paused: Mailbox[] = mailboxes.filter(({ trouble }) => trouble);
    let later: SystemError | null = null;
    for (const mailbox of this.inOrder(mailboxes.filter(({ trouble }) => !trouble))) {
      sync.signal?.throwIfAborted();
      const knownUntil = known.find(({ id }) => id === mailbox.id)?.knownUntil ?? null;
      try {
        await this.through(mailbox, knownUntil);
      } catch (error) {
        if (!(error instanceof SystemError) || sync.signal?.aborted) throw error;
        const trouble = await this.troubleOf(mailbox, error);
        if (trouble) paused.push(trouble);
        // It passes: the others are looked through meanwhile.
        else later = error;
        this.place = { ...this.place, mailbox: null, at: null, begunOn: null };
      }
    }
    if (later) throw later;
    if (paused.some(({ id }) => !mailboxes.find((each) => each.id === id)?.trouble)) {
      const all = mailboxes.map((each) => paused.find(({ id }) => id === each.id) ?? each);
      await saveMailboxes(sync.database, mailScope(sync), all);
      await reportTrouble(sync, all);
    }
    const [first] = paused;
    return {
      progress: this.now,
      expected: 0,
      ...(first?.trouble && this.isAsked ? { issue: first.trouble } : {}),
      mappingCursor: { comparedOn: "now" },
    };
  }

  /** Those that are not done; the one that was under way first. */
  private inOrder(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
    const { done, mailbox } = this.place;
    const left = mailboxes.filter(({ id }) => !done.includes(id));
    return [...left.filter(({ id }) => id === mailbox), ...left.filter(({ id }) => id !== mailbox)];
  }

  private async through(mailbox: Mailbox, knownUntil: Date | null): Promise<void> {
    const { sync } = this;
    if (this.place.mailbox !== mailbox.id) {
      const begun = await systemTime(sync.connection.adapter, systemCall(sync), sync);
      this.place = { ...this.place, mailbox: mailbox.id, at: null, begunOn: begun.toISOString() };
    }
    const since = this.since(knownUntil);
    const chunks = readMailbox(sync, {
      mailbox: mailbox.id,
      cursor: this.place.at,
      ...(since === undefined ? {} : { since }),
    });
    for await (const chunk of chunks) {
      sync.signal?.throwIfAborted();
      this.work.stopIfAsked();
      await this.log(chunk, mailbox);
      if (this.pace.isToBeTold() && this.work.run.reported) await this.work.tell(this.now).catch(() => {});
    }
  }

  /** ISO 8601: only what was received since then; undefined: everything. */
  private since(knownUntil: Date | null): string | undefined {
    const policy = mailPolicyOf(this.sync).since;
    const from = policy === undefined ? -Infinity : Date.parse(policy);
    const overlap = this.work.run.kind === "reconcile" ? DAILY_OVERLAP_MS : OVERLAP_MS;
    // Where nobody has asked for what was there before, it begins with the connection.
    const known = (knownUntil ?? this.sync.connection.since).getTime() - (knownUntil ? overlap : 0);
    const since = this.isAsked ? from : Math.max(from, known);
    return Number.isFinite(since) ? new Date(since).toISOString() : undefined;
  }

  private async log({ next, records }: MailChunk, { id }: Mailbox): Promise<void> {
    const { sync, work } = this;
    const before = { place: this.place, progress: this.progress };
    const { begunOn, done } = this.place;
    const after: MailPlace =
      next === null
        ? { done: [...done, id], mailbox: null, at: null, begunOn: null }
        : { ...this.place, at: next };
    let left = records.length;
    const save = async (sql: Parameters<typeof checkpointRun>[0], results: Parameters<typeof tallied>[1]) => {
      this.progress = { ...this.now, ...tallied(this.progress, results) };
      left -= results.length;
      // Where some had to be isolated, the run has come further with the last of them.
      if (left <= 0) {
        this.place = after;
        if (next === null) await noteKnownUntil(sql, mailScope(sync), id, new Date(begunOn!));
      }
      this.progress = { ...this.progress, cursor: writeMailPlace(this.place) };
      await checkpointRun(sql, work.run.id, work.owner, this.progress);
    };
    try {
      if (records.length === 0) await sync.database.transaction((sql) => save(sql, []));
      else
        await logMail(sync, records, {
          again: this.isAsked,
          beforeTelling: work.begin,
          saveToo: async (sql, results) => {
            await save(sql, results);
            return () => {
              for (const { outcome } of results)
                work.parts.metrics.records.inc({
                  environment: work.run.environmentId,
                  trigger: "run",
                  outcome,
                });
            };
          },
        });
    } catch (error) {
      if (left > 0) Object.assign(this, before);
      throw error;
    }
  }

  /** What to say of a mailbox that cannot be read; null where that passes by itself. Asks whether it is the connection. @throws SystemError */
  private async troubleOf(mailbox: Mailbox, error: SystemError): Promise<Mailbox | null> {
    if (error.retryable) return null;
    if (error.code !== "SYSTEM_REFUSED" && error.code !== "EXTERNAL_RECORD_GONE") throw error;
    const now = (await readMailboxes(this.sync)).find(({ id }) => id === mailbox.id);
    const params = { value: mailbox.address, details: error.reason ?? error.message };
    return now?.trouble ? now : { ...mailbox, trouble: { code: "MAILBOX_PAUSED", params } };
  }

  private get now(): Checkpoint {
    const { counter, run } = this.work;
    return {
      ...this.progress,
      requests: run.requests + counter.sent,
      throttled: run.throttled + counter.throttled,
    };
  }
}
