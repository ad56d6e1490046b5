import { ConnectionStatus, SyncStatus } from "../../../core/generated/schema";
import { failedRow, finishedRow, workingRow } from "../../webresources/support/fake-rows";
import { CONFLICTS, contactRow, CONTACT_ID, FIELDS, linkRow } from "../support/samples";

/** One state of the panel: what the platform answers, and what is clicked to get there. */
export interface GalleryState {
  /** Answer to the panel's query; "never": it stays open; a number: refused with this error code. */
  readonly row?: object | "never" | number;
  readonly isNew?: boolean;
  readonly disabled?: boolean;
  readonly mayAct?: boolean;
  readonly offline?: boolean;
  /** CSS selectors of what is clicked, one after the other. */
  readonly clicks?: readonly string[];
  /** Shown by this control; default: the sync panel. */
  readonly control?: "SyncPanel" | "IssueDecision";
  /** Values of the properties an IssueDecision is bound to. */
  readonly issue?: Readonly<Record<string, unknown>>;
  /** What a look at the operation finds, and how the call of the Custom API ends. */
  readonly answer?: object;
  readonly refused?: number;
  /** What both sides agreed on last, by column. */
  readonly agreed?: Readonly<Record<string, string | null>>;
}

/** The button of a kind of operation. */
const ACT = (kind: string) => `[data-wave-action=${kind}]`;

const PRIVILEGE_DENIED = 0x80040220 | 0;
const WEBHOOK_FAILED = 0x80050201 | 0;

const second = linkRow(
  { wave_linkid: "10000000-0000-4000-8000-000000000002", wave_externalid: "acc_91" },
  {
    wave_connectionid: "c0000000-0000-4000-8000-000000000002",
    wave_name: "Front",
    wave_connectionstatus: 628140001,
  },
);
const failed = linkRow({
  wave_linkstatus: SyncStatus.Failed,
  wave_code: "SYSTEM_REJECTED",
  wave_message: "Wave refused the website: it is no valid address.",
  wave_nextstep: "Correct the website of this contact, then push again.",
  wave_correlationid: "5d0f6f4c-5f86-4c8e-9a51-6e5b6b6f6f11",
});
/** As many as nobody has, with names as long as they may be. */
const twelve = Array.from({ length: 12 }, (_, n) =>
  linkRow(
    {
      wave_linkid: `10000000-0000-4000-8000-0000000000${String(n + 10)}`,
      wave_externalid: `subsidiary-${n}-0a1b2c3d4e5f60718293a4b5c6d7e8f9`,
      wave_linkstatus: n % 3 === 0 ? SyncStatus.Failed : SyncStatus.InSync,
      wave_code: n % 3 === 0 ? "SYSTEM_REJECTED" : null,
      wave_message:
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft was refused.",
      wave_nextstep: "Correct the name, then push again.",
    },
    {
      wave_connectionid: `c0000000-0000-4000-8000-0000000000${String(n + 10)}`,
      wave_name: `Wave of the ${n + 1}. subsidiary in Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch`,
    },
  ),
);
const waits = (status: keyof typeof SyncStatus, over: object = {}) =>
  contactRow({ wave_syncstatus: SyncStatus[status] }, [
    linkRow({ wave_linkstatus: SyncStatus[status], ...over }),
  ]);
const stopped = (status: keyof typeof ConnectionStatus) =>
  contactRow({}, [linkRow({}, { wave_connectionstatus: ConnectionStatus[status] })]);

const record = {
  id: "clx0demo0000abcd1234efgh",
  name: "Ines Vasseur",
  url: "https://app.example/contacts/1",
  facts: [
    { label: "Email", value: "ines.vasseur@atelier-vasseur.example" },
    { label: "Company", value: "Atelier Vasseur SARL" },
  ],
};
const candidate = (id: string, name: string, email: string) => ({
  side: "dataverse" as const,
  id,
  name,
  facts: [
    { label: "Email", value: email },
    { label: "Company", value: "Atelier Vasseur" },
    { label: "Phone", value: "+33 6 11 22 33 44" },
  ],
});
const ambiguous = {
  message: "Ines Vasseur from Wave matches two contacts in Dynamics equally well.",
  nextStep: "Choose which one is the same person, or create a new contact.",
  details: {
    version: 1,
    params: {},
    decisions: ["link", "create", "retry", "ignore"],
    table: "contact",
    record,
    candidates: [
      candidate("a1", "Ines Vasseur", "ines@atelier-vasseur.example"),
      candidate("a2", "Inès Vasseur-Lambert", "i.vasseur@atelier-vasseur.example"),
    ],
  },
};
const decision = (issue: object, more: object = {}): GalleryState => ({
  control: "IssueDecision",
  issue: { ...ambiguous, ...issue },
  ...more,
});
const simple = (decisions: string[]) => ({ version: 1, params: {}, decisions, record });

const same = FIELDS.filter((field) => field.verdict === "unchanged");
const done = (fields: typeof FIELDS) => finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields }]);

export const STATES: Readonly<Record<string, GalleryState>> = {
  new: { isNew: true },
  "not linked": { row: contactRow({ wave_syncstatus: null, wave_syncedon: null }, []) },
  ...Object.fromEntries(
    Object.entries(SyncStatus).map(([name, value]) => [
      name,
      { row: contactRow({ wave_syncstatus: value }) },
    ]),
  ),
  working: { clicks: [ACT("push")], answer: workingRow() },
  failed: { row: contactRow({ wave_syncstatus: SyncStatus.Failed }, [failed]) },
  "connector down": { clicks: [ACT("push")], refused: WEBHOOK_FAILED },
  "system down": {
    clicks: [ACT("push")],
    answer: failedRow("SYSTEM_UNREACHABLE", "Wave does not answer.", "Try again."),
  },
  "read-only": { disabled: true },
  "may not ask": { mayAct: false },
  "may not read": { row: PRIVILEGE_DENIED },
  offline: { offline: true },
  loading: { row: "never" },
  several: { row: contactRow({ wave_syncstatus: SyncStatus.Conflict }, [linkRow(), second]) },
  "twelve systems": { row: contactRow({ wave_syncstatus: SyncStatus.Failed }, twelve) },
  preview: { clicks: [ACT("preview")], answer: done(FIELDS) },
  "nothing different": { clicks: [ACT("preview")], answer: done(same) },
  "waits, not linked": {
    row: contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, []),
  },
  "waits for a choice": { row: waits("Conflict") },
  "conflict with both values": {
    row: waits("Conflict"),
    clicks: [".fui-MessageBarActions button"],
    answer: done(CONFLICTS),
  },
  "conflict half decided": {
    row: waits("Conflict"),
    clicks: [".fui-MessageBarActions button", "[data-wave-conflicts] input[value=system]"],
    answer: done(CONFLICTS),
  },
  parked: { row: waits("Parked") },
  "no longer linked": { row: waits("Unlinked") },
  "deleted there": {
    row: waits("NeedsAttention", {
      wave_code: "DELETE_CONFLICT",
      wave_message: "This contact was deleted in Wave, and changed here since the last sync.",
      wave_nextstep: "Keep it here, or delete it here too.",
    }),
  },
  "not sent yet": {
    row: contactRow({ jobtitle: "Head of Procurement", websiteurl: "https://a.example" }),
    agreed: { jobtitle: "Buyer", websiteurl: null },
  },
  paused: { row: stopped("Paused") },
  "paused, edited meanwhile": {
    row: { ...stopped("Paused"), jobtitle: "Head of Procurement" },
    agreed: { jobtitle: "Buyer" },
  },
  disconnected: { row: stopped("Disconnected") },
  "needs a sign-in": { row: stopped("NeedsSignIn") },
  "issue: which one": decision({}),
  "issue: none of them": decision({
    message: "No contact in Dynamics matches Ines Vasseur from Wave.",
    nextStep: "Create a new contact, or correct the matching rules.",
    details: simple(["create", "retry", "ignore"]),
  }),
  "issue: conflict": decision({
    message: "The same fields were changed in Dynamics and in Wave.",
    nextStep: "Choose whose value stays.",
    details: {
      ...simple(["fields", "retry", "ignore"]),
      fields: CONFLICTS.filter((f) => f.verdict === "conflict"),
    },
  }),
  "issue: deleted there": decision({
    message: "Deleted in Wave, changed here.",
    nextStep: "Keep or delete.",
    details: simple(["keep", "delete", "ignore"]),
  }),
  "issue: without details": decision({ details: undefined, code: "SYSTEM_REJECTED" }),
  "issue: resolved": decision({ status: 628_140_001 }),
  "issue: left alone": decision({ status: 628_140_002 }),
  "issue: decided": decision({}, { clicks: ["[data-wave-answer=create]"], answer: done([]) }),
  "issue: refused": decision({}, { clicks: ["[data-wave-answer=create]"], refused: WEBHOOK_FAILED }),
  "issue: may not decide": decision({}, { mayAct: false }),
  done: { clicks: [ACT("pull")], answer: done(FIELDS) },
};
