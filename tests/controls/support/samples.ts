import type { FieldResult } from "../../../core/operation/types";
import { ConnectionStatus, SyncStatus } from "../../../core/generated/schema";

export const CONTACT_ID = "22222222-2222-4222-8222-222222222222";
export const CONNECTION_ID = "c0000000-0000-4000-8000-000000000001";
/** A fixed moment, and a last sync two minutes before it. */
export const NOW = Date.parse("2026-09-19T10:16:00Z");
export const SYNCED_ON = "2026-09-19T10:14:00Z";

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";

/** A link of the contact as the Web API answers it. */
export function linkRow(over: object = {}, connection: object = {}): Record<string, unknown> {
  return {
    wave_linkid: "10000000-0000-4000-8000-000000000001",
    wave_system: 628140000,
    [`wave_system${FORMATTED}`]: "Wave",
    wave_externalid: "clx0demo0000abcd1234efgh",
    wave_externalurl: null,
    wave_linkstatus: SyncStatus.InSync,
    wave_syncedon: SYNCED_ON,
    wave_Connection: {
      wave_connectionid: CONNECTION_ID,
      wave_name: "Wave",
      wave_connectionstatus: ConnectionStatus.Connected,
      wave_recordurltemplate: "https://app.example/contacts/{id}",
      ...connection,
    },
    ...over,
  };
}

/** The contact as the panel's one query answers it. */
export function contactRow(over: object = {}, links: object[] = [linkRow()]): Record<string, unknown> {
  return {
    contactid: CONTACT_ID,
    wave_syncstatus: SyncStatus.InSync,
    wave_syncedon: SYNCED_ON,
    externaluseridentifier: "wavecnct_clx0demo0000abcd1234efgh",
    wave_Link_Contact_Contact: links,
    ...over,
  };
}

const same = (label: string, value: string): FieldResult => ({
  line: label,
  column: label,
  label,
  dataverse: value,
  system: value,
  verdict: "unchanged",
  reason: "same",
  reasonText: "Both sides hold the same",
});

/** One field of each verdict, and two that agree. */
export const FIELDS: readonly FieldResult[] = [
  same("First Name", "Ines"),
  same("Last Name", "Vasseur"),
  {
    ...same("Job Title", ""),
    dataverse: "Head of Procurement",
    system: "Head of Purchasing",
    verdict: "writeSystem",
    reason: "changedInDataverse",
    reasonText: "Changed in Dynamics",
    result: "Head of Procurement",
  },
  {
    ...same("Mobile Phone", ""),
    dataverse: "+33100000000",
    system: "+33611223344",
    verdict: "writeDataverse",
    reason: "changedInSystem",
    reasonText: "Changed in Wave",
    result: "+33611223344",
  },
  {
    ...same("Website", ""),
    dataverse: "https://a.example",
    system: "https://b.example",
    verdict: "conflict",
    reason: "bothChangedAsk",
    reasonText: "Changed on both sides",
  },
  {
    ...same("Owner", ""),
    dataverse: null,
    system: "sales1@customer-demo.test",
    verdict: "leftOut",
    reason: "ownerUnknown",
    reasonText: "No user with this address",
  },
];

/** The same with a second field in conflict. */
export const CONFLICTS: readonly FieldResult[] = [
  ...FIELDS,
  {
    ...same("Fax", ""),
    dataverse: "+33155667788",
    system: null,
    verdict: "conflict",
    reason: "bothChangedAsk",
    reasonText: "Changed on both sides",
  },
];
