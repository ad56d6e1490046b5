import {
  choice,
  dateTime,
  email as emailColumn,
  entityName,
  lookup,
  memo,
  readOnly,
  stateAndStatus,
  text,
  whole,
  yesNo,
} from "../build";
import { label, PARENTAL } from "../defaults";
import type { ColumnInput, RelationshipInput, TableInput } from "../types";

/** Activities: email, its parties, and the pointer that stands for every kind. Reference pages of the same names. */

/** What a row of `regardingobjectid` may be about, and who may take part. Tables with activities add themselves. */
export const REGARDING = ["account", "contact", "lead", "opportunity"] as const;
const PARTIES = ["account", "contact", "lead", "systemuser", "queue"] as const;
/** What stands in rows of parties: whom an activity is about is one of them. */
const PARTY_ROWS = [...PARTIES, "opportunity"] as const;

/** Columns that every activity has. */
export const activityColumns = (subjectLength: number): readonly ColumnInput[] => [
  text("Subject", "Subject", subjectLength),
  entityName("ActivityTypeCode", "Activity Type", { validForCreate: false, validForUpdate: false }),
  dateTime("ActualStart", "Actual Start", { format: "DateOnly" }),
  dateTime("ActualEnd", "Actual End", { format: "DateOnly" }),
  dateTime("ScheduledStart", "Start Date"),
  dateTime("ScheduledEnd", "Due Date"),
  dateTime("SortDate", "Sort Date"),
  whole("ActualDurationMinutes", "Duration", { min: 0 }),
  whole("ScheduledDurationMinutes", "Scheduled Duration", {
    min: 0,
    validForCreate: false,
    validForUpdate: false,
  }),
  choice("PriorityCode", "Priority", { 0: "Low", 1: "Normal", 2: "High" }, { defaultValue: 1 }),
  yesNo("IsBilled", "Is Billed"),
  yesNo("IsRegularActivity", "Is Regular Activity", true, ["No", "Yes"], {
    validForCreate: false,
    validForUpdate: false,
  }),
  yesNo("IsWorkflowCreated", "Is Workflow Created"),
  lookup("RegardingObjectId", "Regarding", REGARDING),
];

/** Columns that list the parties of one kind. */
export const partyLists = (names: readonly string[]): readonly ColumnInput[] =>
  names.map((name) => ({
    logicalName: name.toLowerCase(),
    schemaName: name,
    displayName: label(name),
    type: "PartyList",
    targets: PARTIES,
  }));

export const activitypointer: TableInput = {
  logicalName: "activitypointer",
  schemaName: "ActivityPointer",
  entitySet: "activitypointers",
  objectTypeCode: 4200,
  displayName: label("Activity"),
  displayCollectionName: label("Activities"),
  primaryId: "activityid",
  primaryName: "subject",
  ownership: "UserOwned",
  isActivity: true,
  columns: [
    ...activityColumns(400),
    memo("Description", "Description", 2000),
    ...stateAndStatus(
      { 0: ["Open", 1], 1: ["Completed", 2], 2: ["Canceled", 3], 3: ["Scheduled", 4] },
      { 1: ["Open", 0], 2: ["Completed", 1], 3: ["Canceled", 2], 4: ["Scheduled", 3] },
    ),
  ],
};

/** reference/entities/task */
export const task: TableInput = {
  logicalName: "task",
  schemaName: "Task",
  entitySet: "tasks",
  objectTypeCode: 4212,
  displayName: label("Task"),
  displayCollectionName: label("Tasks"),
  primaryId: "activityid",
  primaryName: "subject",
  ownership: "UserOwned",
  isActivity: true,
  changeTracking: true,
  columns: [
    ...activityColumns(200),
    memo("Description", "Description", 2000),
    text("Category", "Category", 250),
    text("Subcategory", "Sub-Category", 250),
    whole("PercentComplete", "Percent Complete", { min: 0, max: 100 }),
    ...stateAndStatus(
      { 0: ["Open", 2], 1: ["Completed", 5], 2: ["Canceled", 6] },
      {
        2: ["Not Started", 0],
        3: ["In Progress", 0],
        4: ["Waiting on someone else", 0],
        5: ["Completed", 1],
        6: ["Canceled", 2],
        7: ["Deferred", 0],
      },
    ),
  ],
};

/** Lengths: current early-bound classes; the 2018 reference had 200 for subject. Description is kept apart: no filter. */
export const email: TableInput = {
  logicalName: "email",
  schemaName: "Email",
  entitySet: "emails",
  objectTypeCode: 4202,
  displayName: label("Email"),
  displayCollectionName: label("Email Messages"),
  primaryId: "activityid",
  primaryName: "subject",
  ownership: "UserOwned",
  isActivity: true,
  changeTracking: true,
  columns: [
    ...activityColumns(800),
    memo("Description", "Description", 1_073_741_823, { format: "Email", filterable: false }),
    readOnly(memo("SafeDescription", "Safe Description", 1_073_741_823)),
    text("MessageId", "Message ID", 320),
    readOnly(text("InReplyTo", "In Reply To Message", 320)),
    text("ToRecipients", "To Recipients", 500),
    text("Sender", "From", 250),
    text("SubmittedBy", "Submitted By", 250),
    text("TrackingToken", "Tracking Token", 50),
    text("MimeType", "Mime Type", 256),
    text("Category", "Category", 250),
    text("Subcategory", "Sub-Category", 250),
    readOnly(text("ConversationIndex", "Conversation Index", 2048)),
    memo("InternetMessageHeaders", "Internet Message Headers", 1_073_741_823),
    yesNo("DirectionCode", "Direction", true, ["Incoming", "Outgoing"]),
    yesNo("ReadReceiptRequested", "Read Receipt Requested"),
    yesNo("DeliveryReceiptRequested", "Delivery Receipt Requested"),
    yesNo("FollowEmailUserPreference", "Following"),
    readOnly(whole("AttachmentCount", "Attachment Count", { min: 0 })),
    readOnly(dateTime("SentOn", "Date Sent")),
    dateTime("PostponeEmailProcessingUntil", "Delay email processing until", {
      validForCreate: false,
      validForUpdate: false,
    }),
    readOnly(lookup("EmailSender", "Sender", ["account", "contact", "queue", "systemuser"])),
    readOnly(lookup("ParentActivityId", "Parent Activity Id", ["email"])),
    ...partyLists(["From", "To", "Cc", "Bcc"]),
    ...stateAndStatus(
      { 0: ["Open", 1], 1: ["Completed", 2], 2: ["Canceled", 5] },
      {
        1: ["Draft", 0],
        2: ["Completed", 1],
        3: ["Sent", 1],
        4: ["Received", 1],
        5: ["Canceled", 2],
        6: ["Pending Send", 1],
        7: ["Sending", 1],
        8: ["Failed", 0],
      },
    ),
  ],
};

export const activityparty: TableInput = {
  logicalName: "activityparty",
  schemaName: "ActivityParty",
  entitySet: "activityparties",
  objectTypeCode: 135,
  displayName: label("Activity Party"),
  primaryName: "partyidname",
  ownership: "None",
  columns: [
    lookup("ActivityId", "Activity", ["activitypointer"], { validForUpdate: false }),
    lookup("PartyId", "Party", PARTY_ROWS),
    choice("ParticipationTypeMask", "Participation Type", {
      1: "Sender",
      2: "To Recipient",
      3: "CC Recipient",
      4: "BCC Recipient",
      5: "Required attendee",
      6: "Optional attendee",
      7: "Organizer",
      8: "Regarding",
      9: "Owner",
      10: "Resource",
      11: "Customer",
      12: "Chat Participant",
      13: "Related",
    }),
    emailColumn("AddressUsed", "Address", 200),
    text("PartyIdName", "Party Name", 400, {
      attributeOf: "partyid",
      validForCreate: false,
      validForUpdate: false,
    }),
    yesNo("IsPartyDeleted", "Is Party Deleted", false, ["No", "Yes"], {
      validForCreate: false,
      validForUpdate: false,
    }),
    yesNo("DoNotEMail", "Do not allow Emails", false, ["Allow", "Do Not Allow"], {
      validForCreate: false,
      validForUpdate: false,
    }),
  ],
};

/** A mailbox of a team; here so that party lists may name one. */
export const queue: TableInput = {
  logicalName: "queue",
  schemaName: "Queue",
  entitySet: "queues",
  objectTypeCode: 2020,
  displayName: label("Queue"),
  displayCollectionName: label("Queues"),
  primaryName: "name",
  ownership: "UserOwned",
  columns: [
    text("Name", "Name", 200, { required: "ApplicationRequired" }),
    emailColumn("EMailAddress", "Incoming Email"),
    memo("Description", "Description", 2000),
  ],
};

const regarding = (activity: string, name: string, target: string): RelationshipInput => ({
  schemaName: `${target[0]!.toUpperCase()}${target.slice(1)}_${name}`,
  referencingTable: activity,
  referencingColumn: "regardingobjectid",
  referencedTable: target,
  navigation: `regardingobjectid_${target}`,
  // The pointer goes when its activity goes.
  cascade: activity === "activitypointer" ? { delete: "NoCascade", merge: "Cascade" } : PARENTAL,
});

const party = (target: string): RelationshipInput => ({
  schemaName: `${target}_activity_parties`,
  referencingTable: "activityparty",
  referencingColumn: "partyid",
  referencedTable: target,
  navigation: `partyid_${target}`,
  cascade: { delete: "RemoveLink", merge: "Cascade" },
});

export const activityRelationships: readonly RelationshipInput[] = [
  ...REGARDING.map((target) => regarding("email", "Emails", target)),
  ...REGARDING.map((target) => regarding("task", "Tasks", target)),
  ...REGARDING.map((target) => regarding("activitypointer", "ActivityPointers", target)),
  ...PARTY_ROWS.map(party),
  {
    schemaName: "email_activity_parties",
    referencingTable: "activityparty",
    referencingColumn: "activityid",
    referencedTable: "email",
    navigation: "activityid_email",
    cascade: { delete: "Cascade" },
  },
  {
    schemaName: "task_activity_parties",
    referencingTable: "activityparty",
    referencingColumn: "activityid",
    referencedTable: "task",
    navigation: "activityid_task",
    cascade: { delete: "Cascade" },
  },
  {
    schemaName: "activitypointer_activity_parties",
    referencingTable: "activityparty",
    referencingColumn: "activityid",
    referencedTable: "activitypointer",
    navigation: "activityid_activitypointer",
    cascade: { delete: "NoCascade" },
  },
  ...(["account", "contact", "systemuser", "queue"] as const).map((target): RelationshipInput => ({
    schemaName: `${target}_email_emailsender`,
    referencingTable: "email",
    referencingColumn: "emailsender",
    referencedTable: target,
    navigation: `emailsender_${target}`,
  })),
];
