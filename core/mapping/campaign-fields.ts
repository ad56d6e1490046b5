import type { SystemFieldInfo, SystemFields } from "./system-fields";

/**
 * What a campaign knows about a contact, under canonical names.
 * Adapters fill in those their system has; lists come comma-separated, because Dataverse columns hold one value.
 */
const FIELDS: readonly SystemFieldInfo[] = [
  // Sequence
  { name: "campaignSequenceDetails", type: "longText", readOnly: true },
  { name: "campaignEngagementStatus", type: "choice", readOnly: true },
  { name: "sequenceStatus", type: "choice", readOnly: true },
  { name: "campaignReplyAnalysis", type: "longText", readOnly: true },
  // Email
  { name: "campaignOpens", type: "number", readOnly: true },
  { name: "campaignClicks", type: "number", readOnly: true },
  { name: "campaignOpenAnalysis", type: "longText", readOnly: true },
  { name: "campaignClickAnalysis", type: "longText", readOnly: true },
  // General
  { name: "campaigns", type: "list", readOnly: true },
  { name: "senders", type: "list", readOnly: true },
  { name: "activities", type: "longText", readOnly: true },
  // Conversation tags
  { name: "conversationTags", type: "list", readOnly: true },
  { name: "conversationTagCategories", type: "list", readOnly: true },
];

export const CAMPAIGN_FIELDS: SystemFields = Object.fromEntries(FIELDS.map((field) => [field.name, field]));
