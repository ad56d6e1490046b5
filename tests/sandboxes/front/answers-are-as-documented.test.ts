import { createOnce } from "../../../connector/systems/contract/object";
import { startFrontHarness } from "../../connector/systems/front/front-harness";
import { FRONT_ACCOUNT_SAMPLE, FRONT_CONTACT_SAMPLE } from "../../connector/systems/front/front-sample";
import { DOCUMENTED_INTERFACE } from "./documented-interface";
import { descriptions, Judge, type Exchange } from "./judge";
import { API_ROOT, callerOf, watch } from "./watched-front";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };
const idOf = (n: number) => `0f7c1c1e-0000-4000-8000-00000000000${n}`;

type Harness = Awaited<ReturnType<typeof startFrontHarness>>;

const ALL_OPERATIONS = Object.values(DOCUMENTED_INTERFACE.paths!).flatMap((path) =>
  [path!.get, path!.post, path!.patch, path!.delete].flatMap((operation) => operation?.operationId ?? []),
);

const exchanges: Exchange[] = [];
let h: Harness;
beforeAll(async () => {
  h = await startFrontHarness(undefined, undefined, (app) => watch(app, exchanges));
  await adapter(h);
  await customer(h);
});
afterAll(() => h.close());

describe.each(descriptions())("the sandbox, by %s,", (_name, definition) => {
  let judge: Judge;
  beforeAll(async () => (judge = await Judge.of(definition, API_ROOT)));

  it("is asked and answers as described, whatever the adapter or a customer asks", () => {
    expect(exchanges.flatMap((exchange) => judge.faultsOf(exchange))).toEqual([]);
  });
});

it("has been asked for every operation, and did it", async () => {
  const judge = await Judge.of(DOCUMENTED_INTERFACE, API_ROOT);
  const done = exchanges.filter(({ answer }) => answer.status < 400).map((each) => judge.operationOf(each));
  expect([...new Set(done)].sort()).toEqual([...ALL_OPERATIONS].sort());
});

/** Every kind of request that the adapter sends. */
async function adapter({ front, pagesOf, sandbox }: Harness): Promise<void> {
  await front.check(CALL);
  await front.users(CALL);
  const { accounts, contacts } = front;
  const account = async (n: number, domain: string) =>
    createOnce(
      accounts,
      {
        values: { ...FRONT_ACCOUNT_SAMPLE.sample, domains: domain },
        key: `a${n}`,
        rowId: idOf(n),
        again: false,
      },
      CALL,
    );
  const { id: first } = await account(1, "one.test");
  const { id: second } = await account(2, "two.test");
  // Its domain is another's: asked for by its alias, and left out.
  await account(3, "two.test");
  await accounts.update(first, { description: null, "custom:VIP": null, domains: "uno.test" }, CALL);
  await accounts.read("acc_none", CALL);
  const contact = async (n: number, more: object) =>
    createOnce(
      contacts,
      {
        values: { ...FRONT_CONTACT_SAMPLE.sample, email: `ines-${n}@other.test`, ...more },
        key: `c${n}`,
        rowId: idOf(n),
        again: false,
      },
      CALL,
    );
  const made = await contact(4, { phone: "+33123456789", account: first });
  // The number is another's; the answer to the second try gets lost, and she is looked up.
  await contact(5, { phone: "+33123456789" });
  sandbox.switches.set({ loseAnswers: { next: 1 } });
  await contact(6, {});
  await contacts.update(
    made.id,
    { name: null, email: "ines@elsewhere.test", links: "https://b.test", account: second },
    CALL,
    made,
  );
  await contacts.update(made.id, { description: null, "custom:Role": null, account: null }, CALL, made);
  const since = new Date(sandbox.now().getTime() - 60_000).toISOString();
  for (const object of (await pagesOf(1)).objects.values())
    for (const list of [object.list, object.listChanged!.bind(object, since)]) {
      let cursor: string | null | undefined;
      do {
        const page = await list.call(object, { pageSize: 500, ...(cursor ? { cursor } : {}) }, CALL);
        cursor = page.next;
      } while (cursor);
    }
  await contacts.remove!(made.id, CALL);
  await accounts.remove!(second, CALL);
}

/** What else is documented of these operations. */
async function customer({ url }: Harness): Promise<void> {
  const call = callerOf(url);
  const account = encodeURIComponent("alt:domain:three.test");
  const contact = encodeURIComponent("alt:email:Jo@Three.test");
  await call("POST", "/contacts", {
    handles: [{ handle: "jo@three.test", source: "email" }],
    list_names: ["Newsletter"],
  });
  await call("POST", "/contacts", { handles: [{ handle: "@mo", source: "twitter" }] });
  await call("POST", "/accounts", { name: "Three", domains: ["three.test"], external_id: "3" });
  await call("GET", `/accounts/${encodeURIComponent("alt:ext_id:3")}`);
  await call("PATCH", `/accounts/${account}`, { name: "3", description: "", custom_fields: { VIP: true } });
  await call("POST", `/accounts/${account}/contacts`, { contact_ids: ["alt:twitter:@mo"] });
  await call("GET", `/accounts/${account}/contacts?limit=1&sort_by=updated_at&sort_order=desc`);
  await call("GET", "/contacts?q[updated_after]=1.5&q[updated_before]=4000000000.125&limit=2");
  await call("GET", "/accounts?sort_by=updated_at&sort_order=desc&limit=100");
  await call("GET", `/contacts/${contact}`);
  await call("PATCH", `/contacts/${contact}`, { name: "Jo", list_names: [], custom_fields: { Score: 1.5 } });
  await call("POST", `/contacts/${contact}/handles`, { handle: "+331", source: "phone" });
  await call("DELETE", `/contacts/${contact}/handles`, { handle: "+331", source: "phone" });
  await call("DELETE", `/contacts/${contact}/handles`, {
    handle: "jo@three.test",
    source: "email",
    force: true,
  });
  await call("DELETE", `/accounts/${account}/contacts`, { contact_ids: ["alt:twitter:@mo"] });
  await call("DELETE", `/contacts/${encodeURIComponent("alt:twitter:@mo")}`);
  await call("DELETE", `/accounts/${account}`);
}
