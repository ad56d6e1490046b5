import { Channel } from "../../../../core/generated/schema";
import { withoutEvents } from "../../support/without-events";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy calls us as its CRM: tasks, and what was written", () => {
  let crm: CustomCrm;
  let contactId: string;
  let sellerId: string;
  const tasks = () => crm.rows("task");
  const messages = () => crm.rows("wave_socialmessage");
  const task = (subject: string, changes: object = {}) => ({
    subject,
    description: "Discuss the offer",
    type: "call",
    dueDate: "2026-12-18T10:00:00Z",
    contactId,
    ...changes,
  });
  const message = (messageId: string | null, changes: object = {}) => ({
    type: "LINKEDIN",
    direction: "OUTBOUND",
    subject: "[1/3] [FROM Customer Demo] Sales One",
    body: "Hello Ines",
    occurredAt: "2026-09-20T09:00:00.000Z",
    contactId,
    metadata: messageId === null ? {} : { messageId, sequenceIndex: 1, sequenceMessageCount: 3 },
    ...changes,
  });

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    const { id, ...ines } = enginyContact(crm, "801");
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId: String(id), ...ines }] });
    contactId = String(body.results[0]!.crmId);
    sellerId = crm
      .rows("systemuser")
      .find(({ values }) => values.internalemailaddress === "seller@contoso.example")!.id;
  });
  afterAll(async () => crm?.close());

  it("a task becomes a row on the contact's timeline, owned by whom Enginy names", async () => {
    const { status, body } = await crm.call("POST", "/tasks", task("Follow up", { ownerId: sellerId }));
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        ...task("Follow up"),
        ...{ ownerId: sellerId, completed: false, completedAt: null },
      },
    ]);
    expect(tasks().find(({ id }) => id === body.id)!.values).toMatchObject({
      subject: "Follow up",
      statecode: 0,
      regardingobjectid: { table: "contact", id: contactId },
      ownerid: { table: "systemuser", id: sellerId },
      scheduledend: "2026-12-18T10:00:00Z",
    });
    const [again] = [await crm.call("POST", "/tasks", task("Follow up", { ownerId: sellerId }))];
    expect(again.body.id).toBe(body.id);
    expect(tasks()).toHaveLength(1);
  });

  it("is read, completed by Enginy, and completed in Dynamics for Enginy to see", async () => {
    const made = await Promise.all(
      ["One", "Two"].map(async (name) => String((await crm.call("POST", "/tasks", task(name))).body.id)),
    );
    const [one, two] = made;
    const done = await crm.call("PATCH", `/tasks/${one}`, { completed: true });
    expect([done.status, done.body.completed, done.body.completedAt]).toEqual([
      200,
      true,
      expect.any(String),
    ]);
    expect(tasks().find(({ id }) => id === one)!.values).toMatchObject({ statecode: 1, statuscode: 5 });

    await crm.dynamics.as("admin", "PATCH", `tasks(${two})`, { statecode: 1, statuscode: 5 });
    const missing = "7d3b4faf-649f-59c7-a817-663b64dd2d22";
    const { body } = await crm.call("POST", "/tasks/batch", { ids: [two, missing, "no-guid"] });
    expect(body).toEqual([expect.objectContaining({ id: two, completed: true })]);
    expect((await crm.call("GET", `/tasks/${missing}`)).status).toBe(404);

    const open = await crm.call("PATCH", "/tasks/batch", { ids: made, completed: false });
    expect(open.body).toHaveLength(2);
    expect((await crm.call("GET", `/tasks/${one}`)).body).toMatchObject({
      completed: false,
      completedAt: null,
    });
  });

  it("what a person has edited or reworded is not written over when the call comes again", async () => {
    const { body } = await crm.call("POST", "/tasks", task("Reworded"));
    await crm.dynamics.as("admin", "PATCH", `tasks(${body.id})`, { subject: "In other words" });
    expect((await crm.call("POST", "/tasks", task("Reworded"))).body.id).toBe(body.id);
    expect(tasks().find(({ id }) => id === body.id)!.values.subject).toBe("In other words");
  });

  it("a message is logged once, done when it was sent, however often and however close together it is told", async () => {
    const log = () => crm.call("POST", "/activities", message("700122"));
    const answers = await Promise.all([log(), log(), log()]);
    answers.push(await log());
    const { id } = answers[0]!.body;
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      Array.from({ length: 4 }, () => [201, { id }]),
    );
    expect(messages()).toHaveLength(1);
    expect(messages()[0]).toMatchObject({
      id,
      values: {
        subject: "[1/3] [FROM Customer Demo] Sales One",
        description: "Hello Ines",
        wave_channel: Channel.LinkedIn,
        wave_directioncode: true,
        statecode: 1,
        actualend: expect.stringContaining("2026-09-20"),
        sortdate: expect.stringContaining("2026-09-20"),
        regardingobjectid: { table: "contact", id: contactId },
      },
    });
  });

  it("with an activity the contact's engagement line is written, and with nothing else", async () => {
    await crm.changeMapping("contact", ({ values }) => {
      const map = JSON.parse(String(values.wave_fieldmap)) as { lines: { id: string }[] };
      const { systemField: _, ...first } = map.lines[0] as { id: string; systemField?: string };
      const line = { ...first, id: "engaged", kind: "engagement", column: "nickname", value: "Engaged" };
      return { wave_fieldmap: JSON.stringify({ ...map, lines: [...map.lines, line] }) };
    });
    const nickname = () => crm.rows("contact").find(({ id }) => id === contactId)!.values.nickname ?? null;
    await crm.call("PUT", "/contacts", { contacts: [{ crmId: contactId, title: "Buyer" }] });
    expect(nickname()).toBeNull();
    expect((await crm.call("POST", "/activities", message("700123"))).status).toBe(201);
    expect(nickname()).toBe("Engaged");
    await crm.dynamics.as("admin", "PATCH", `contacts(${contactId})`, { nickname: null });
    expect((await crm.call("POST", "/tasks", task("A task is an activity, too"))).status).toBe(201);
    expect(nickname()).toBe("Engaged");
    expect(crm.rows("contact").find(({ id }) => id === contactId)!.values.lastname).toBe("Vasseur 801");
  });

  it("without a message's id, what is about another moment or way is another one", async () => {
    const log = async (changes: object) =>
      (await crm.call("POST", "/activities", message(null, { type: "LINKEDIN_CONNECTION", ...changes }))).body
        .id;
    const sent = await log({});
    expect(await log({})).toBe(sent);
    expect(await log({ direction: "INBOUND" })).not.toBe(sent);
    expect(await log({ occurredAt: "2026-09-21T09:00:00.000Z" })).not.toBe(sent);
  });

  it("nothing is logged about somebody who is not linked, and a task of somebody else's is none of Enginy's", async () => {
    const logged = () => [...tasks(), ...messages()].length;
    const before = logged();
    await crm.dynamics.as("seller", "POST", "contacts", { firstname: "Nobody", lastname: "Of Enginy's" });
    const stranger = crm.rows("contact").find(({ values }) => values.lastname === "Of Enginy's")!;
    for (const [path, body] of [
      ["/tasks", task("About a stranger", { contactId: stranger.id })],
      ["/activities", message("1", { contactId: stranger.id })],
      ["/activities", message("2", { contactId: undefined })],
    ] as const)
      expect((await crm.call("POST", path, body)).status).toBe(404);
    expect(logged()).toBe(before);

    await crm.dynamics.as("seller", "POST", "tasks", { subject: "Her own", category: "Enginy" });
    const hers = tasks().find(({ values }) => values.subject === "Her own")!;
    expect((await crm.call("GET", `/tasks/${hers.id}`)).status).toBe(404);
    expect((await crm.call("PATCH", `/tasks/${hers.id}`, { completed: true })).status).toBe(404);
    expect(tasks().find(({ id }) => id === hers.id)!.values.statecode).toBe(0);
  });

  it.each([
    ["/tasks", { description: "No subject" }],
    ["/tasks", { subject: "When?", dueDate: "soon" }],
    ["/activities", { type: "PIGEON" }],
  ])("%s refuses %j with 400", async (path, body) => {
    expect((await crm.call("POST", path, { contactId, ...body })).status).toBe(400);
  });
});
