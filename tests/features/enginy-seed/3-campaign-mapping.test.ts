import { CAMPAIGN_FIELDS } from "../../../core/mapping/campaign-fields";
import { until } from "../../connector/support/connector";
import { EnginyWorld, line } from "../support/enginy-world";

// Step 3 of Enginy's set-up page: what a campaign knows of a contact. Named after its rows.

/** Property, field, the column an admin chose, what that column holds when Ines has answered the second of two emails. */
const TOLD = [
  ["Campaign Reply Analysis", "campaignReplyAnalysis", "childrensnames", "1: no; 2: yes"],
  ["Campaign Opens", "campaignOpens", "numberofchildren", 3],
  ["Campaign Clicks", "campaignClicks", "pager", "1"],
  ["Campaign Open Analysis", "campaignOpenAnalysis", "spousesname", "1: yes; 2: yes"],
  ["Campaign Click Analysis", "campaignClickAnalysis", "managername", "1: no; 2: yes"],
  ["Senders", "senders", "employeeid", "Ana Sender, Ben Sender"],
  ["Conversation Tags", "conversationTags", "governmentid", "Interested, Later"],
] as const;

/** No documented interface of Enginy's tells these: the mapping says so. */
const NOT_TOLD = [
  ["Campaign Sequence Details", "campaignSequenceDetails", "department"],
  ["Campaign Engagement Status", "campaignEngagementStatus", "nickname"],
  ["Sequence Status", "sequenceStatus", "salutation"],
  ["Conversation Tags Categories", "conversationTagCategories", "jobtitle"],
] as const;

const campaignLine = (field: string, column: string) =>
  line(field, column, { kind: "campaign", systemField: field });

const LINES = [
  line("lastName", "lastname"),
  campaignLine("activities", "description"),
  campaignLine("campaigns", "assistantname"),
  ...TOLD.map(([, field, column]) => campaignLine(field, column)),
  ...NOT_TOLD.map(([, field, column]) => campaignLine(field, column)),
];

describe("Enginy's set-up, Step 3: Campaign Mapping", () => {
  let world: EnginyWorld;
  let ines: number;
  const rowOf = (id: number) => world.stored("contact", world.rowOf("contact", String(id))!);

  beforeAll(async () => {
    world = await EnginyWorld.start(({ enginy }) => {
      const { contacts, engagement, inbox } = enginy;
      enginy.identities = [
        { id: 1, name: "Ana Sender", email: "ana@workspace.example" },
        { id: 2, name: "Ben Sender", email: "ben@workspace.example" },
      ];
      ines = contacts.create({ lastName: "Vasseur" }).id;
      contacts.create({ lastName: "Never Written To" });
      const email = (senderIdentityId: number, subject: string) =>
        engagement.send({
          contactId: ines,
          senderIdentityId,
          type: "EMAIL",
          subject,
          content: "…",
          isAutosent: true,
        });
      const first = email(1, "Pumps");
      const second = email(2, "Valves");
      for (const message of [first, second, second]) engagement.messages.count(message.shown.id, "viewCount");
      engagement.messages.count(second.shown.id, "clickCount");
      engagement.reply(second, "Tell me more");
      const tag = (id: number, name: string) => ({ id, name, color: "#00ff00" });
      inbox.change(ines, { tags: [tag(1, "Interested"), tag(2, "Later")] });
    });
    await world.map("contact", {
      matchRules: [[{ systemField: "lastName", column: "lastname", comparison: "exact" }]],
      lines: LINES,
    });
    await world.sync("contact");
  });
  afterAll(() => world?.close());

  it.each(TOLD)("%s", (_row, _field, column, expected) => {
    expect(rowOf(ines)[column]).toBe(expected);
  });

  it("Activities: all that has occurred, a line each", () => {
    const lines = String(rowOf(ines).description).split("\n");
    const said = lines.map((each) => each.replace(/^\d{4}-\d{2}-\d{2} /, ""));
    expect(said).toEqual(["EMAIL out: Pumps", "EMAIL out: Valves", "EMAIL in: Re: Valves"]);
  });

  it("Campaign: all that the contact has been added to, told by each export", async () => {
    const told = { externalId: String(ines), lastName: "Vasseur", campaigns: ["Spring", "Fair 2026"] };
    expect((await world.callCrm("POST", "/contacts", { contacts: [told] })).status).toBe(200);
    expect(rowOf(ines).assistantname).toBe("Spring, Fair 2026");
    // The REST interface does not tell them, and takes nothing away.
    await world.run("contact", "scheduled");
    expect(rowOf(ines).assistantname).toBe("Spring, Fair 2026");
  });

  it.each(NOT_TOLD)("%s: not told by Enginy's documented interface; the mapping says so", (_row, field) => {
    const told = world.dynamics
      .rows("wave_issue")
      .map(({ values }) => values)
      .filter(({ wave_message: message }) =>
        String(message).startsWith(`Mapping line ${field} doesn't sync`),
      );
    expect(told.map(({ wave_code: code }) => code)).toEqual(["LINE_NOT_SUPPORTED"]);
  });

  it("every property there is has its row here", () => {
    const rows = [...TOLD, ...NOT_TOLD].map(([, field]) => field);
    expect([...rows, "activities", "campaigns"].sort()).toEqual(Object.keys(CAMPAIGN_FIELDS).sort());
  });

  it("a contact to whom nobody has written has none of it, and is synced all the same", () => {
    const row = world.dynamics.rows("contact").find(({ values }) => values.lastname === "Never Written To")!;
    for (const [, , column] of TOLD) expect(row.values[column] ?? null).toBeNull();
  });

  it("what Enginy tells nobody of, opens and tags, the next scheduled run finds", async () => {
    const { engagement, inbox } = world.enginy;
    engagement.messages.count(engagement.messages.of(ines)[0]!.shown.id, "viewCount");
    inbox.change(ines, { tags: [] });
    await until("both", async () => {
      await world.run("contact", "scheduled");
      const { governmentid: tags, numberofchildren: opens } = rowOf(ines);
      return opens === 4 && (tags ?? null) === null;
    });
  });

  it("an answer is there within seconds: Enginy tells of it, and nobody has to look", async () => {
    const { engagement, webhooks } = world.enginy;
    expect(webhooks.subscriptions.list().filter(({ enabled }) => enabled)).toHaveLength(1);
    const [first] = engagement.messages.of(ines);
    engagement.reply(first!, "And pumps, too");
    await until("the answer in Dynamics", () =>
      String(rowOf(ines).description).includes("EMAIL in: Re: Pumps"),
    );
  });
});
