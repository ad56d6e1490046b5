import type { SystemFields } from "../../../core/mapping/system-fields";
import { CAMPAIGN_FIELDS } from "../../../core/mapping/campaign-fields";
import type { Values } from "../../../core/records";
import type { MessageJson, ThreadJson } from "./schema";

/**
 * What campaigns know of a contact, as far as Enginy's documented interface tells it: from the messages of its conversations, and their tags.
 * Its steps, its state and the categories of tags are told nowhere, so that a line for these is refused with the reason.
 */
export const TOLD_OF_CAMPAIGNS: SystemFields = Object.fromEntries(
  (
    [
      "campaignReplyAnalysis",
      "campaignOpens",
      "campaignClicks",
      "campaignOpenAnalysis",
      "campaignClickAnalysis",
      "senders",
      "activities",
      "conversationTags",
    ] as const
  ).map((name) => [name, CAMPAIGN_FIELDS[name]!]),
);

/** Whether any of these is asked for by name. */
export const wantsCampaigns = (wants: ReadonlySet<string> = new Set()): boolean =>
  Object.keys(TOLD_OF_CAMPAIGNS).some((name) => wants.has(name));

/**
 * The values of one contact.
 * @param messages in any order
 * @param nameOf of an identity
 */
export function campaignValues(
  messages: readonly MessageJson[],
  thread: ThreadJson | undefined,
  nameOf: (identityId: string) => string,
): Values {
  const inOrder = [...messages].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  const sent = inOrder.filter((message) => !message.isContactSender);
  const automated = sent.filter((message) => message.isAutosent);
  const emails = sent.filter(({ type }) => type === "EMAIL");
  const automatedEmails = automated.filter(({ type }) => type === "EMAIL");
  const identities = [
    ...(thread?.senderIdentityIds ?? []),
    ...sent.flatMap((each) => each.senderIdentityId ?? []),
  ];
  return {
    campaignReplyAnalysis: perMessage(automated, (message) => isAnswered(message, inOrder)),
    campaignOpens: messages.length > 0 ? sum(emails.map(({ viewCount }) => viewCount)) : null,
    campaignClicks: messages.length > 0 ? sum(emails.map(({ clickCount }) => clickCount)) : null,
    campaignOpenAnalysis: perMessage(automatedEmails, ({ viewCount }) => viewCount > 0),
    campaignClickAnalysis: perMessage(automatedEmails, ({ clickCount }) => clickCount > 0),
    senders: [...new Set(identities)].map(nameOf).join(", ") || null,
    activities: inOrder.map(inWords).join("\n") || null,
    conversationTags: thread?.tags.map(({ name }) => name).join(", ") || null,
  };
}

/** The contact wrote after it, and before the next one that went out by itself. */
function isAnswered(message: MessageJson, inOrder: readonly MessageJson[]): boolean {
  for (const each of inOrder.slice(inOrder.indexOf(message) + 1)) {
    if (each.isContactSender) return true;
    if (each.isAutosent) return false;
  }
  return false;
}

/** "1: yes; 2: no", in the order of sending. */
const perMessage = (messages: readonly MessageJson[], is: (message: MessageJson) => boolean): string | null =>
  messages.map((message, at) => `${at + 1}: ${is(message) ? "yes" : "no"}`).join("; ") || null;

const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);

/** "2026-09-20 EMAIL out: Hello". */
function inWords({ createdAt, isContactSender, subject, type }: MessageJson): string {
  const what = `${createdAt.slice(0, 10)} ${type} ${isContactSender ? "in" : "out"}`;
  return subject ? `${what}: ${subject}` : what;
}
