import { CAMPAIGN_FIELDS } from "../../../core/mapping/campaign-fields";
import type { Values } from "../../../core/records";
import type { MatchRules } from "../../../core/mapping/types";
import { enginy, fieldsOf, type Setup } from "../support/enginy";
import { InMemoryWorld, line } from "../support/in-memory-world";

jest.mock("../../../connector/systems/registry", () =>
  jest
    .requireActual("../support/enginy")
    .registryWithEnginy(jest.requireActual("../../../connector/systems/registry")),
);

// Step 3 of Enginy's set-up page: what a campaign knows of a contact. Named after its rows.

const BY_NAME: MatchRules = [[{ systemField: "last", column: "lastname", comparison: "exact" }]];

/** Property, canonical field, what the system says, the column an admin chose, what that column holds then. */
const ROWS: readonly (readonly [string, string, Values[string], string, unknown])[] = [
  ["Campaign Sequence Details", "campaignSequenceDetails", "1. e-mail\n2. visit", "description", undefined],
  ["Campaign Engagement Status", "campaignEngagementStatus", "Replied", "department", undefined],
  ["Sequence Status", "sequenceStatus", "Finished", "nickname", undefined],
  ["Campaign Reply Analysis", "campaignReplyAnalysis", "1: no; 2: yes", "childrensnames", undefined],
  ["Campaign Opens", "campaignOpens", 4, "numberofchildren", undefined],
  ["Campaign Clicks", "campaignClicks", 2, "pager", "2"],
  ["Campaign Open Analysis", "campaignOpenAnalysis", "1: yes; 2: yes", "spousesname", undefined],
  ["Campaign Click Analysis", "campaignClickAnalysis", "1: no; 2: yes", "managername", undefined],
  ["Campaign", "campaigns", "Spring, Fair 2026", "assistantname", undefined],
  ["Senders", "senders", "Ana, Ben", "employeeid", undefined],
  ["Activities", "activities", "21 Sep: e-mail", "jobtitle", undefined],
  ["Conversation Tags", "conversationTags", "Interested, Later", "governmentid", undefined],
  ["Conversation Tags Categories", "conversationTagCategories", "POSITIVE, NEUTRAL", "salutation", undefined],
];

const LINES = [
  line("last", "lastname"),
  ...ROWS.map(([, field, , column]) => line(field, column, { kind: "campaign", systemField: field })),
];
const lead = (change: Values = {}): Values => ({
  last: "Lead",
  ...Object.fromEntries(ROWS.map(([, field, value]) => [field, value])),
  ...change,
});
const base = { table: "contact", matchRules: BY_NAME, lines: LINES } as const;
const SETUPS: readonly Setup[] = [
  { ...base, systemObject: "lead", fields: { ...fieldsOf({ last: "text" }), ...CAMPAIGN_FIELDS } },
  // As Wave: a system that has contacts and knows nothing of campaigns.
  { ...base, systemObject: "plain", fields: fieldsOf({ last: "text" }) },
];

describe("Enginy's set-up, Step 3: Campaign Mapping", () => {
  let world: InMemoryWorld;
  const values = (object: string) => world.stored("contact", world.rowOf(object, "l1")!);

  beforeAll(async () => {
    world = await InMemoryWorld.start(SETUPS);
    enginy.put("lead", "l1", lead());
    enginy.put("plain", "l1", { last: "Plain" });
    await world.sync("lead");
    await world.sync("plain");
  });
  afterAll(() => world?.close());

  it.each(ROWS)("%s", (_row, _field, value, column, expected = value) => {
    expect(values("lead")[column]).toBe(expected);
  });

  it("every property there is has its row here", () => {
    expect(ROWS.map(([, field]) => field).sort()).toEqual(Object.keys(CAMPAIGN_FIELDS).sort());
  });

  it("a property that changes goes on to Dynamics, and only it", async () => {
    enginy.put("lead", "l1", lead({ sequenceStatus: "Stopped", campaignOpens: 5 }));
    expect((await world.sync("lead")).counts).toMatchObject({ updated: 1 });
    expect(values("lead")).toMatchObject({
      nickname: "Stopped",
      numberofchildren: 5,
      department: "Replied",
    });
  });

  it("as far as the system has them: where it has none, each line says so and the contact is synced", () => {
    expect(values("plain").lastname).toBe("Plain");
    const told = world.dynamics
      .rows("wave_issue")
      .filter(
        ({ values: { wave_mapping: mapping } }) =>
          (mapping as { id: string } | null)?.id === world.mappingOf("plain"),
      );
    expect(told).toHaveLength(ROWS.length);
    for (const issue of told) expect(issue.values.wave_code).toBe("LINE_NOT_SUPPORTED");
  });
});
