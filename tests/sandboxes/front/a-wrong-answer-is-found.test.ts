import type { FrontServer } from "../../support/front-server";
import { startFront } from "../../support/front-server";
import { descriptions, Judge, OURS, type Exchange } from "./judge";
import { API_ROOT, callerOf, watch } from "./watched-front";

type Change = (exchange: Exchange) => Exchange;
type Body = Readonly<Record<string, unknown>>;

const answered =
  (change: Partial<Exchange["answer"]> | ((body: Body) => object)): Change =>
  (exchange) => ({
    ...exchange,
    answer: {
      ...exchange.answer,
      ...(typeof change === "function" ? { body: change(exchange.answer.body as Body) } : change),
    },
  });

const first = (page: Body) => (page._results as Body[])[0];

/** Also by Front's own file, which leaves more open than what it says in words. */
const BY_ANY: readonly (readonly [what: string, path: string, change: Change])[] = [
  ["an account without its links", "/accounts/acc_1", answered(({ _links, ...body }) => body)],
  ["an account without its id", "/accounts/acc_1", answered(({ id: _id, ...body }) => body)],
  ["a name that is a number", "/accounts/acc_1", answered((body) => ({ ...body, name: 7 }))],
  ["domains that are a text", "/accounts/acc_1", answered((body) => ({ ...body, domains: "acme.test" }))],
  ["a time that is a text", "/accounts/acc_1", answered((body) => ({ ...body, updated_at: "2026-01-01" }))],
  [
    "a wrong account in a page",
    "/accounts",
    answered((body) => ({ ...body, _results: [{ ...first(body), name: null }] })),
  ],
  [
    "a custom field of no known type",
    "/accounts/custom_fields",
    answered((body) => ({ ...body, _results: [{ ...first(body), type: "colour" }] })),
  ],
  [
    "a contact's handle without a source",
    "/contacts/crd_1",
    answered((body) => ({ ...body, handles: [{ handle: "x" }] })),
  ],
  ["another success than the one that is described", "/accounts/acc_1", answered({ status: 202 })],
  [
    "an address that there is not",
    "/accounts/acc_1",
    (exchange) => ({ ...exchange, url: `${API_ROOT}/companies` }),
  ],
  ["a page of 101", "/accounts", (exchange) => ({ ...exchange, url: `${API_ROOT}/accounts?limit=101` })],
  [
    "a filter that there is not",
    "/accounts",
    (exchange) => ({ ...exchange, url: `${API_ROOT}/accounts?name=Acme` }),
  ],
  [
    "a body that is no account",
    "/accounts",
    (exchange) => ({
      ...exchange,
      method: "POST",
      body: { name: 7 },
      answer: { ...exchange.answer, status: 201 },
    }),
  ],
];

/** What Front says in words, and its file does not hold anybody to. */
const BY_WORDS: typeof BY_ANY = [
  [
    "an answer with more than is described",
    "/contacts/crd_1",
    answered((body) => ({ ...body, updated_at: 1 })),
  ],
  ["an answer that does not say what is left of the limit", "/accounts/acc_1", answered({ headers: {} })],
  ["a page without the address of the next", "/accounts", answered(({ _pagination, ...body }) => body)],
  ["a refusal out of its envelope", "/accounts/acc_9", answered(() => ({ message: "Not found" }))],
  [
    "a refusal without a title",
    "/accounts/acc_9",
    answered(() => ({ _error: { status: 404, message: "" } })),
  ],
  ["a 429 that does not say how long", "/accounts/acc_9", answered({ status: 429 })],
  [
    "an account that is made without a name",
    "/accounts/acc_1",
    (exchange) => ({
      ...exchange,
      method: "POST",
      url: `${API_ROOT}/accounts`,
      body: {},
      answer: { ...exchange.answer, status: 201 },
    }),
  ],
  [
    "an external id that is written later",
    "/accounts/acc_1",
    (exchange) => ({ ...exchange, method: "PATCH", body: { external_id: "2" } }),
  ],
];

let front: FrontServer;
let exchanges: Exchange[];
beforeEach(async () => {
  exchanges = [];
  front = await startFront({}, (app) => watch(app, exchanges));
  front.sandbox.store.create({ name: "Acme", domains: ["acme.test"], external_id: "1" });
  front.sandbox.contacts.create({ handles: [{ handle: "jo@acme.test", source: "email" }] });
});
afterEach(() => front.close());

describe.each(descriptions())("by %s, the judge finds", (name, definition) => {
  it.each(name === OURS ? [...BY_ANY, ...BY_WORDS] : BY_ANY)("%s", async (_what, path, change) => {
    await callerOf(front.url)("GET", path);
    const judge = await Judge.of(definition, API_ROOT);
    expect(judge.faultsOf(exchanges[0]!)).toEqual([]);
    expect(judge.faultsOf(change(exchanges[0]!))).not.toEqual([]);
  });
});
