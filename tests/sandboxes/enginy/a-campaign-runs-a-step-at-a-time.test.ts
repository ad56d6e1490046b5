import { generateEnginySamples } from "../../../local/samples";
import type { Step } from "../../../local/sandboxes/enginy/campaign";
import type { EventType } from "../../../local/sandboxes/enginy/events";
import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
let heard: EventType[];
beforeEach(async () => {
  s = await enginyAndCaller();
  heard = [];
  s.sandbox.engagement.onEvent(({ eventType }) => heard.push(eventType));
});
afterEach(() => s.close());

const NEVER = { opened: 0, clicked: 0, replied: 0, accepted: 0 };
const PERSON = {
  firstName: "Ines",
  professionalEmail: "ines@acme.test",
  linkedInProfileUrl: "https://www.linkedin.com/in/demo-ines",
};

const start = async (steps: readonly Step[], likelihood: object = NEVER, person: object = PERSON) => {
  const contact = s.sandbox.contacts.create(person);
  const body = { name: "Fair", steps, identityIds: [11], likelihood, contactIds: [contact.id] };
  const campaign = await s.call<{ id: number }>("POST", "/control/campaigns", body);
  return { contactId: contact.id, id: campaign.body.id };
};
const step = async (id: number) =>
  (await s.call<{ leads: object[] }>("POST", `/control/campaigns/${id}/step`)).body.leads[0];

describe("a campaign", () => {
  it("takes one step after the other and ends", async () => {
    const { contactId, id } = await start([
      { type: "linkedin_visit_profile" },
      { type: "linkedin_like_last_post" },
      { type: "email", subject: "Hello {{firstName}}", content: "From us" },
      { type: "linkedin_message", content: "Hello" },
      { type: "linkedin_inmail", subject: "Offer", content: "For you" },
      { type: "task", taskType: "call", title: "Call her" },
    ]);
    for (let n = 0; n < 6; n++) expect(await step(id)).toMatchObject({ state: "In progress", next: n + 1 });
    expect(await step(id)).toMatchObject({ state: "Finished" });
    expect(heard).toEqual([
      "PROFILE_VISITED",
      "POST_LIKED",
      "EMAIL_SENT",
      "LINKEDIN_MESSAGE_SENT",
      "INMAIL_SENT",
    ]);
    expect(
      s.sandbox.engagement.messages
        .of(contactId)
        .map(({ shown, place }) => [shown.type, shown.subject, place]),
    ).toEqual([
      ["EMAIL", "Hello Ines", { index: 1, of: 3 }],
      ["LINKEDIN", null, { index: 2, of: 3 }],
      ["INMAIL", "Offer", { index: 3, of: 3 }],
    ]);
    expect(s.sandbox.tasks.list()).toMatchObject([{ contactId, subject: "Call her", type: "call" }]);
    await step(id);
    expect(heard).toHaveLength(5);
  });

  it("stops for somebody who answers", async () => {
    const { contactId, id } = await start(
      [
        { type: "email", content: "1" },
        { type: "email", content: "2" },
      ],
      {
        replied: 1,
      },
    );
    await step(id);
    expect(await step(id)).toMatchObject({ state: "Replied", next: 1 });
    await step(id);
    expect(heard).toEqual(["EMAIL_SENT", "MESSAGE_REPLIED"]);
    expect(s.sandbox.engagement.messages.of(contactId).map(({ shown }) => shown.isContactSender)).toEqual([
      false,
      true,
    ]);
  });

  it("counts opens and clicks, which no event tells of", async () => {
    const { contactId, id } = await start([{ type: "email", content: "1" }], {
      ...NEVER,
      opened: 1,
      clicked: 1,
    });
    await step(id);
    await step(id);
    expect(heard).toEqual(["EMAIL_SENT"]);
    expect(s.sandbox.engagement.messages.of(contactId)[0]!.shown).toMatchObject({
      viewCount: 1,
      clickCount: 1,
    });
  });

  it("waits for a connection, and goes on only when it is accepted", async () => {
    const steps: Step[] = [{ type: "linkedin_connection" }, { type: "linkedin_message", content: "Hi" }];
    const lucky = await start(steps, { ...NEVER, accepted: 1 });
    for (let n = 0; n < 3; n++) await step(lucky.id);
    expect(heard).toEqual([
      "CONNECTION_REQUEST_SENT",
      "CONNECTION_REQUEST_ACCEPTED",
      "LINKEDIN_MESSAGE_SENT",
    ]);
    const unlucky = await start(steps);
    for (let n = 0; n < 3; n++) await step(unlucky.id);
    expect(await step(unlucky.id)).toMatchObject({ state: "Finished" });
    expect(heard.slice(3)).toEqual(["CONNECTION_REQUEST_SENT"]);
  });

  it("says what is missing for a step", async () => {
    const { id } = await start([{ type: "email", content: "1" }], NEVER, { firstName: "Bo" });
    expect(await step(id)).toMatchObject({ state: "Error", error: "Missing contact email" });
  });

  it("does the same again for the same seed, and something else for another", async () => {
    const run = async (seed: number) => {
      const other = await enginyAndCaller({ seed });
      try {
        other.sandbox.load(generateEnginySamples(20, 3));
        for (let n = 0; n < 6; n++)
          for (const { id } of other.sandbox.campaigns.list()) other.sandbox.campaigns.step(id);
        const { sandbox } = other;
        return sandbox.contacts
          .all()
          .map(({ id }) =>
            sandbox.engagement.messages
              .of(id)
              .map(({ shown }) => [shown.content, shown.viewCount, shown.clickCount]),
          );
      } finally {
        await other.close();
      }
    };
    const [one, again, another] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(one);
    expect(another).not.toEqual(one);
    expect(one.flat().length).toBeGreaterThan(10);
  });

  it("is counted in what its identities did", async () => {
    const { id } = await start([{ type: "email", content: "1" }, { type: "linkedin_visit_profile" }]);
    s.sandbox.identities = [{ id: 11, name: "Robin Keller", email: "robin.keller@contoso.example" }];
    for (let n = 0; n < 2; n++) await step(id);
    const { body } = await s.call(
      "GET",
      "/api/v1/identities/performance?startDate=2020-01-01&endDate=2099-01-01&granularity=month",
    );
    expect(body).toMatchObject({
      data: { identities: [{ totals: { emailsSent: 1, linkedinActions: { profileViews: 1, total: 1 } } }] },
    });
  });

  it("is watched and driven on its page", async () => {
    const { contactId, id } = await start([{ type: "email", subject: "Hello", content: "From us" }]);
    const page = async (path: string) => (await s.call<string>("GET", `/app${path}`, undefined, {})).body;
    expect(await page("/campaigns")).toContain(`/campaigns/${id}`);
    expect(await page(`/campaigns/${id}`)).toContain("Not started");
    await fetch(`${s.url}/app/campaigns/${id}`, {
      method: "POST",
      body: new URLSearchParams(),
      redirect: "manual",
    });
    expect(await page(`/campaigns/${id}`)).toContain("In progress");
    expect(await page(`/contacts/${contactId}`)).toContain("From us");
  });

  it("leaves a reply, an open and a click to whoever steers the sandbox, too", async () => {
    const { contactId, id } = await start([{ type: "email", content: "1" }]);
    await step(id);
    const messageId = s.sandbox.engagement.messages.of(contactId)[0]!.shown.id;
    for (const what of ["open", "click"]) await s.call("POST", "/control/happen", { what, messageId });
    await s.call("POST", "/control/happen", { what: "reply", messageId, text: "Yes!" });
    const [sent, answer] = s.sandbox.engagement.messages.of(contactId);
    expect(sent!.shown).toMatchObject({ viewCount: 1, clickCount: 1 });
    expect(answer!.shown).toMatchObject({ content: "Yes!", isContactSender: true });
    expect((await s.call("POST", "/control/happen", { what: "open", messageId: 1 })).status).toBe(404);
  });
});
