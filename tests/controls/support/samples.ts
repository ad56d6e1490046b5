import type { FieldResult } from "../../../core/operation/types";
import { ConnectionStatus, Direction, MappingStatus, SyncStatus } from "../../../core/generated/schema";
import { fingerprint } from "../../../core/sync/fingerprint";
import type { ManyRows } from "../../../webresources/client";

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
    reasonText: "Changed in both systems",
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
    reasonText: "Changed in both systems",
  },
];

type Row = Record<string, unknown>;

/**
 * What the panel's one request answers for a contact and its links: the row with its details, the mappings of their
 * connections, and the issues that say what is wrong. `agreed`: what both sides agreed on, by column.
 */
export function answersFor(row: Row, agreed: Readonly<Record<string, string | null>> = {}): ManyRows {
  const { wave_Link_Contact_Contact: joined, ...record } = row;
  const links = (joined ?? []) as readonly Row[];
  const columns = Object.fromEntries(
    Object.entries(agreed).map(([column, value]) => [column, fingerprint(column, value)]),
  );
  const connections = links.map((link) => (link.wave_Connection ?? {}) as Row);
  const systems = links.map((link, at) => ({
    connection: connections[at]!.wave_connectionid ?? "none",
    object: "contact",
    externalId: link.wave_externalid,
    status: nameOf(
      links.length === 1 && link.wave_linkstatus === SyncStatus.InSync
        ? record.wave_syncstatus
        : link.wave_linkstatus,
    ),
    ...(link.wave_syncedon ? { syncedOn: link.wave_syncedon } : {}),
    ...(link.wave_code ? { code: link.wave_code } : {}),
    columns,
  }));
  const details = links.length > 0 ? JSON.stringify({ version: 1, systems }) : null;
  return [
    [{ wave_syncdetails: details, ...record }],
    (links.length > 0 ? links : [linkRow()]).map((link) => {
      const connection = link.wave_Connection as Row;
      return {
        wave_systemobject: "contact",
        wave_mappingstatus: MappingStatus.Active,
        wave_fieldmap: (link.wave_Mapping as Row | undefined)?.wave_fieldmap ?? null,
        wave_direction: (link.wave_Mapping as Row | undefined)?.wave_direction ?? Direction.Both,
        _wave_connection_value: connection.wave_connectionid,
        wave_Connection: connection,
      };
    }),
    links.flatMap((link, at) =>
      link.wave_code
        ? [
            {
              wave_issueid: `15500000-0000-4000-8000-00000000000${at}`,
              wave_code: link.wave_code,
              wave_message: link.wave_message,
              wave_nextstep: link.wave_nextstep,
              wave_correlationid: link.wave_correlationid,
              _wave_connection_value: connections[at]!.wave_connectionid,
            },
          ]
        : [],
    ),
  ];
}

function nameOf(status: unknown): string {
  return Object.entries(SyncStatus).find(([, value]) => value === status)?.[0] ?? "InSync";
}

/** The answers as Dataverse sends them: the parts of a `$batch`. */
export function asBatch(answers: ManyRows): Response {
  const parts = answers.map((answer) => {
    const [status, body] = Array.isArray(answer)
      ? [200, { value: answer }]
      : [403, { error: { code: "0x80040220" } }];
    return `--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status} \r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n`;
  });
  const text = `${parts.join("")}--b--\r\n`;
  return { ok: true, status: 200, headers: new Headers(), text: async () => text } as unknown as Response;
}
