import type { Document } from "openapi-backend";

/** A piece of the description; its own types are stricter than they help. */
type Piece = Readonly<Record<string, unknown>>;
type Schema = Piece;

const text: Schema = { type: "string" };
const number: Schema = { type: "number" };
const yesNo: Schema = { type: "boolean" };
const texts: Schema = { type: "array", items: text };
const textOrNull = { type: ["string", "null"] };
const values: Schema = { type: "object" };

/** An object of these members and no others; all are there but those named in `optional`. */
function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

/** A body to write, of which any part may be left out but these. */
const input = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  ...closed(properties),
  required,
});

const links = (...related: string[]): Schema =>
  closed({
    self: text,
    ...(related.length > 0 && {
      related: closed(Object.fromEntries(related.map((name) => [name, text])), ["owner", "botSource"]),
    }),
  });

const page = (items: Schema): Schema =>
  closed({
    _pagination: closed({ next: textOrNull }),
    _links: links(),
    _results: { type: "array", items },
  });

/** A list that is not paged. */
const whole = (items: Schema): Schema => closed({ _links: links(), _results: { type: "array", items } });

const account = closed(
  {
    _links: links("contacts"),
    id: text,
    name: text,
    logo_url: textOrNull,
    description: textOrNull,
    domains: texts,
    // A string, by the type that is given; a number, by the example beside it.
    external_id: { type: ["string", "number", "null"] },
    custom_fields: values,
    created_at: number,
    updated_at: number,
  },
  ["created_at", "updated_at"],
);

const accountInput = { name: text, description: text, domains: texts, custom_fields: values };

const handleMembers = {
  handle: text,
  source: { enum: ["email", "phone", "twitter", "facebook", "intercom", "front_chat", "custom"] },
};

const handle = closed(handleMembers);

const list = closed(
  {
    _links: closed({ self: text, related: closed({ contacts: text, owner: text }, ["contacts", "owner"]) }, [
      "related",
    ]),
    id: text,
    name: text,
    is_private: yesNo,
  },
  ["_links"],
);

/** It says neither which account it is in, nor when it was made or changed. */
const contact = closed(
  {
    _links: links("notes", "conversations", "owner"),
    id: text,
    name: text,
    description: text,
    avatar_url: text,
    links: texts,
    lists: { type: "array", items: list },
    groups: { type: "array", items: list },
    handles: { type: "array", items: handle },
    custom_fields: values,
    is_private: yesNo,
  },
  ["avatar_url", "groups"],
);

const contactInput = {
  name: text,
  description: text,
  links: texts,
  list_names: texts,
  group_names: texts,
  custom_fields: values,
};

const customField = closed(
  {
    _links: links(),
    id: text,
    name: text,
    description: text,
    type: { enum: ["string", "boolean", "datetime", "number", "teammate", "inbox", "enum"] },
    values: { type: "array", items: closed({ value: text, label: text }) },
  },
  ["values"],
);

const teammate = closed({
  _links: links("inboxes", "conversations", "botSource"),
  id: text,
  email: text,
  username: text,
  first_name: text,
  last_name: text,
  license_type: text,
  is_admin: yesNo,
  is_available: yesNo,
  is_blocked: yesNo,
  type: text,
  custom_fields: values,
});

/** https://dev.frontapp.com/docs/response-body */
const error = closed({
  _error: closed({ status: number, title: text, message: text, details: texts }, ["details"]),
});

const header = (schema: Schema): Piece => ({ schema });

/** On every answer. https://dev.frontapp.com/docs/rate-limiting */
const LIMIT = {
  "x-ratelimit-limit": header({ type: "integer" }),
  "x-ratelimit-remaining": header({ type: "integer", minimum: 0 }),
  "x-ratelimit-reset": header(number),
};

const answer = (schema: Schema | null, headers: Piece = LIMIT): Piece => ({
  description: "",
  headers,
  ...(schema && { content: { "application/json": { schema } } }),
});

const FAILURES = {
  // In seconds.
  429: answer(error, { ...LIMIT, "retry-after": header({ type: "integer", minimum: 0 }) }),
  default: answer(error),
};

function operation(
  operationId: string,
  status: 200 | 201 | 204,
  answered: Schema | null,
  { body, query = [] }: { readonly body?: Schema; readonly query?: readonly Piece[] } = {},
): Piece {
  return {
    operationId,
    parameters: [...query],
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: { [status]: answer(answered), ...FAILURES },
  };
}

const inQuery = (name: string, schema: Schema): Piece => ({ name, in: "query", schema });

/** https://dev.frontapp.com/docs/pagination */
const PAGING = [
  inQuery("limit", { type: "integer", minimum: 1, maximum: 100 }),
  inQuery("page_token", text),
  inQuery("sort_by", { enum: ["created_at", "updated_at"] }),
  inQuery("sort_order", { enum: ["asc", "desc"] }),
];

/** Seconds, with three decimals at most. https://dev.frontapp.com/docs/query-object-q */
const seconds: Schema = { type: "string", pattern: String.raw`^\d+(\.\d{1,3})?$` };
const CHANGED = inQuery("q", {
  type: "object",
  properties: { updated_after: seconds, updated_before: seconds },
});

const byId = { parameters: [{ name: "id", in: "path", required: true, schema: text }] };

const contactIds = input({ contact_ids: texts }, ["contact_ids"]);

const paths = {
  "/me": { get: operation("company", 200, closed({ _links: links(), id: text, name: text })) },
  "/teammates": { get: operation("teammates", 200, whole(teammate)) },
  "/accounts/custom_fields": { get: operation("accountFields", 200, whole(customField)) },
  "/accounts": {
    get: operation("accounts", 200, page(account), { query: PAGING }),
    post: operation("createAccount", 201, account, {
      body: input({ ...accountInput, external_id: text }, ["name"]),
    }),
  },
  "/accounts/{id}": {
    ...byId,
    get: operation("account", 200, account),
    patch: operation("updateAccount", 200, account, { body: input(accountInput) }),
    delete: operation("deleteAccount", 204, null),
  },
  "/accounts/{id}/contacts": {
    ...byId,
    get: operation("accountContacts", 200, page(contact), { query: PAGING }),
    post: operation("joinContacts", 204, null, { body: contactIds }),
    delete: operation("partContacts", 204, null, { body: contactIds }),
  },
  "/contacts/custom_fields": { get: operation("contactFields", 200, whole(customField)) },
  "/contacts": {
    get: operation("contacts", 200, page(contact), { query: [...PAGING, CHANGED] }),
    post: operation("createContact", 201, contact, {
      body: input({ ...contactInput, handles: { type: "array", items: handle, minItems: 1 } }, ["handles"]),
    }),
  },
  "/contacts/{id}": {
    ...byId,
    get: operation("contact", 200, contact),
    patch: operation("updateContact", 204, null, { body: input(contactInput) }),
    delete: operation("deleteContact", 204, null),
  },
  "/contacts/{id}/handles": {
    ...byId,
    post: operation("addHandle", 204, null, { body: handle }),
    delete: operation("removeHandle", 204, null, {
      body: input({ ...handleMembers, force: yesNo }, ["handle", "source"]),
    }),
  },
};

/**
 * What Front documents of the operations that the sandbox serves, in our own words; closed, so that nothing undocumented is asked or
 * answered. https://dev.frontapp.com/reference/introduction
 */
export const DOCUMENTED_INTERFACE = {
  openapi: "3.1.0",
  info: { title: "Front's Core API, as far as the sandbox goes", version: "1" },
  paths,
} as unknown as Document;
