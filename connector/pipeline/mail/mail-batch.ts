import type { Sql } from "../../database/database";
import { decideAbout, type HoldersOf, type MailDecision } from "../../../core/mail/decide";
import { everybodyIn } from "../../../core/mail/mail";
import { filteredFor } from "../../../core/mail/filter";
import type { OwnPeople } from "../../../core/mail/own";
import type { MailReason } from "../../../core/mail/reasons";
import type { SystemRecord } from "../../../core/records";
import {
  decisionsOf,
  knownThreads,
  loggedMails,
  type KnownThread,
  type MailDecisionRow,
} from "../../state/mail-decisions";
import { privateAmong } from "../../state/private-threads";
import { recordKeys } from "../../state/record-leases";
import { appendActivities } from "../append/append-activities";
import { ended, type Result } from "../item";
import type { HeldRecords } from "../load/held-records";
import { holdersByAddress, type RowRef } from "../match/people-by-address";
import { askedPause, problemOf } from "../problems";
import { unread } from "../report/report-alone";
import type { Sync } from "../sync";
import { composeMail } from "./compose";
import { lookAround, openOpportunities, type Around } from "./look-around";
import { mailPolicyOf, ownPeople } from "./own-people";
import { mailScope, pieceOf, toRemember, type Piece, type Verdict } from "./piece";
import { createStrangers } from "./strangers";
import { takeAway } from "./take-away";

/** Why a mail is left out for as long as it lies where it does: a draft is sent, and what is no junk is moved. */
const BY_FOLDER: ReadonlySet<MailReason | null> = new Set<MailReason>(["draft", "junk", "folderFiltered"]);

/** Mails that are looked at together. */
export class MailBatch {
  /** Further names of private conversations, by who made them private. */
  readonly alsoPrivate = new Map<string, readonly string[]>();
  private readonly verdicts = new Map<Piece, Verdict>();
  private readonly failures = new Map<Piece, Partial<Result>>();
  /** Nothing new was found out about these: what is remembered stays. */
  private readonly asBefore = new Map<Piece, MailDecisionRow>();
  private readonly pieces: readonly Piece[];
  private own!: OwnPeople;
  private threads: ReadonlyMap<string, KnownThread> = new Map();

  constructor(
    private readonly sync: Sync,
    records: readonly SystemRecord[],
    private readonly again: boolean,
  ) {
    this.pieces = records.map((record) => pieceOf(sync, record));
    for (const piece of this.pieces)
      if (piece.record.trouble) this.fail(piece, { issue: piece.record.trouble });
  }

  /** Of which nothing has become yet; the same mail of two mailboxes is one, the first. */
  private get open(): readonly Piece[] {
    return this.pieces.filter(
      (piece) => !this.verdicts.has(piece) && !this.failures.has(piece) && !this.asBefore.has(piece),
    );
  }

  private get environmentId(): string {
    return this.sync.runtime.environment.id;
  }

  /**
   * Leaves those that are on a timeline, and, where nobody wants them looked at again, those that were left out; and of the others those
   * that belong to a conversation that somebody wants on no timeline.
   */
  async leaveKnown(): Promise<void> {
    const { database } = this.sync;
    const open = this.open;
    const remembered = await decisionsOf(
      database,
      mailScope(this.sync),
      open.map(({ mail }) => mail.externalId),
    );
    for (const piece of open) {
      const before = remembered.get(piece.mail.externalId);
      const stays = before?.outcome === "skipped" && !this.again && !BY_FOLDER.has(before.reason);
      const isUndone = before?.reason === "undone";
      if (before && (before.rowId !== null || stays || isUndone)) this.asBefore.set(piece, before);
    }
    await this.leavePrivate();
    const logged = await loggedMails(
      database,
      this.environmentId,
      this.open.map(({ mailId }) => mailId),
    );
    for (const piece of this.open) {
      const rowId = logged.get(piece.mailId);
      if (rowId === undefined) continue;
      const reason = "undone";
      this.verdicts.set(
        piece,
        rowId === null ? { outcome: "skipped", reason } : { outcome: "adopted", rowId },
      );
    }
  }

  /** Leaves what the mapping's filters leave out. */
  async leaveFiltered(): Promise<void> {
    const open = this.open;
    if (open.length === 0) return;
    const policy = mailPolicyOf(this.sync);
    this.own = await ownPeople(this.sync, [...new Set(open.map(({ mail }) => mail.mailboxId))]);
    for (const piece of open) {
      const reason = filteredFor(piece.mail, policy, this.own);
      if (reason) this.verdicts.set(piece, { outcome: "skipped", reason });
    }
    const threads = [...new Set(this.open.flatMap((piece) => piece.threads))];
    this.threads = await knownThreads(this.sync.database, this.environmentId, threads);
    if (policy.firstOnly)
      for (const piece of this.open)
        if (!this.isFirst(piece)) this.verdicts.set(piece, { outcome: "skipped", reason: "notFirst" });
  }

  /** A conversation that one mailbox calls otherwise is the same conversation: it is private under all of its names. */
  private async leavePrivate(): Promise<void> {
    const open = this.open;
    const all = [...new Set(open.flatMap(({ threads }) => threads))];
    const hidden = await privateAmong(this.sync.database, this.environmentId, all);
    for (let found = true; found;) {
      found = false;
      for (const piece of this.open) {
        const by = piece.threads.map((thread) => hidden.get(thread)).find((who) => who !== undefined);
        if (by === undefined) continue;
        this.verdicts.set(piece, { outcome: "skipped", reason: "privateThread" });
        const more = piece.threads.filter((thread) => !hidden.has(thread));
        for (const thread of more) hidden.set(thread, by);
        this.alsoPrivate.set(by, [...(this.alsoPrivate.get(by) ?? []), ...more]);
        found ||= more.length > 0;
      }
    }
    await takeAway(
      this.sync,
      open.filter((piece) => this.verdicts.has(piece)),
    );
  }

  /** Whether a conversation has become private, or ceased to be, since it was looked at. Asked once what became of its mails is saved. */
  async hasPrivacyChanged(sql: Sql): Promise<boolean> {
    const decided = [...this.verdicts].filter(
      ([, { outcome, reason }]) => outcome !== "skipped" || reason === "privateThread",
    );
    const all = [...new Set(decided.flatMap(([{ threads }]) => threads))];
    const hidden = new Set((await privateAmong(sql, this.environmentId, all)).keys());
    // One may be private by another of these alone, whose further names are saved only after this.
    const still = decided.filter(([, { reason }]) => reason === "privateThread");
    for (let before = -1; before < hidden.size;) {
      before = hidden.size;
      for (const [{ threads }] of still)
        if (threads.some((thread) => hidden.has(thread))) for (const each of threads) hidden.add(each);
    }
    return decided.some(
      ([{ threads }, { reason }]) =>
        threads.some((thread) => hidden.has(thread)) !== (reason === "privateThread"),
    );
  }

  /** It answers nothing, and nothing of its conversation was sent before it. */
  private isFirst({ mail, threads }: Piece): boolean {
    if (mail.references.length > 0) return false;
    const before = threads.flatMap((thread) => this.threads.get(thread)?.firstOn ?? []);
    const beside = this.pieces.filter(
      (other) => other.mail !== mail && other.threads.some((thread) => threads.includes(thread)),
    );
    const times = [...before, ...beside.flatMap((other) => other.mail.sentOn ?? [])];
    return mail.sentOn === null || times.every((time) => time >= mail.sentOn!);
  }

  /** Nobody else works on these meanwhile; those that somebody does are left for later. */
  async hold(held: HeldRecords): Promise<void> {
    const open = this.open;
    if (open.length === 0) return;
    const keyOf = ({ mailId }: Piece) => recordKeys.row(this.sync.table.logicalName, mailId);
    const ours = await held.lease([...new Set(open.map(keyOf))]);
    for (const piece of open)
      if (!ours.has(keyOf(piece))) this.fail(piece, { issue: { code: "RECORD_BUSY" } });
    // Whoever had them a moment ago may have put them there.
    await this.leaveKnown();
  }

  async log(): Promise<void> {
    const firsts = new Map<string, Piece>();
    for (const piece of this.open) if (!firsts.has(piece.mailId)) firsts.set(piece.mailId, piece);
    const twice = this.open.filter((piece) => firsts.get(piece.mailId) !== piece);
    await this.logOnce([...firsts.values()]);
    for (const piece of twice) this.likeTheOther(piece, firsts.get(piece.mailId)!);
  }

  private likeTheOther(piece: Piece, other: Piece): void {
    const verdict = this.verdicts.get(other);
    const failure = this.failures.get(other);
    if (failure) this.failures.set(piece, failure);
    else if (verdict)
      this.verdicts.set(piece, verdict.rowId === undefined ? verdict : { ...verdict, outcome: "adopted" });
  }

  private async logOnce(pieces: readonly Piece[]): Promise<void> {
    if (pieces.length === 0) return;
    const { sync } = this;
    const addresses = pieces.flatMap(({ mail }) => [
      mail.mailbox,
      ...everybodyIn(mail).map(({ address }) => address),
    ]);
    const newest = pieces.flatMap((piece) => this.newestOf(piece)?.rowId ?? []);
    const [around, people] = await Promise.all([
      lookAround(sync, pieces, newest),
      holdersByAddress(
        sync,
        addresses.filter((address) => address !== ""),
      ),
    ]);
    for (const piece of pieces) {
      const found = around.found.get(piece.mailId);
      if (found) this.verdicts.set(piece, this.isThere(piece, found));
    }
    const wanted = pieces.filter((piece) => !this.verdicts.has(piece));
    const holders = await this.withStrangers(wanted, people);
    const decided = wanted.flatMap((piece) => {
      const decision = this.decide(piece, holders);
      return decision ? [{ piece, decision }] : [];
    });
    await this.append(decided, around, holders);
  }

  /** A row of its id that was made since this run began is what an interrupted attempt of it has made. */
  private isThere({ mailId }: Piece, { createdOn, rowId }: { createdOn: string; rowId: string }): Verdict {
    const { runSince } = this.sync;
    const ours = rowId === mailId;
    const justNow =
      runSince !== undefined && Date.parse(createdOn) >= Math.floor(runSince.getTime() / 1000) * 1000;
    return { outcome: ours && justNow ? "logged" : "adopted", rowId };
  }

  private decide(
    piece: Piece,
    holders: HoldersOf,
  ): Extract<MailDecision, { readonly log: true }> | undefined {
    const decision = decideAbout(piece.mail, mailPolicyOf(this.sync), this.own, holders);
    if (decision.log) return decision;
    this.verdicts.set(piece, { outcome: "skipped", reason: decision.reason });
    return undefined;
  }

  private async withStrangers(pieces: readonly Piece[], people: HoldersOf): Promise<HoldersOf> {
    const policy = mailPolicyOf(this.sync);
    if (policy.unknown !== "contact" && policy.unknown !== "lead") return people;
    const strangers = pieces.flatMap(({ mail }) => {
      const decision = decideAbout(mail, policy, this.own, people);
      return decision.log && decision.stranger ? [decision.stranger] : [];
    });
    return new Map([...people, ...(await createStrangers(this.sync, policy.unknown, strangers))]);
  }

  private async append(
    decided: readonly {
      readonly piece: Piece;
      readonly decision: Extract<MailDecision, { readonly log: true }>;
    }[],
    around: Around,
    holders: HoldersOf,
  ): Promise<void> {
    const { sync } = this;
    const about = decided.map(({ decision }) => ruleFor(decision));
    const opportunities =
      mailPolicyOf(sync).regarding === "opportunity"
        ? await openOpportunities(
            sync,
            about.flatMap((choice) => choice),
          )
        : new Map<string, RowRef>();
    const made = decided.map(({ decision, piece }, at) => {
      const rule = this.byPolicy(about[at]!, opportunities);
      const regarding = this.chosen(piece, around) ?? rule;
      const ownerId = userOf(holders, piece.mail.mailbox);
      const { outgoing, parties } = decision;
      return {
        piece,
        rule,
        outgoing,
        activity: composeMail(sync, piece, { outgoing, parties, regarding, ownerId }),
      };
    });
    const { refused } = await appendActivities(
      sync,
      made.map(({ activity }) => activity),
    );
    // Whoever may not own it is not whom it depends on.
    const withoutOwner = made.filter(
      ({ activity, piece }) => activity.ownerId !== null && refused.has(piece.mailId),
    );
    const { refused: again } = await appendActivities(
      sync,
      withoutOwner.map(({ activity }) => ({ ...activity, creator: null, ownerId: null })),
    );
    for (const { outgoing, piece, rule } of made) {
      const error = withoutOwner.some((each) => each.piece === piece)
        ? again.get(piece.mailId)
        : refused.get(piece.mailId);
      if (error) {
        this.fail(piece, {
          issue: problemOf(error, "write")!,
          ...(askedPause(error) === undefined ? {} : { retryAfterMs: askedPause(error)! }),
        });
        continue;
      }
      const name = rule ? { about: `${rule.table}/${rule.id}` } : {};
      this.verdicts.set(piece, { outcome: "logged", rowId: piece.mailId, outgoing, ...name });
    }
  }

  /** Whom somebody chose for the newest mail of the same conversation; undefined where it stands as our rules had it. */
  private chosen(piece: Piece, { regarding }: Around): RowRef | null | undefined {
    const newest = this.newestOf(piece);
    if (!newest || !regarding.has(newest.rowId)) return undefined;
    const now = regarding.get(newest.rowId)!;
    const name = now ? `${now.table}/${now.id}` : null;
    return name === newest.about || now === null ? undefined : now;
  }

  private newestOf({ threads }: Piece): KnownThread["newest"] {
    return threads.map((thread) => this.threads.get(thread)?.newest).find((each) => each) ?? null;
  }

  private byPolicy(choices: readonly RowRef[], opportunities: ReadonlyMap<string, RowRef>): RowRef | null {
    const opportunity = choices.flatMap(({ id, table }) => opportunities.get(`${table}/${id}`) ?? [])[0];
    if (opportunity) return opportunity;
    const account = choices.find(({ table }) => table === "account");
    return (mailPolicyOf(this.sync).regarding === "account" && account) || choices[0] || null;
  }

  private fail(piece: Piece, failure: Partial<Result>): void {
    this.failures.set(piece, failure);
  }

  results(): readonly Result[] {
    return this.pieces.map((piece): Result => {
      const item = unread({ externalId: piece.mail.externalId });
      const failure = this.failures.get(piece);
      // Its mailbox says so itself, and is looked through once it can be read again.
      if (failure?.issue?.code === "MAILBOX_PAUSED")
        return { ...ended(item, "skipped", failure.issue), settled: true };
      if (failure) return { ...ended(item, "failed", failure.issue), ...failure, settled: true };
      const before = this.asBefore.get(piece);
      const { outcome, rowId = null } = this.verdicts.get(piece) ?? before!;
      if (outcome === "skipped" || outcome === "failed")
        return {
          ...ended(item, "skipped"),
          settled: true,
        };
      const created = outcome === "logged" && !before;
      return { ...ended(item, created ? "created" : "unchanged"), rowId, settled: true };
    });
  }

  /** What is new to remember. What somebody else works on just now is nobody's to remember yet. */
  decisions(): readonly MailDecisionRow[] {
    return this.pieces.flatMap((piece) => {
      const verdict = this.verdicts.get(piece);
      if (verdict) return [toRemember(this.sync, piece, verdict)];
      const failure = this.failures.get(piece);
      if (!failure || failure.issue?.code === "RECORD_BUSY" || piece.record.trouble) return [];
      return [toRemember(this.sync, piece, { outcome: "failed", reason: "failed" })];
    });
  }
}

/** Whom a mail could be about, the nearest first: the person, then her account. */
function ruleFor({ about }: Extract<MailDecision, { readonly log: true }>): readonly RowRef[] {
  switch (about.kind) {
    case "person": {
      const { accountId, id, table } = about.holder;
      return [{ table, id }, ...(accountId === undefined ? [] : [{ table: "account", id: accountId }])];
    }
    case "company":
      return [{ table: "account", id: about.accountId }];
    case "several":
    case "nobody":
      return [];
  }
}

/** The user whose mailbox it is. */
function userOf(holders: HoldersOf, mailbox: string): string | null {
  const [only, ...others] = holders.get(mailbox) ?? [];
  return only?.table === "systemuser" && others.length === 0 ? only.id : null;
}
