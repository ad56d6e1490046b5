import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => {
  s = await enginyAndCaller();
  s.sandbox.identities = [{ id: 12, name: "Robin Keller", email: "robin.keller@contoso.example" }];
});
afterEach(() => s.close());

interface Threads {
  readonly data: readonly (Readonly<Record<string, unknown>> & { readonly contactId: number })[];
  readonly meta: object;
}
interface Messages {
  readonly data: { readonly messages: readonly Readonly<Record<string, unknown>>[] };
}

const threads = async (query = "") => (await s.call<Threads>("GET", `/api/v1/inboxes${query}`)).body;
const messages = (path: string) => s.call<Messages>("GET", `/api/v1${path}`);

const written = () => {
  const company = s.sandbox.companies.create({ name: "Acme", domain: "acme.test" });
  const contact = s.sandbox.contacts.create({
    firstName: "Ines",
    lastName: "Vasseur",
    professionalEmail: "ines@acme.test",
    companyId: company.id,
  });
  const sent = s.sandbox.engagement.send({
    contactId: contact.id,
    senderIdentityId: 12,
    type: "EMAIL",
    subject: "Quote",
    content: "Hello",
    isAutosent: true,
  });
  return { company, contact, sent, answer: s.sandbox.engagement.reply(sent, "Thanks") };
};

describe("inboxes", () => {
  it("have a thread for everybody with whom somebody wrote, as documented", async () => {
    const { answer, company, contact } = written();
    s.sandbox.contacts.create({ firstName: "Nobody" });
    s.sandbox.inbox.change(contact.id, { tags: [{ id: 1, name: "Interested", color: "#0a0" }] });
    expect(await threads()).toEqual({
      data: [
        {
          contactId: contact.id,
          latestConversationId: answer.shown.conversationId,
          firstName: "Ines",
          lastName: "Vasseur",
          fullName: "Ines Vasseur",
          email: "ines@acme.test",
          companyId: company.id,
          companyName: "Acme",
          companyDomain: "acme.test",
          senderIdentityIds: [12],
          channels: ["EMAIL"],
          unreadMessagesCount: 1,
          lastActivityAt: answer.shown.createdAt,
          summary: null,
          tags: [{ id: 1, name: "Interested", color: "#0a0" }],
        },
      ],
      meta: { page: 1, pageSize: 25, total: 1 },
    });
  });

  it("are searched, and restricted to an identity and to what is archived", async () => {
    const { contact } = written();
    expect((await threads("?search=acme")).data).toHaveLength(1);
    expect((await threads("?search=other")).data).toHaveLength(0);
    expect((await threads("?senderIdentityId=13")).data).toHaveLength(0);
    s.sandbox.inbox.change(contact.id, { archived: true });
    expect((await threads()).data).toHaveLength(0);
    expect((await threads("?archived=true")).data).toHaveLength(1);
  });

  it.each(["?pageSize=101", "?page=0", "?archived=maybe", "?sort=date"])(
    "refuse %s with 400",
    async (query) => expect((await s.call("GET", `/api/v1/inboxes${query}`)).status).toBe(400),
  );
});

describe("messages", () => {
  it("of a contact are given with all that is documented, the oldest first", async () => {
    const { contact, sent } = written();
    s.sandbox.engagement.messages.count(sent.shown.id, "viewCount");
    const { body } = await messages(`/inboxes/${contact.id}/messages`);
    const time = expect.any(String);
    const both = {
      conversationId: sent.shown.conversationId,
      senderIdentityId: 12,
      type: "EMAIL",
      contentType: "TEXT",
      isAudio: false,
      url: null,
      attachment: null,
      attachmentName: null,
      clickCount: 0,
      createdAt: time,
      updatedAt: time,
    };
    expect(body).toEqual({
      status: "success",
      message: expect.any(String),
      data: {
        contactId: contact.id,
        messages: [
          {
            ...both,
            id: sent.shown.id,
            subject: "Quote",
            content: "Hello",
            isContactSender: false,
            isAutosent: true,
            viewCount: 1,
          },
          {
            ...both,
            id: sent.shown.id + 1,
            subject: "Re: Quote",
            content: "Thanks",
            isContactSender: true,
            isAutosent: false,
            viewCount: 0,
          },
        ],
      },
    });
  });

  it("of a conversation are given, under the path in the singular", async () => {
    const { sent } = written();
    const { body } = await messages(`/conversation/${sent.shown.conversationId}/messages`);
    expect(body.data.messages).toHaveLength(2);
    expect((await messages("/conversation/1/messages")).status).toBe(404);
    expect((await messages("/inboxes/1/messages")).status).toBe(404);
  });

  it("are sent once for a request id, thirty times in a minute at most", async () => {
    const { contact } = written();
    const body = {
      contactId: contact.id,
      senderIdentityId: 12,
      message: "Hi",
      type: "LINKEDIN",
      requestId: "r1",
    };
    const send = (more: object = {}) => s.call("POST", "/api/v1/inbox/messages", { ...body, ...more });
    const { status, body: said } = await send();
    expect(status).toBe(200);
    expect(said).toMatchObject({
      status: "success",
      data: { contactId: contact.id, type: "LINKEDIN", success: true },
    });
    expect((await send()).body).toEqual(said);
    expect(s.sandbox.engagement.messages.of(contact.id)).toHaveLength(3);
    expect((await send({ senderIdentityId: 99 })).status).toBe(400);
    expect((await send({ type: "FAX" })).status).toBe(400);
    expect((await send({ contactId: 1 })).status).toBe(404);
    for (let n = 6; n <= 30; n++) await send();
    expect((await send()).status).toBe(429);
  });
});
