import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => (s = await enginyAndCaller()));
afterEach(() => s.close());

const make = (count: number) => {
  for (let n = 1; n <= count; n++) s.sandbox.contacts.create({ firstName: `Person ${n}` });
};

describe("the search of contacts", () => {
  it("gives 25 from page 1 unless asked otherwise, and says how many there are", async () => {
    make(30);
    const { body, status } = await s.search("contacts");
    expect(status).toBe(200);
    expect(body.meta).toEqual({ page: 1, pageSize: 25, total: 30 });
    expect(body.data).toHaveLength(25);
    const second = await s.search("contacts", { page: 2 });
    expect(second.body.data.map(({ firstName }) => firstName)).toEqual(
      [26, 27, 28, 29, 30].map((n) => `Person ${n}`),
    );
  });

  it("gives every contact once over all pages, and nothing after the last", async () => {
    make(7);
    const pages = await Promise.all([1, 2, 3, 4].map((page) => s.search("contacts", { page, pageSize: 3 })));
    const ids = pages.flatMap(({ body }) => body.data.map(({ id }) => id));
    expect(ids).toEqual(s.sandbox.contacts.all().map(({ id }) => id));
    expect(pages[3]!.body).toMatchObject({ data: [], meta: { total: 7 } });
  });

  it("can be made to shift its pages under a reader, the latest change first", async () => {
    make(3);
    const first = s.sandbox.contacts.all()[0]!;
    s.sandbox.clock.turnTo(s.sandbox.now().getTime() + 1000);
    s.sandbox.contacts.update(first.id, { jobTitle: "CTO" });
    await s.call("PUT", "/control/switches", { order: "changed" });
    const { body } = await s.search("contacts");
    expect(body.data[0]!.id).toBe(first.id);
  });

  it("shows a contact with its company, as documented", async () => {
    const company = s.sandbox.companies.create({ name: "Acme Demo SAS", domain: "acme-demo.test" });
    const { id } = s.sandbox.contacts.create({
      firstName: "Ines",
      lastName: "Vasseur",
      professionalEmail: "ines.vasseur@acme-demo.test",
      companyId: company.id,
      contactCRMId: "0f7c1c1e-0000-4000-8000-000000000002",
    });
    const { body } = await s.search("contacts", { search: "acme" });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(body.data).toEqual([
      {
        id,
        firstName: "Ines",
        lastName: "Vasseur",
        jobTitle: null,
        linkedInProfileUrl: null,
        linkedInHeadline: null,
        numberOfConnections: null,
        professionalEmail: "ines.vasseur@acme-demo.test",
        personalEmails: null,
        emailVerificationStatus: null,
        mobilePhone: null,
        phones: null,
        imageUrl: null,
        contactCountry: null,
        companyId: company.id,
        company: {
          id: company.id,
          name: "Acme Demo SAS",
          domain: "acme-demo.test",
          companyLinkedInUrl: null,
        },
        contactCRMId: "0f7c1c1e-0000-4000-8000-000000000002",
        leadCRMId: null,
        isInCRM: true,
        smartFieldExplanations: {},
        createdAt: time,
        updatedAt: time,
      },
    ]);
  });

  it("gives only the fields that are asked for, and the id", async () => {
    make(1);
    const { body } = await s.search("contacts", { fields: ["firstName"] });
    expect(body.data).toEqual([{ id: expect.any(Number), firstName: "Person 1" }]);
  });

  it.each([
    ["a page before the first", { page: 0 }],
    ["a page that is too large", { pageSize: 101 }],
    ["a filter that is no list", { include: { isInCRM: true } }],
    ["a filter by a field that is not there", { include: { shoeSize: [42] } }],
    ["a field that is not there", { fields: ["shoeSize"] }],
    ["a member that is not there", { pagesize: 5 }],
    ["what is no JSON", "{"],
  ])("refuses %s with 400", async (_what, body) => {
    const answer = await s.call("POST", "/api/v1/contacts/search", body);
    expect(answer).toMatchObject({ status: 400, body: { status: "error", message: expect.any(String) } });
  });
});
