import { randomUUID } from "node:crypto";
import type { Grant, Provider } from "./grant";
import type { Mail } from "./mail";
import { shownMessage, type Shown } from "./shown-message";
import type { Switches } from "./switches";

/** What a webhook can be told of. The sandbox tells of mails and grants; the others can be asked for, and never come. */
export const TRIGGERS = [
  ...["message.created", "message.updated", "message.deleted", "message.created.cleaned"],
  ...["message.send_success", "message.send_failed", "message.bounce_detected"],
  ...["message.opened", "message.link_clicked", "thread.replied"],
  ...["folder.created", "folder.updated", "folder.deleted"],
  ...["grant.created", "grant.updated", "grant.deleted", "grant.expired", "grant.imap_sync_completed"],
  ...["contact.updated", "contact.deleted"],
  ...["calendar.created", "calendar.updated", "calendar.deleted"],
  ...["event.created", "event.updated", "event.deleted"],
] as const;

/** Something that happened, as webhooks are told of it: CloudEvents 1.0. */
export interface NylasEvent {
  /** The trigger that a webhook asks for. */
  readonly trigger: string;
  /** The trigger with what was done to the object: `.cleaned`, `.transformed`, `.metadata`, `.truncated`. */
  readonly type: string;
  readonly id: string;
  readonly source: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly object: Shown;
}

type Happening = Omit<NylasEvent, "id" | "type"> & { readonly type?: string };

const event = (happening: Happening): NylasEvent => ({
  id: randomUUID(),
  ...happening,
  type: happening.type ?? happening.trigger,
});

/** How a provider's mails are found: as they come, or all at once after a mailbox was connected. */
export type Arrival = "realtime" | "historic";

export interface MailHappened {
  readonly what: "created" | "updated" | "deleted";
  readonly grant: Grant;
  readonly mail: Mail;
  readonly arrival?: Arrival;
}

/** The events of one thing that happened to a mail. @param time seconds since 1970 */
export function mailEvents(
  { arrival = "realtime", grant, mail, what }: MailHappened,
  { cleaned, payload, truncateAbove }: Switches,
  time: number,
): readonly NylasEvent[] {
  const trigger = `message.${what}`;
  const source = `/${grant.provider}/emails/${arrival}`;
  const shown = shownMessage(mail, grant.id);
  if (what === "deleted") {
    const { id, grant_id, object } = shown;
    return [event({ trigger, source, time, object: { object, id, grant_id } })];
  }
  const suffix = payload === "full" ? "" : `.${payload}`;
  const told = payload === "full" ? shown : without(shown, LEFT_OUT[payload]);
  const events = [fitting(`${trigger}${suffix}`, told)];
  // The text as Markdown comes beside the mail itself.
  if (cleaned && what === "created")
    events.push(
      fitting(`${trigger}.cleaned${suffix}`, {
        ...told,
        body: `${mail.subject}\n`,
        cleaning_status: "success",
      }),
    );
  return events;

  function fitting(type: string, object: Shown): NylasEvent {
    const fits = Buffer.byteLength(JSON.stringify(object)) <= truncateAbove;
    return event({
      trigger,
      source,
      time,
      type: fits ? type : `${type}.truncated`,
      object: fits ? object : without(object, ["body"]),
    });
  }
}

const LEFT_OUT = {
  transformed: ["body", "snippet", "attachments"],
  metadata: ["body", "snippet", "attachments", "subject"],
} as const;

/** What happened to a grant. */
export function grantEvent(
  what: "created" | "updated" | "expired" | "deleted",
  { id, email, provider, updatedAt }: Grant,
  time: number,
): NylasEvent {
  return event({
    trigger: `grant.${what}`,
    source: "/nylas/system",
    time,
    object: {
      grant_id: id,
      integration_id: INTEGRATION[provider],
      provider,
      email,
      grant_updated_at: updatedAt,
      // Why it expired, by Nylas' list of error codes.
      ...(what === "expired" ? { code: 25009 } : {}),
    },
  });
}

const INTEGRATION: Readonly<Record<Provider, string>> = {
  google: "11111111-0000-4000-8000-000000000001",
  microsoft: "11111111-0000-4000-8000-000000000002",
  imap: "11111111-0000-4000-8000-000000000003",
  ews: "11111111-0000-4000-8000-000000000004",
  icloud: "11111111-0000-4000-8000-000000000005",
  yahoo: "11111111-0000-4000-8000-000000000006",
};

/** What is sent of an event, for the first time or again. */
export function envelope({ id, object, source, time, type }: NylasEvent, attempt: number): Shown {
  return {
    specversion: "1.0",
    type,
    source,
    id,
    time,
    webhook_delivery_attempt: attempt,
    data: { application_id: "app-sandbox", object },
  };
}

function without(shown: Shown, names: readonly string[]): Shown {
  return Object.fromEntries(Object.entries(shown ?? {}).filter(([name]) => !names.includes(name)));
}
