import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../../core/generated/schema";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import { connectTo, operate, runConnector, until, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { withoutEvents } from "../support/without-events";

describe("an account that a seller pushes to Front", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const front = () => dynamics.front.store;
  const newAccount = async (values: Record<string, unknown>) => {
    const id = randomUUID();
    expect((await dynamics.as("seller", "POST", "accounts", { accountid: id, ...values })).status).toBe(204);
    return id;
  };
  const edit = (id: string, values: object) => dynamics.as("seller", "PATCH", `accounts(${id})`, values);
  const push = (id: string) => operate(dynamics, "wave_Push", { ids: [id], more: { Table: "account" } });
  const linkOf = (id: string) =>
    dynamics.rows("wave_link").find((link) => link.values.wave_recordid === id)?.values;
  const issuesOf = (id: string) =>
    dynamics
      .rows("wave_issue")
      .filter(
        ({ values }) =>
          values.wave_issuestatus === IssueStatus.Open &&
          (values.wave_account as { readonly id: string } | undefined)?.id === id,
      )
      .map(({ values }) => values.wave_code);
  const inFront = (id: string) => front().get(String(linkOf(id)!.wave_externalid));

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    const answer = await connectTo(connector, dynamics, {
      system: "front",
      front: {
        apiBaseUrl: `${dynamics.url}/sandboxes/front/api`,
        apiToken: FRONT_SANDBOX_TOKEN,
        accountUrl: `${dynamics.url}/sandboxes/front/app/accounts`,
      },
    });
    expect(answer.mappings).toEqual([
      expect.objectContaining({ systemObject: "account", table: "account" }),
      expect.objectContaining({ systemObject: "contact", table: "contact" }),
    ]);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });
  afterEach(() => dynamics.front.switches.clear());

  it("arrives without being pushed, as soon as it is saved; so does what is changed later", async () => {
    const id = await newAccount({ name: "By itself" });
    const named = (name: string) =>
      front()
        .all()
        .find((account) => account.name === name);
    expect((await until("the account in Front", () => named("By itself"))).external_id).toBe(id);
    await until("its link", () => linkOf(id));
    await edit(id, { name: "By itself, too" });
    await until("its new name in Front", () => named("By itself, too"));
    await withoutEvents(dynamics);
  });

  it("is made there, with our row's id and a link that opens it", async () => {
    const id = await newAccount({
      name: "Acme SAS",
      websiteurl: "https://www.acme.com/fr",
      description: "New",
    });
    const done = await push(id);
    expect(done).toMatchObject({ status: "succeeded", result: { records: [{ outcome: "created" }] } });
    expect(inFront(id)).toMatchObject({
      name: "Acme SAS",
      domains: ["acme.com"],
      description: "New",
      external_id: id,
    });
    expect(linkOf(id)!.wave_externalurl).toBe(
      `${dynamics.url}/sandboxes/front/app/accounts/${String(linkOf(id)!.wave_externalid)}`,
    );
  });

  it("is changed there when it is pushed again, and left alone when nothing changed", async () => {
    const id = await newAccount({ name: "Changing" });
    await push(id);
    await edit(id, { name: "Changed" });
    expect((await push(id)).result).toMatchObject({ records: [{ outcome: "updated" }] });
    expect(inFront(id).name).toBe("Changed");
    expect((await push(id)).result).toMatchObject({ records: [{ outcome: "unchanged" }] });
  });

  it("is joined to the account that has its domain, before one that has its name", async () => {
    const byDomain = front().create({ name: "Something else", domains: ["joined.fr", "joined.com"] });
    front().create({ name: "Joined" });
    const id = await newAccount({ name: "Joined", websiteurl: "www.joined.com" });
    await push(id);
    expect(linkOf(id)!.wave_externalid).toBe(byDomain.id);
    expect(inFront(id)).toMatchObject({ name: "Joined", domains: ["joined.fr", "joined.com"] });
  });

  it("is joined to the account that has its name, whatever the case", async () => {
    const byName = front().create({ name: "NAMED gmbh" });
    const id = await newAccount({ name: "Named GmbH" });
    await push(id);
    expect(linkOf(id)!.wave_externalid).toBe(byName.id);
  });

  it("is skipped, and says so, when the one of its name is linked to another account", async () => {
    const first = await newAccount({ name: "Twice" });
    await push(first);
    const second = await newAccount({ name: "twice" });
    const done = await push(second);
    expect(done.result).toMatchObject({ records: [{ outcome: "skipped" }] });
    expect(issuesOf(second)).toEqual(["NAME_TAKEN"]);
    expect(
      front()
        .all()
        .filter(({ name }) => name.toLowerCase() === "twice"),
    ).toHaveLength(1);
  });

  it.each([
    ["an address without a domain", "nonsense", "DOMAIN_INVALID"],
    ["a mail provider's domain", "https://gmail.com", "DOMAIN_COMMON"],
    ["a domain of another account", "https://taken.com", "DOMAIN_TAKEN"],
  ])("goes there without its domain, and says so, where that is %s", async (_what, websiteurl, code) => {
    if (code === "DOMAIN_TAKEN") await push(await newAccount({ name: "Holder", websiteurl: "taken.com" }));
    const id = await newAccount({ name: `Of ${code}`, description: "All the same", websiteurl: null });
    await push(id);
    await edit(id, { websiteurl, description: "Still" });
    await push(id);
    expect(inFront(id)).toMatchObject({ description: "Still", domains: [] });
    expect(issuesOf(id)).toEqual([code]);
    // Doing the same again cures nothing.
    await push(id);
    expect(issuesOf(id)).toEqual([code]);
    await edit(id, { websiteurl: `https://own-${code.toLowerCase().replaceAll("_", "-")}.com` });
    await push(id);
    expect(issuesOf(id)).toEqual([]);
    expect(inFront(id).domains).toHaveLength(1);
  });

  it("is only shown by a preview", async () => {
    const id = await newAccount({ name: "Looked at" });
    const before = front().size;
    const done = await operate(dynamics, "wave_Preview", { ids: [id], more: { Table: "account" } });
    expect(done.status).toBe("succeeded");
    expect(front().size).toBe(before);
  });

  it("is not made twice when Front's answer gets lost", async () => {
    const id = await newAccount({ name: "Lost" });
    dynamics.front.switches.set({ loseAnswers: { next: 1 }, duplicates: "second" });
    expect((await push(id)).status).toBe("succeeded");
    expect(
      front()
        .all()
        .filter(({ name }) => name === "Lost"),
    ).toHaveLength(1);
  });
});
