import { requestsSoFar } from "../../support/runs";
import { withoutEvents } from "../../support/without-events";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

const ACTIVITIES = 10;

/** Dataverse takes 6,000 requests in five minutes, and a campaign writes to thousands. */
describe("what an activity costs", () => {
  let crm: CustomCrm;
  let contactId: string;
  const requestsOf = async (work: () => Promise<unknown>) => {
    const before = await requestsSoFar(crm.connector);
    await work();
    return (await requestsSoFar(crm.connector)) - before;
  };
  const post = async (path: string, body: object) => {
    const answer = await crm.call("POST", path, { contactId, ...body });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const log = (number: number, type: string, messageId = String(number)) =>
    post("/activities", { type, subject: `Message ${number}`, metadata: { messageId } });
  const each = async (work: (number: number) => Promise<unknown>) => {
    for (let number = 1; number <= ACTIVITIES; number++) await work(number);
  };

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    const { id, ...ines } = enginyContact(crm, "801");
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId: String(id), ...ines }] });
    contactId = String(body.results[0]!.crmId);
    // What is read once, such as the tables, is nobody's.
    for (const type of ["EMAIL", "LINKEDIN"]) await log(0, type, `first ${type}`);
    await post("/tasks", { subject: "First" });
  });
  afterAll(async () => crm?.close());

  it.each(["LINKEDIN", "EMAIL"])("%s: one request, and one where it is told again", async (type) => {
    const ids = new Set<unknown>();
    for (const _time of ["first", "again"]) {
      const requests = await requestsOf(() => each(async (n) => ids.add(await log(n, type, `${type} ${n}`))));
      expect(requests).toBe(ACTIVITIES);
    }
    expect(ids.size).toBe(ACTIVITIES);
  });

  it("a mail with a Message-ID: two, since another program may have made a row of it, under an id of its own", async () => {
    expect(await requestsOf(() => each((n) => log(n, "EMAIL", `<${n}@mail.example>`)))).toBe(2 * ACTIVITIES);
  });

  it("a task: two, since the answer says how it stands", async () => {
    expect(await requestsOf(() => each((n) => post("/tasks", { subject: `Task ${n}` })))).toBe(
      2 * ACTIVITIES,
    );
  });
});
