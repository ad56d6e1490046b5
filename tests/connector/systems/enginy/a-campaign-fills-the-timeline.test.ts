import { generateEnginySamples } from "../../../../local/samples";
import type { EnginyEvent } from "../../../../local/sandboxes/enginy/events";
import { startCustomCrm, type CustomCrm } from "./support/custom-crm";

/** What is logged; a visit and a like are not. */
const LOGGED: readonly EnginyEvent["eventType"][] = [
  "EMAIL_SENT",
  "LINKEDIN_MESSAGE_SENT",
  "INMAIL_SENT",
  "MESSAGE_REPLIED",
  "CONNECTION_REQUEST_SENT",
  "CONNECTION_REQUEST_ACCEPTED",
];

describe("campaigns run in the local Enginy, whose calls come late, in the wrong order, twice and without an answer", () => {
  let crm: CustomCrm;
  const happened: EnginyEvent[] = [];
  beforeAll(async () => {
    crm = await startCustomCrm();
    const { enginy } = crm;
    enginy.load(generateEnginySamples(10, 4));
    await enginy.crm.connect({
      baseUrl: crm.url,
      apiKey: crm.key,
      apiKeyHeader: "X-API-Key",
      contactLinkTemplate: null,
      companyLinkTemplate: null,
    });
    enginy.engagement.onEvent((event) => happened.push(event));
    enginy.crm.hold();
    for (let n = 0; n < 5; n++) for (const { id } of enginy.campaigns.list()) enginy.campaigns.step(id);
    enginy.crm.client.setFaults({ twice: 10, loseAnswers: 2, only: "POST /activities" });
    enginy.crm.duplicateNext = 3;
    enginy.crm.release(true);
    await enginy.crm.idle();
  });
  afterAll(async () => crm?.close());

  it("each message and connection is once on the timeline of its contact, no one missing", () => {
    const wanted = happened
      .filter(({ eventType }) => LOGGED.includes(eventType))
      .map(({ contactId, message, occurredAt }) => [
        crm.enginy.contacts.get(contactId).contactCRMId,
        message?.shown.content ?? null,
        Date.parse(occurredAt),
      ]);
    const rows = ["email", "wave_socialmessage"]
      .flatMap((table) => crm.rows(table))
      .filter(({ values }) => values.statecode === 1)
      .map(({ values }) => [
        (values.regardingobjectid as { id: string }).id,
        (values.description as string | undefined) ?? null,
        Date.parse(String(values.actualend)),
      ]);
    expect(wanted.length).toBeGreaterThan(10);
    const seconds = (all: readonly (readonly unknown[])[]) =>
      all.map(([id, text, at]) => `${id} ${text} ${Math.floor(Number(at) / 1000)}`).sort();
    expect(seconds(rows)).toEqual(seconds(wanted));
  });

  it("each task of a campaign is one open task", () => {
    const made = crm.enginy.tasks.list();
    expect(made.length).toBeGreaterThan(0);
    const open = crm.rows("task").filter(({ values }) => values.statecode === 0);
    expect(open.map(({ id }) => id).sort()).toEqual(made.map(({ crmId }) => crmId).sort());
  });
});
