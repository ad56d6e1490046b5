import { SyncStatus } from "../../../core/generated/schema";
import { failedRow, finishedRow, workingRow } from "../../webresources/support/fake-rows";
import { contactRow, CONTACT_ID, FIELDS, linkRow } from "../support/samples";

/** One state of the panel: what the platform answers, and what is clicked to get there. */
export interface GalleryState {
  /** Answer to the panel's query; "never": it stays open; a number: refused with this error code. */
  readonly row?: object | "never" | number;
  readonly isNew?: boolean;
  readonly disabled?: boolean;
  readonly mayAct?: boolean;
  readonly offline?: boolean;
  readonly click?: "push" | "pull" | "preview";
  /** What a look at the operation finds, and how the call of the Custom API ends. */
  readonly answer?: object;
  readonly refused?: number;
}

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
  working: { click: "push", answer: workingRow() },
  failed: { row: contactRow({ wave_syncstatus: SyncStatus.Failed }, [failed]) },
  "connector down": { click: "push", refused: WEBHOOK_FAILED },
  "system down": {
    click: "push",
    answer: failedRow("SYSTEM_UNREACHABLE", "Wave does not answer.", "Try again."),
  },
  "read-only": { disabled: true },
  "may not ask": { mayAct: false },
  "may not read": { row: PRIVILEGE_DENIED },
  offline: { offline: true },
  loading: { row: "never" },
  several: { row: contactRow({ wave_syncstatus: SyncStatus.Conflict }, [linkRow(), second]) },
  preview: { click: "preview", answer: done(FIELDS) },
  "nothing different": { click: "preview", answer: done(same) },
  done: { click: "pull", answer: done(FIELDS) },
};
