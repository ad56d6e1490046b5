import { mapToDataverse } from "../../../core/map/to-dataverse";
import { hasValue } from "../../../core/map/types";
import type { MailParty } from "../../../core/mail/decide";
import type { Value, Values } from "../../../core/records";
import { writes } from "../../../core/plan/direction";
import { safeHtml } from "../../../core/values/safe-html";
import { EMAIL } from "../../tables/activities";
import type { NewActivity } from "../append/new-activity";
import type { RowRef } from "../match/people-by-address";
import type { Sync } from "../sync";
import type { Piece } from "./piece";

/** Columns that follow from who wrote to whom, or from the row itself: no line writes them. */
const DECIDED: ReadonlySet<string> = new Set([
  "directioncode",
  "statecode",
  "statuscode",
  "regardingobjectid",
  "ownerid",
  "messageid",
  "actualend",
]);
const BODY = "body";
const OUTGOING = "outgoing";

export interface Decided {
  readonly outgoing: boolean;
  readonly parties: readonly MailParty[];
  readonly regarding: RowRef | null;
  /** The user whose mailbox it was found in; null where none is known. */
  readonly ownerId: string | null;
}

/** The row of a mail: what the mapping's lines say, and what follows from who wrote to whom. What it says is made safe to show. */
export function composeMail(sync: Sync, { mail, mailId, record }: Piece, decided: Decided): NewActivity {
  const { ownerId, outgoing, parties, regarding } = decided;
  const byOwner = ownerId !== null && sync.mapping.policies.createAs === "owner";
  return {
    id: mailId,
    table: EMAIL,
    incoming: !outgoing,
    values: {
      ...valuesOf(sync, {
        ...record.values,
        [OUTGOING]: outgoing,
        [BODY]: mail.body === "" ? null : safeHtml(mail.body),
      }),
      ...(mail.messageId === null ? {} : { messageid: mail.messageId }),
    },
    regarding,
    parties,
    happenedOn: mail.sentOn ?? sync.clock.now().toISOString(),
    creator: byOwner ? { userId: ownerId, person: mail.mailbox } : null,
    ownerId: ownerId ?? sync.owners.ownerFor(null)?.userId ?? null,
  };
}

/** A text that is longer than its column is cut there: a mail is logged all the same. */
function valuesOf(sync: Sync, values: Values): Values {
  const { columns, mapping, owners, red } = sync;
  const written: Record<string, Value> = {};
  for (const line of mapping.lines) {
    if (red.has(line.id) || DECIDED.has(line.column.split(".")[0]!) || !writes(line.direction, "toDataverse"))
      continue;
    const value = line.kind === "fixed" ? (line.value ?? null) : (values[line.systemField ?? ""] ?? null);
    if (value === null || (line.kind !== "fixed" && line.kind !== "field")) continue;
    const mapped = mapToDataverse(line, value, { columns, creating: true, owners });
    if (hasValue(mapped)) {
      if (mapped.value !== null) written[line.column] = mapped.value;
    } else if (mapped.leftOut === "tooLong") written[line.column] = value;
  }
  return written;
}
