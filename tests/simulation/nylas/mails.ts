import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { requestRun, type RequestableKind } from "../../../connector/runs/request-run";
import { threadDigest } from "../../../connector/state/mail-decisions";
import { readNylasEvents } from "../../../connector/systems/nylas/webhook";
import type { Mapping } from "../../../core/mapping/types";
import { normaliseMessageId } from "../../../core/mail/message-id";
import { envelope, type NylasEvent } from "../../../local/sandboxes/nylas/events";
import type { Attribute } from "../../../local/sandboxes/nylas/folder";
import type { Mail, Person } from "../../../local/sandboxes/nylas/mail";
import type { Mailbox } from "../../../local/sandboxes/nylas/mailbox";
import { createRandom, type Random } from "../time/random";
import { askFor } from "../world/deeds";
import { systemDelivery } from "../world/doors";
import type { World } from "../world/world";
import { FILTERED_WORD, mailMapping, STRANGERS_DOMAIN } from "./mail-mapping";
import { SimulatedNylas } from "./simulated-nylas";

/** A mail that somebody wrote. */
export interface Written {
  /** No other has the same: by it, its copies and its rows are found. */
  readonly subject: string;
  /** Null: it has none. */
  readonly messageId: string | null;
  /** The subject of the one that its conversation began with. */
  readonly root: string;
  readonly answers: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** Seconds since 1970. */
  readonly date: number;
  /** It was there before anybody listened. */
  readonly before: boolean;
}

/** Somebody wants the conversation of a mail on no timeline, by this operation. */
export interface Asked {
  readonly id: string;
  readonly subject: string;
}

/** A mail as a mailbox holds it now. */
export interface Copy {
  readonly mailbox: Mailbox;
  readonly mail: Mail;
}

const SECRET = "simulated-nylas-secret";
const DAY_S = 24 * 60 * 60;
const MAILBOXES = [
  { email: "seller@sim.example", name: "Seller", provider: "microsoft" },
  { email: "support@sim.example", name: "Support", provider: "google" },
  { email: "desk@sim.example", name: "Desk", provider: "imap" },
] as const;
const NO_REPLY = "no-reply@shop.example";
const STRANGERS = [`s0@${STRANGERS_DOMAIN}`, "s1@nowhere.example"];

/** Nylas' side: mailboxes, who writes to whom, what people do with their mails there and on timelines, and a memory of it. */
export class Mails {
  readonly random: Random;
  readonly nylas: SimulatedNylas;
  readonly connectionId: string;
  readonly mapping: Mapping;
  readonly written = new Map<string, Written>();
  /** Subjects of mails of which an event told once all mailboxes could be read. */
  readonly told = new Set<string>();
  /** Subjects of mails that were once in a folder that is neither for drafts nor for junk. */
  readonly seen = new Set<string>();
  /** Rows that another program made of a mail. */
  readonly foreign = new Set<string>();
  /** Subjects of mails whose rows people deleted. */
  readonly deleted = new Set<string>();
  /** Conversations that people wanted on no timeline, or again on one: the operations by which they asked. */
  readonly hidden = new Map<string, { readonly never: Asked[]; readonly allow: string[] }>();
  /** Mailboxes that were connected later. */
  readonly late = new Set<string>();
  /** A mailbox could not be read for a while. */
  expired = false;
  private count = 0;

  constructor(
    private readonly world: World,
    seed: number,
  ) {
    this.random = createRandom(seed + 0x77a1);
    const { random } = this;
    this.nylas = new SimulatedNylas(() => new Date(world.scheduler.now));
    this.connectionId = random.guid();
    this.mapping = mailMapping(random, { id: random.guid(), connectionId: this.connectionId });
    const { sandbox } = this;
    sandbox.switches.set({
      payload: random.pick(["full", "full", "transformed", "metadata"] as const),
      truncateAbove: random.pick([200, 1_000_000]),
      cleaned: random.chance(0.3),
    });
    sandbox.webhooks.publish = (event) => this.tell(event);
    world.store.onHappening(({ id, message, table, userId }) => {
      if (table !== "email" || message !== "Create" || userId === world.dataverse.connectorId) return;
      if (world.acting === null) this.foreign.add(id);
    });
  }

  get sandbox() {
    return this.nylas.sandbox;
  }

  /** What lies in the mailboxes now. */
  get copies(): readonly Copy[] {
    return this.sandbox
      .mailboxes()
      .flatMap((mailbox) => [...mailbox.newestFirst()].map((mail) => ({ mailbox, mail })));
  }

  /** Who is there when Nylas is connected, and what was written before. */
  settleIn(): void {
    const { random, sandbox } = this;
    const there = MAILBOXES.slice(0, random.pick([2, 2, 3]));
    for (const each of there) sandbox.connect(each, true);
    for (let n = random.below(5); n > 0; n--) this.write(true);
  }

  /** Every sign-in holds again. */
  settle(): void {
    for (const mailbox of this.sandbox.mailboxes())
      if (mailbox.grant.status === "invalid") this.setStatus(mailbox, "valid");
  }

  /** What one of the people, or whoever writes to them, does next. */
  act(): void {
    const { copies, random, sandbox, world } = this;
    const rows = world.store.rows("email");
    const valid = sandbox.mailboxes().filter(({ grant }) => grant.status === "valid");
    const invalid = sandbox.mailboxes().filter(({ grant }) => grant.status === "invalid");
    const missing = MAILBOXES.filter(
      ({ email }) => !sandbox.mailboxes().some(({ grant }) => grant.email === email),
    );
    const hidden = [...this.hidden.keys()];
    const deeds: readonly (readonly [weight: number, possible: boolean, deed: () => void])[] = [
      [10, true, () => this.write(false)],
      [4, copies.length > 0, () => this.move(random.pick(copies))],
      [1, copies.length > 0, () => this.remove(random.pick(copies))],
      [1, valid.length > 0, () => this.setStatus(random.pick(valid), "invalid")],
      [2, invalid.length > 0, () => this.setStatus(random.pick(invalid), "valid")],
      [1, missing.length > 0, () => void this.late.add(sandbox.connect(missing[0]!).grant.id)],
      [3, rows.length > 0, () => this.neverAgain(random.pick(rows).id)],
      [2, hidden.length > 0, () => this.allow(random.pick(hidden))],
      [1, rows.length > 0, () => this.deleteRow(random.pick(rows).id)],
      [2, true, () => this.look(random.pick(["scheduled", "reconcile", "onDemand"]))],
    ];
    const possible = deeds.filter(([, can]) => can);
    let at = random.below(possible.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, , deed] of possible) {
      if (at < weight) return deed();
      at -= weight;
    }
  }

  /** The subjects by which rows are found. */
  subjectOf(rowId: string): string {
    return String(this.world.store.get("email", rowId)?.values.subject ?? "");
  }

  private write(before: boolean): void {
    const { random, sandbox, world } = this;
    const persons = world.people().persons.map(({ email }) => email);
    const ours = sandbox.mailboxes().map(({ grant }) => grant.email);
    const [mailbox, other = mailbox] = random.chance(0.5) ? ours : [...ours].reverse();
    const person = () => random.pick(persons);
    const outside = () => (random.chance(0.8) ? person() : random.pick(STRANGERS));
    type Envelope = Pick<Written, "from" | "to" | "cc" | "bcc">;
    const envelopes: readonly (readonly [weight: number, envelope: () => Partial<Envelope>])[] = [
      [6, () => ({ from: outside(), to: [mailbox!] })],
      [3, () => ({ from: outside(), to: [mailbox!, other!] })],
      [2, () => ({ from: person(), to: [mailbox!], cc: [outside()] })],
      [5, () => ({ from: mailbox!, to: [outside()] })],
      [2, () => ({ from: mailbox!, to: [person()], cc: [other!] })],
      [1, () => ({ from: mailbox!, to: [person()], bcc: [outside()] })],
      [1, () => ({ from: mailbox!, to: [other!] })],
      [1, () => ({ from: NO_REPLY, to: [mailbox!] })],
      [1, () => ({ from: NO_REPLY, to: [mailbox!, person()] })],
    ];
    let at = random.below(envelopes.reduce((sum, [weight]) => sum + weight, 0));
    const [, made] = envelopes.find(([weight]) => (at -= weight) < 0)!;
    const { bcc = [], cc = [], from = "", to = [] } = made();
    const answered = random.chance(0.4)
      ? random.pick([...this.written.values()].filter(({ messageId }) => messageId !== null))
      : undefined;
    const number = ++this.count;
    const subject = `${random.chance(0.15) ? FILTERED_WORD : "mail"} m${number}.`;
    const alone = [...to, ...cc, ...bcc, from].filter((each) => ours.includes(each)).length === 1;
    const withoutId = alone && !answered && random.chance(0.15);
    const one = (email: string): Person => ({ email, name: email.split("@")[0]! });
    const now = Math.floor(world.scheduler.now / 1_000);
    const date = Math.max(answered?.date ?? 0, now - (before ? random.below(5 * DAY_S) : 0));
    const draft = !before && ours.includes(from) && random.chance(0.15);
    const messageId = withoutId ? null : `<m${number}@mail.example>`;
    const folder: Attribute | undefined = draft ? "\\Drafts" : undefined;
    // Of a draft nobody else knows yet.
    const receivers = draft ? to.filter((each) => !ours.includes(each)) : to;
    const mail: Written = {
      ...{ subject, messageId, from, bcc: draft ? [] : bcc, cc: draft ? [] : cc },
      to: receivers.length > 0 ? receivers : [person()],
      root: answered?.root ?? subject,
      answers: answered !== undefined,
      date,
      before,
    };
    this.written.set(subject, mail);
    this.note(
      `${before ? "had written" : draft ? "draft" : "write"} ${subject} ${from} to ${[...mail.to, ...mail.cc, ...mail.bcc].join(", ")}${answered ? ` answering ${answered.subject}` : ""}`,
    );
    // Another program that looks at the same mailbox may have put it on a timeline at once.
    if (!before && messageId !== null && random.chance(0.08)) this.track(mail);
    sandbox.post.send(
      {
        ...{ from: one(from), to: mail.to.map(one), cc: mail.cc.map(one), bcc: mail.bcc.map(one) },
        ...{ subject, messageId, date, body: `<p>This is ${subject}</p>` },
        ...(answered ? { answers: answered.messageId! } : {}),
        ...(folder ? { folder } : {}),
      },
      before,
    );
    this.remember();
  }

  private track({ messageId, subject }: Written): void {
    const { sellerId, store } = this.world;
    const values = { subject, messageid: messageId, statecode: 1, statuscode: 4 };
    this.note(`another program puts ${subject} on a timeline`);
    store.together(() => store.create("email", values, sellerId));
  }

  private move({ mail, mailbox }: Copy): void {
    const places: readonly Attribute[] = ["\\Inbox", "\\Archive", "\\Junk", "\\Trash", "\\Inbox"];
    const kinds = mailbox.folders.find(({ id }) => mail.folders.includes(id))?.attributes ?? [];
    const to = kinds.includes("\\Drafts") ? "\\Sent" : this.random.pick(places);
    const folder = mailbox.folderFor(to);
    if (folder === undefined || mail.folders.includes(folder)) return;
    this.note(`move ${mail.subject} of ${mailbox.grant.email} to ${to}`);
    this.sandbox.post.move(mailbox, mail, folder);
    this.remember();
  }

  private remove({ mail, mailbox }: Copy): void {
    this.note(`delete ${mail.subject} from ${mailbox.grant.email}`);
    this.sandbox.post.remove(mailbox, mail);
  }

  private setStatus(mailbox: Mailbox, status: "valid" | "invalid"): void {
    this.note(`the sign-in of ${mailbox.grant.email} is ${status}`);
    if (status === "invalid") this.expired = true;
    this.sandbox.setStatus(mailbox, status);
  }

  /** Somebody wants the conversation of a row on no timeline. */
  private neverAgain(rowId: string): void {
    const written = this.written.get(this.subjectOf(rowId));
    if (!written) return;
    this.note(`never ${written.subject}, of the conversation ${written.root}`);
    const asked = this.askedOf(written.root);
    const id = askFor(this.world, "mail", { Action: "neverThread", Table: "email", RecordId: rowId });
    if (id) asked.never.push({ id, subject: written.subject });
  }

  private allow(root: string): void {
    const { messageId } = this.written.get(root)!;
    if (messageId === null) return;
    this.note(`allow the conversation ${root}`);
    const asked = this.askedOf(root);
    const query = rootDigest(messageId);
    const id = askFor(this.world, "mail", { Action: "allowThread", Query: query });
    if (id) asked.allow.push(id);
  }

  private askedOf(root: string) {
    const asked = this.hidden.get(root) ?? { never: [], allow: [] };
    this.hidden.set(root, asked);
    return asked;
  }

  private deleteRow(id: string): void {
    const { sellerId, store } = this.world;
    this.note(`delete row ${id} of ${this.subjectOf(id)}`);
    this.deleted.add(this.subjectOf(id));
    store.together(() => store.remove("email", id, sellerId));
  }

  /** The mailboxes' turn has come, or an admin asks for all of it. */
  look(kind: RequestableKind): void {
    const { environmentId } = this.world;
    const connector = this.world.someConnector();
    connector?.begin("runs", `starting a ${kind} look at mails`, () =>
      requestRun(connector.parts, { environmentId, mappingId: this.mapping.id, kind }),
    );
  }

  /** Remembers what lies where people look. */
  private remember(): void {
    for (const { mail, mailbox } of this.copies)
      if (!kindsOf({ mail, mailbox }).some((kind) => HIDDEN.has(kind))) this.seen.add(mail.subject);
  }

  /** Something happened to a mail or a mailbox: Nylas' webhook says so, signed, perhaps compressed. */
  private tell(event: NylasEvent): void {
    const { connectionId, random, world } = this;
    const { grant_id: grant, id } = event.object as { readonly grant_id?: string; readonly id?: string };
    const found = this.copies.find(({ mail, mailbox }) => mailbox.grant.id === grant && mail.id === id);
    if (found) this.told.add(found.mail.subject);
    const json = Buffer.from(JSON.stringify(envelope(event, 1)), "utf8");
    const compressed = random.chance(0.3);
    const rawBody = compressed ? gzipSync(json) : json;
    const signature = createHmac("sha256", SECRET).update(rawBody).digest("hex");
    const what = `event of Nylas ${event.type} ${found?.mail.subject ?? ""}`.trim();
    world.send(
      systemDelivery(world, what, connectionId, () => {
        const heard = readNylasEvents({
          ...{ rawBody, secrets: [SECRET], now: new Date(world.scheduler.now) },
          headers: {
            "x-nylas-signature": signature,
            ...(compressed ? { "content-encoding": "gzip" } : {}),
          },
        });
        if (!("events" in heard)) throw new Error(`was called: in the engine, an event was refused: ${what}`);
        return heard.events;
      }),
    );
  }

  private note(line: string): void {
    this.world.note("people", line);
  }
}

const HIDDEN: ReadonlySet<Attribute> = new Set(["\\Drafts", "\\Junk", "\\Trash"]);

/** What the folders of a copy are for. */
export function kindsOf({ mail, mailbox }: Copy): readonly Attribute[] {
  return mailbox.folders
    .filter(({ id }) => mail.folders.includes(id))
    .flatMap(({ attributes }) => attributes);
}

/** What a conversation is known by in all mailboxes. */
export function rootDigest(messageId: string): string {
  return threadDigest(`root:${normaliseMessageId(messageId)}`);
}
