import { SAMPLE_ACCOUNTS, SAMPLE_FRONT_ACCOUNTS, type SampleAccount } from "../../../local/samples";
import { FrontWorld } from "../support/front-world";

// The accounts that the demo begins with: what becomes of each is what the sample says.

const CODES: Readonly<Partial<Record<SampleAccount["becomes"], string>>> = {
  ambiguous: "MATCH_AMBIGUOUS",
  linkedElsewhere: "LINKED_ELSEWHERE",
  nameInUse: "NAME_TAKEN",
  invalidDomain: "DOMAIN_INVALID",
  commonDomain: "DOMAIN_COMMON",
  domainTaken: "DOMAIN_TAKEN",
};
const NOT_LINKED: ReadonlySet<SampleAccount["becomes"]> = new Set([
  "ambiguous",
  "linkedElsewhere",
  "nameInUse",
]);
const BY = { joinedByDomain: "domain", joinedByName: "name", joinedById: "id" } as const;

describe("the accounts of the demo", () => {
  let world: FrontWorld;
  const before = new Set<string>();

  beforeAll(async () => {
    world = await FrontWorld.start();
    for (const account of SAMPLE_FRONT_ACCOUNTS) before.add(world.front.create(account).id);
    for (const { becomes: _becomes, ...account } of SAMPLE_ACCOUNTS) {
      await world.ask("POST", "accounts", account, "seller");
      if (account.name === "Grupo Marítimo") await world.run();
    }
    await world.run();
  });
  afterAll(() => world?.close());

  it.each(SAMPLE_ACCOUNTS.map((account) => [account.name, account] as const))(
    "%s",
    (_name, { accountid, becomes, name }) => {
      const code = CODES[becomes];
      expect(world.issuesOf(accountid)).toEqual(code ? [code] : []);
      expect(world.linkOf(accountid) === undefined).toBe(NOT_LINKED.has(becomes));
      if (NOT_LINKED.has(becomes)) return;
      expect(before.has(world.inFront(accountid).id)).toBe(becomes in BY || becomes === "domainTaken");
      expect(world.inFront(accountid).name).toBe(name);
    },
  );

  it("what only Front has stays there as it is", () => {
    expect(world.named("Only in Front Oy")).toHaveLength(1);
  });
});
