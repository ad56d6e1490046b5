import * as schema from "../../../core/generated/schema";
import { OperationStatus } from "../../../core/generated/schema";
import { nameOfMessage } from "../../../connector/systems/nylas/message-id";
import { threadDigest } from "../../../connector/state/mail-decisions";
import type { Json } from "../../../connector/dataverse/json";
import type { StoredRow } from "../dataverse/store";
import type { End } from "../world/invariants";
import { FILTERED_WORD } from "./mail-mapping";
import { kindsOf, rootDigest, type Asked, type Copy, type Mails, type Written } from "./mails";

interface Decision {
  readonly externalId: string;
  readonly rowId: string | null;
  readonly outcome: string;
  readonly reason: string | null;
}

/** What is remembered of mails: what became of each, and which conversations are private. */
interface Remembered {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly hidden: ReadonlySet<string>;
}

async function remembered({ world }: End): Promise<Remembered> {
  const decisions = await world.sql.query<Decision>(
    `select external_id as "externalId", row_id as "rowId", outcome, reason from wave_sync.mail_decision`,
  );
  const hidden = await world.sql.query<{ thread: string }>("select thread from wave_sync.private_thread");
  return {
    decisions: new Map(decisions.map((each) => [each.externalId, each])),
    hidden: new Set(hidden.map(({ thread }) => thread)),
  };
}

/** What is wrong with mails and their rows at the end, in words; empty when every promise was kept. */
export async function checkMails(end: End, mails: Mails): Promise<readonly string[]> {
  const known = await remembered(end);
  return [
    ...[...mails.written.values()].flatMap((written) => [
      ...onceOnTimelines(end, mails, known, written),
      ...rowsOf(end, written).flatMap((row) => toldTruly(end, mails, written, row)),
    ]),
    ...mails.copies.flatMap((copy) => decidedWell(end, mails, known, copy)),
    ...privacyAsAsked(end, mails, known),
  ];
}

/**
 * The same while some of it may still be decided anew by somebody's word: everything that events have told of, or that a look must have
 * found, has been decided about.
 */
export async function checkMailsSoFar(
  end: End,
  mails: Mails,
  by: "told" | "looked at",
): Promise<readonly string[]> {
  // A mailbox that could not be read is looked at again by a look.
  if (by === "told" && mails.expired) return [];
  const known = await remembered(end);
  return (
    mails.copies
      .filter(({ mail: { subject } }) => !mails.written.get(subject)!.before)
      .filter(({ mail: { subject } }) => by === "looked at" || mails.told.has(subject))
      // Of a mailbox that is new, a look finds them.
      .filter(({ mailbox }) => by === "looked at" || !mails.late.has(mailbox.grant.id))
      .filter(({ mail: { subject } }) => !mails.hidden.has(mails.written.get(subject)!.root))
      .flatMap((copy) => decidedWell(end, mails, known, copy, true))
  );
}

/** One row of ours at most, none of what may be on no timeline. */
function onceOnTimelines(end: End, mails: Mails, known: Remembered, written: Written): readonly string[] {
  const { subject } = written;
  const rows = rowsOf(end, written);
  const ours = rows.filter(({ id }) => !mails.foreign.has(id));
  if (rows.length > 1)
    return [`Doubled: ${subject} is ${rows.length} rows: ${rows.map(({ id }) => id).join(", ")}.`];
  if (ours.length > 0 && isPrivate(mails, known, written))
    return [`Untrue: ${subject} is private, and row ${ours[0]!.id} is on a timeline.`];
  const why = neverToBeLogged(end, mails, written);
  return ours.length > 0 && why
    ? [`Untrue: ${subject} is on a timeline (${ours[0]!.id}), although it is filtered: ${why}.`]
    : [];
}

/** A copy in a mailbox is on a timeline, or it says why not. */
function decidedWell(
  end: End,
  mails: Mails,
  known: Remembered,
  copy: Copy,
  soFar = false,
): readonly string[] {
  const { grant } = copy.mailbox;
  const written = mails.written.get(copy.mail.subject)!;
  const name = `${written.subject} of ${grant.email}`;
  const decision = known.decisions.get(nameOfMessage({ grant: grant.id, message: copy.mail.id }));
  // Nobody asks for what is older than a mapping wants.
  if (!decision && constantReasons(mails, written, copy.mail.date).includes("beforeDate")) return [];
  if (!decision) return [`Missing: nothing was decided about ${name}.`];
  const { outcome, reason, rowId } = decision;
  if (rowId !== null) {
    const isThere = end.world.store.get("email", rowId) !== undefined;
    return isThere || mails.deleted.has(written.subject)
      ? []
      : [`Missing: ${name} is told as ${outcome}, and its row ${rowId} is not there.`];
  }
  const reasons = reasonsFor(end, mails, known, copy);
  // Who is known has changed since, for all we know.
  if (soFar) reasons.add("unknownPeople");
  if (reason !== null && reasons.has(reason)) return [];
  return [
    `Missing: ${name} is told as ${outcome} (${reason}), and ${[...reasons].join(", ") || "nothing"} keeps it from timelines.`,
  ];
}

/** All that keeps a copy from timelines as things stand now, in words of its own. */
function reasonsFor(end: End, mails: Mails, known: Remembered, copy: Copy): Set<string> {
  const { mail, mailbox } = copy;
  const written = mails.written.get(mail.subject)!;
  const policy = mails.mapping.policies.mail!;
  const kinds = kindsOf(copy);
  const reasons = new Set(constantReasons(mails, written, mail.date));
  if (kinds.includes("\\Drafts")) reasons.add("draft");
  if (kinds.includes("\\Junk") || kinds.includes("\\Trash")) reasons.add("junk");
  for (const { by, is } of policy.filters) {
    const names = mailbox.folders.filter(({ id }) => mail.folders.includes(id)).map((each) => each.name);
    if (by === "folder" && names.includes(is)) reasons.add("folderFiltered");
    if (by === "mailbox" && mailbox.grant.email === is) reasons.add("mailboxFiltered");
  }
  const outside = peopleOf(written).filter((each) => !isOurs(each));
  if (policy.unknown === "skip" && outside.length > 0 && !outside.some((each) => isKnown(end, each)))
    reasons.add("unknownPeople");
  if (isPrivate(mails, known, written)) reasons.add("privateThread");
  return reasons;
}

/** What keeps a mail from timelines whatever happens. */
function constantReasons(mails: Mails, written: Written, dateSeconds: number): readonly string[] {
  const policy = mails.mapping.policies.mail!;
  const everybody = peopleOf(written);
  const reasons: string[] = [];
  if (policy.since !== undefined && dateSeconds * 1_000 < Date.parse(policy.since))
    reasons.push("beforeDate");
  for (const { by, is } of policy.filters) {
    if (by === "subject" && written.subject.includes(FILTERED_WORD)) reasons.push("subjectFiltered");
    if (by === "address" && everybody.includes(is)) reasons.push("addressFiltered");
    if (by === "domain" && everybody.some((each) => each.endsWith(`@${is}`))) reasons.push("domainFiltered");
  }
  if (policy.internal === "skip" && everybody.every(isOurs)) reasons.push("internal");
  if (policy.noReply === "skip" && written.from.startsWith("no-reply@")) reasons.push("noReply");
  if (policy.firstOnly && written.answers) reasons.push("notFirst");
  return reasons;
}

/** Why a mail never was to be logged; null where it may have been, at some time. */
function neverToBeLogged(end: End, mails: Mails, written: Written): string | null {
  const policy = mails.mapping.policies.mail!;
  const dates = mails.copies
    .filter(({ mail }) => mail.subject === written.subject)
    .map(({ mail }) => mail.date);
  const [constant] = constantReasons(mails, written, dates[0] ?? Infinity);
  if (constant) return constant;
  if (!mails.seen.has(written.subject)) return "it never was anywhere but among drafts and junk";
  const outside = peopleOf(written).filter((each) => !isOurs(each));
  const everKnown = new Set(end.ledger.born.values());
  if (policy.unknown === "skip" && outside.length > 0 && !outside.some((each) => everKnown.has(each)))
    return "nobody in it was ever known";
  return null;
}

function isPrivate(mails: Mails, { hidden }: Remembered, written: Written): boolean {
  const root = mails.written.get(written.root)!;
  if (root.messageId !== null) return hidden.has(rootDigest(root.messageId));
  return mails.copies.some(
    ({ mail, mailbox }) =>
      mail.subject === written.subject &&
      hidden.has(threadDigest(`thread:${mailbox.grant.id}/${mail.threadId}`)),
  );
}

/** A conversation is private because somebody said so, and for as long as nobody says otherwise. */
function privacyAsAsked({ world }: End, mails: Mails, known: Remembered): readonly string[] {
  const succeeded = (id: string) =>
    world.store.get("wave_operation", id)?.values[schema.operation.columns.operationstatus] ===
    OperationStatus.Succeeded;
  // Which conversation a row is of that another program made, its mail says, where a mailbox has it.
  const isToBeKnown = ({ id, subject }: Asked) =>
    succeeded(id) && mails.copies.some(({ mail }) => mail.subject === subject);
  return [...mails.written.values()].flatMap(({ messageId, root, subject }) => {
    if (root !== subject || messageId === null) return [];
    const asked = mails.hidden.get(root);
    const is = known.hidden.has(rootDigest(messageId));
    if (is && !asked?.never.length) return [`Untrue: ${root} is private, and nobody has said so.`];
    if (!is && asked?.never.some(isToBeKnown) && asked.allow.length === 0)
      return [`Untrue: somebody has made ${root} private, and it is not.`];
    return [];
  });
}

/** Its row says who wrote it to whom, what it is about, and that it is over. */
function toldTruly(end: End, mails: Mails, written: Written, row: StoredRow): readonly string[] {
  if (mails.foreign.has(row.id)) return [];
  const { directioncode, regardingobjectid: about, statecode } = row.values;
  const wrong = (what: string) => [`Untrue: row ${row.id} of ${written.subject} ${what}.`];
  if (statecode !== 1) return wrong("is not over");
  const outgoing = mails.sandbox.mailboxes().some(({ grant }) => grant.email === written.from);
  if (directioncode !== outgoing) return wrong(`says it was ${directioncode ? "sent" : "received"}`);
  const parties = end.world.dataverse.parties!.get(row.id) ?? [];
  for (const [mask, people] of [
    [1, [written.from]],
    [2, written.to],
    [3, written.cc],
  ] as const) {
    const found = parties.filter((party) => party.participationtypemask === mask);
    const missing = people.filter((each) => !found.some((party) => isParty(end, party, each)));
    const tooMany = found.filter((party) => !people.some((each) => isParty(end, party, each)));
    if (missing.length > 0) return wrong(`does not say that ${missing.join(", ")} took part (${mask})`);
    if (tooMany.length > 0) return wrong(`says too much: ${JSON.stringify(tooMany)} (${mask})`);
  }
  const conversation = [...mails.written.values()]
    .filter(({ root }) => root === written.root)
    .flatMap(peopleOf);
  const isMeant = typeof about !== "string" || isPerson(end, about, conversation);
  return isMeant ? [] : wrong(`is about ${about}, who took no part`);
}

function isParty(end: End, party: Json, address: string): boolean {
  if ("addressused" in party) return party.addressused === address;
  const [reference] = Object.entries(party).flatMap(([name, value]) =>
    name.endsWith("@odata.bind") ? [String(value)] : [],
  );
  const id = /\(([0-9a-f-]{36})\)/i.exec(reference ?? "")?.[1]?.toLowerCase() ?? "";
  const user = end.world.store.get("systemuser", id);
  return user ? user.values.internalemailaddress === address : isPerson(end, id, [address]);
}

function isPerson({ ledger, people }: End, id: string, addresses: readonly string[]): boolean {
  // Two persons made one are either of them.
  if ([...people.merged.keys(), ...people.merged.values()].includes(id)) return true;
  return [ledger.born.get(id), ledger.owners.get(id)].some((each) => each && addresses.includes(each));
}

function isKnown({ world }: End, address: string): boolean {
  return world.store
    .rows("contact")
    .some(({ values }) => values.statecode === 0 && values.emailaddress1 === address);
}

const isOurs = (address: string): boolean => address.endsWith("@sim.example");

const peopleOf = ({ bcc, cc, from, to }: Written): readonly string[] => [from, ...to, ...cc, ...bcc];

const rowsOf = ({ world }: End, { subject }: Written): readonly StoredRow[] =>
  world.store.rows("email").filter(({ values }) => values.subject === subject);
