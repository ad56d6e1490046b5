import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => {
  s = await enginyAndCaller();
  s.sandbox.identities = [
    { id: 11, name: "Robin Keller", email: "robin.keller@contoso.example" },
    { id: 12, name: "Sam Okafor", email: "sam.okafor@contoso.example" },
  ];
});
afterEach(() => s.close());

const performance = (query: string) => s.call("GET", `/api/v1/identities/performance?${query}`);
const NONE = {
  emailsSent: 0,
  linkedinActions: { connectionRequests: 0, messages: 0, profileViews: 0, postLikes: 0, total: 0 },
};

describe("people of a workspace", () => {
  it("whom tasks are given to are listed", async () => {
    s.sandbox.owners = [{ id: 21, name: "Robin Keller", email: "robin.keller@contoso.example" }];
    expect((await s.call("GET", "/api/v1/tasks/owners")).body).toEqual({ data: s.sandbox.owners });
  });

  it("and what each did is counted in all and week by week", async () => {
    s.sandbox.engagement.done.push(
      { identityId: 11, action: "emailsSent", at: new Date("2026-09-01T10:00:00Z") },
      { identityId: 11, action: "messages", at: new Date("2026-09-08T10:00:00Z") },
      { identityId: 11, action: "profileViews", at: new Date("2026-10-08T10:00:00Z") },
    );
    const { body } = await performance("startDate=2026-09-01&endDate=2026-09-10&granularity=week");
    const message = { connectionRequests: 0, messages: 1, profileViews: 0, postLikes: 0, total: 1 };
    expect(body).toEqual({
      status: "success",
      message: expect.any(String),
      data: {
        startDate: "2026-09-01",
        endDate: "2026-09-10",
        granularity: "week",
        identities: [
          {
            identityId: 11,
            identityName: "Robin Keller",
            identityEmail: "robin.keller@contoso.example",
            totals: { emailsSent: 1, linkedinActions: message },
            timeSeries: [
              { periodStart: "2026-08-31T00:00:00.000Z", ...NONE, emailsSent: 1 },
              { periodStart: "2026-09-07T00:00:00.000Z", ...NONE, linkedinActions: message },
            ],
          },
          {
            identityId: 12,
            identityName: "Sam Okafor",
            identityEmail: "sam.okafor@contoso.example",
            totals: NONE,
            timeSeries: [
              { periodStart: "2026-08-31T00:00:00.000Z", ...NONE },
              { periodStart: "2026-09-07T00:00:00.000Z", ...NONE },
            ],
          },
        ],
      },
    });
  });

  it("of some only, where those are named", async () => {
    const { body } = await performance("startDate=2026-09-01&endDate=2026-09-02&identityIds=12");
    expect(body).toMatchObject({ data: { granularity: "day", identities: [{ identityId: 12 }] } });
  });

  it.each([
    "endDate=2026-09-10",
    "startDate=2026-09-01",
    "startDate=soon&endDate=2026-09-10",
    "startDate=2026-09-01&endDate=2026-09-10&granularity=year",
    "startDate=2026-09-01&endDate=2026-09-10&identityIds=me",
  ])("refuses %s with 400", async (query) => expect((await performance(query)).status).toBe(400));
});
