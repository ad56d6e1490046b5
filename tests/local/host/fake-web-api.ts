import type { Table } from "../../../local/host/client/api/metadata-types";
import { asUserFormat } from "../../../local/host/client/format/user-format";
import { Privileges, type Session } from "../../../local/host/client/api/session";
import { FormModel } from "../../../local/host/client/form/form-model";
import { parseFormXml } from "../../../local/host/client/form/parse-form-xml";

/** What a test saw the host ask the Web API for. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Answer = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

/** What the host reads of an answer; jsdom has no Response of its own. */
function toResponse(status: number, body: unknown, headers: Record<string, string>): Response {
  const text = body === undefined ? "" : JSON.stringify(body);
  const get = (name: string) => headers[name] ?? null;
  const ok = status >= 200 && status < 300;
  const answer = {
    ok,
    status,
    statusText: "",
    headers: { get },
    text: async () => text,
    json: async () => body,
  };
  return answer as unknown as Response;
}

/** Replaces fetch: answers by what is asked, remembers what was asked. */
export function fakeWebApi(answer: (seen: Seen) => Answer | undefined): Seen[] {
  const seen: Seen[] = [];
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    const one: Seen = {
      method: init.method ?? "GET",
      path: decodeURIComponent(String(url).replace("/api/data/v9.2/", "")),
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      headers: init.headers as Record<string, string>,
    };
    seen.push(one);
    const {
      status = 200,
      body,
      headers,
    } = answer(one) ?? { status: 404, body: { error: { message: one.path } } };
    return toResponse(status, body, headers ?? {});
  }) as typeof fetch;
  return seen;
}

export const CONTACT_ID = "0c6d2a4e-3f5b-4c8d-9e1a-2b3c4d5e6f70";

export const session: Session = {
  userId: "11111111-2222-3333-4444-555555555555",
  fullName: "Sam Seller",
  email: "seller@contoso.example",
  businessUnitId: "b",
  organizationId: "o",
  language: 1033,
  format: asUserFormat({}, 1033),
  roles: [],
  privileges: new Privileges(new Map([["prvwritecontact", "Basic"]])),
};

const column = (logicalName: string, type: string, more: object = {}) => [
  logicalName,
  {
    logicalName,
    schemaName: logicalName,
    type,
    label: logicalName,
    required: "None",
    canCreate: true,
    canUpdate: true,
    ...more,
  },
];

const table = {
  logicalName: "contact",
  entitySetName: "contacts",
  primaryId: "contactid",
  primaryName: "fullname",
  displayName: "Contact",
  displayCollectionName: "Contacts",
  objectTypeCode: 2,
  isActivity: false,
  lookups: [],
  related: [],
  columns: new Map([
    column("fullname", "String", { canCreate: false, canUpdate: false }),
    column("lastname", "String", { required: "ApplicationRequired", maxLength: 50 }),
    column("jobtitle", "String"),
    column("statecode", "State", {
      choices: [
        { value: 0, label: "Active" },
        { value: 1, label: "Inactive" },
      ],
    }),
    column("preferredcontactmethodcode", "Picklist", {
      choices: [
        { value: 1, label: "Any" },
        { value: 2, label: "Email" },
      ],
      defaultChoice: 1,
    }),
  ] as [string, never][]),
} as unknown as Table;

const cell = (name: string) =>
  `<row><cell id="c-${name}"><labels><label description="${name}" languagecode="1033"/></labels><control id="${name}" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="${name}"/></cell></row>`;

const FORM = `<form><tabs>
  <tab name="SUMMARY" id="t1"><labels><label description="Summary" languagecode="1033"/></labels><columns><column width="100%"><sections><section name="INFO" id="s1" columns="1"><rows>
    ${["fullname", "lastname", "jobtitle", "preferredcontactmethodcode"].map(cell).join("")}
  </rows></section></sections></column></columns></tab>
  <tab name="DETAILS" id="t2"><columns/></tab>
</tabs></form>`;

/** A contact form as the host opens it, not yet loaded. */
export function contactForm(id: string | null = CONTACT_ID): FormModel {
  const form = { id: "f1", name: "Contact", isDefault: true, formXml: FORM };
  return new FormModel(session, table, form, parseFormXml(FORM, 1033), id);
}

/** Answers for reading and writing the one contact. */
export const contactAnswers =
  (row: Record<string, unknown>, rights = "ReadAccess, WriteAccess") =>
  ({ method, path }: Seen): Answer | undefined => {
    if (path.includes("RetrievePrincipalAccess")) return { body: { AccessRights: rights } };
    if (path.startsWith("EntityDefinitions")) return { body: { value: [] } };
    if (method === "GET") return { body: row };
    if (method === "POST")
      return { status: 204, headers: { "OData-EntityId": `http://x/contacts(${CONTACT_ID})` } };
    return { status: 204 };
  };
