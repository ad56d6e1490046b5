import { activityIdFor, mailIdFor } from "../../core/ids/record-ids";
import { stringLiteral } from "../../core/odata/literal";
import { normaliseMessageId } from "../../core/mail/message-id";
import { safeHtml } from "../../core/values/safe-html";
import { appendActivities } from "../pipeline/append/append-activities";
import type { Party } from "../pipeline/append/new-activity";
import { peopleByAddress } from "../pipeline/match/people-by-address";
import { inFilter, queryPath } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import type { NewActivity } from "../systems/contract/engine";
import { EMAIL, socialMessageBy, type ActivityTable } from "../tables/activities";
import type { AtWork, Call } from "./call";
import { authorOf, noteLogged, refuse, subjectOf, type Author, type Subject } from "./timeline";

/**
 * Logs what was written, as the user in whose name it was: a completed row that nobody of ours changes again. The same key is the same row; a mail
 * with a Message-ID is one row, whoever logs it, and one that Dynamics has from elsewhere is taken for it. Gives the row's id.
 */
export async function logActivity(call: Call, at: AtWork, activity: NewActivity): Promise<string> {
  const subject = await subjectOf(at, activity.about);
  const { sync } = subject;
  const { key, kind } = activity;
  // However it is written, with capitals or without brackets, it is the id of one mail.
  const messageId = normaliseMessageId(activity.messageId) ?? activity.messageId;
  const table = kind === "email" ? EMAIL : socialMessageBy(kind);
  const id = messageId === null ? activityIdFor(call.connectionId, key) : mailIdFor(messageId);
  await at.hold(table.logicalName, [id]);
  // Our own row says itself that it is there, to whoever would create it; what another program made of a mail has an id of its own.
  const known = messageId === null ? null : await rowOf(at, table, id, messageId);
  if (known !== null) return known;
  const author = authorOf(sync, activity.ownerId);
  const { refused, there } = await appendActivities(sync, [
    {
      ...{ id, table, incoming: activity.incoming },
      values: {
        subject: activity.subject,
        description: activity.body && (kind === "email" ? safeHtml(activity.body) : activity.body),
        ...(messageId === null ? {} : { messageid: messageId }),
      },
      regarding: { table: subject.table, id: subject.rowId },
      parties: await partiesOf(subject, author, activity),
      happenedOn: activity.happenedOn ?? call.parts.clock.now().toISOString(),
      ...author,
    },
  ]);
  if (there.has(id)) return id;
  const failure = refused.get(id);
  if (failure) {
    // Rights are looked at before ids: what was logged while she still might is no less logged.
    if (messageId === null && (await rowOf(at, table, id)) !== null) return id;
    return refuse(call, at, subject, failure, { kind: "activity", told: activity });
  }
  await noteLogged(call, at, activity.about, author);
  return id;
}

/** The row that is there already, from us or, of a mail with a Message-ID, from elsewhere. */
async function rowOf(
  { counter, runtime, signal }: AtWork,
  table: ActivityTable,
  id: string,
  messageId: string | null = null,
): Promise<string | null> {
  const { entitySet, primaryId } = await runtime.table(table.logicalName, { counter });
  const filters = [
    inFilter(primaryId, [id]),
    ...(messageId === null ? [] : [`messageid eq ${stringLiteral(messageId)}`]),
  ];
  const paths = filters.map((filter) => queryPath(entitySet, [primaryId], filter));
  for (const answer of await runtime.client.batch(paths, { counter, signal, priority: "interactive" })) {
    if ("error" in answer) throw answer.error;
    const [row] = (answer.body.value ?? []) as readonly Json[];
    if (row) return String(row[primaryId]).toLowerCase();
  }
  return null;
}

/** Whom it is about on one side; on the other the user it was written by or to, or whatever is known of her. */
async function partiesOf(
  { rowId, sync, table }: Subject,
  { userId }: Author,
  { incoming, ownerId }: NewActivity,
): Promise<readonly Party[]> {
  const them: Party = { role: incoming ? "from" : "to", row: { table, id: rowId } };
  const role = incoming ? "to" : "from";
  if (userId !== null) return [them, { role, row: { table: "systemuser", id: userId } }];
  const address = ownerId?.includes("@") ? ownerId.trim() : null;
  if (address === null) return [them];
  const row = (await peopleByAddress(sync, [address])).get(address.toLowerCase());
  return [them, row ? { role, row } : { role, address }];
}
