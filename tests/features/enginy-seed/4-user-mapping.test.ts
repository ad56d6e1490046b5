import { IdentityKind } from "../../../core/generated/schema";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "../../../local/samples";
import type { MatchRules } from "../../../core/mapping/types";
import { enginy, fieldsOf, type Setup } from "../support/enginy";
import { InMemoryWorld, line } from "../support/in-memory-world";

jest.mock("../../../connector/systems/registry", () =>
  jest
    .requireActual("../support/enginy")
    .registryWithEnginy(jest.requireActual("../../../connector/systems/registry")),
);

// Step 4 of Enginy's set-up page: whose records they are. Named after its rows.

const BY_NAME: MatchRules = [[{ systemField: "last", column: "lastname", comparison: "exact" }]];

const [ROBIN, SAM] = SAMPLE_OWNERS.filter(({ inDynamics }) => inDynamics === "enabled").map(
  ({ email }) => email,
);
const DISABLED = SAMPLE_OWNERS.find(({ inDynamics }) => inDynamics === "disabled")!.email;

const setup = (systemObject: string, more: Partial<Setup> = {}): Setup => ({
  systemObject,
  table: "contact",
  fields: fieldsOf({ last: "text", by: "user" }),
  matchRules: BY_NAME,
  lines: [line("last", "lastname"), line("by", "ownerid", { transformations: [{ kind: "owner" }] })],
  ...more,
});

describe("Enginy's set-up, Step 4: User Mapping", () => {
  let world: InMemoryWorld;
  const idOf = (id: string): string => world.rowOf("contact", id)!;
  const creatorOf = (id: string): string =>
    (world.stored("contact", idOf(id)).createdby as { readonly id: string }).id;

  const map = (kind: number, email: string, external: object) =>
    world.row("wave_usermappings", {
      wave_name: email,
      wave_identitykind: kind,
      ...external,
      "wave_Connection@odata.bind": `/wave_connections(${world.connection.connectionId})`,
      "wave_SystemUser@odata.bind": `/systemusers(${world.user(email)})`,
    });

  beforeAll(async () => {
    world = await InMemoryWorld.start([
      setup("contact"),
      setup("as-connector", { policies: { ...DEFAULT_POLICIES, createAs: "connector" } }),
    ]);
    await map(IdentityKind.Identity, SELLER_EMAIL, { wave_externalid: "identity-12" });
    await map(IdentityKind.User, ROBIN!, { wave_externalemail: "someone@enginy.example" });
    await map(IdentityKind.User, DISABLED, { wave_externalid: "left-the-company" });
    await map(IdentityKind.DefaultOwner, SAM!, {});
    const people = {
      identity: "identity-12",
      user: "Someone@Enginy.example",
      byEmail: SELLER_EMAIL.toUpperCase(),
      unmapped: "stranger@enginy.example",
      nobody: null,
      disabled: "left-the-company",
    };
    for (const [id, by] of Object.entries(people)) enginy.put("contact", id, { last: id, by });
    enginy.put("as-connector", "user", { last: "Created by the connector", by: "identity-12" });
    await world.sync("contact");
    await world.sync("as-connector");
  });
  afterAll(() => world?.close());

  it("Identities Mapping: the profile that runs a campaign stands for a Dynamics user, who is shown as the one who did it", () => {
    expect(world.ownerOf("contact", idOf("identity"))).toBe(world.user(SELLER_EMAIL));
    expect(creatorOf("identity")).toBe(world.user(SELLER_EMAIL));
  });

  it("Users Mapping: the user's records are owned by the mapped Dynamics user, for automatic exports too", () => {
    expect(world.ownerOf("contact", idOf("user"))).toBe(world.user(ROBIN!));
    expect(creatorOf("user")).toBe(world.user(ROBIN!));
  });

  it("and who is not mapped, but a user here by the same email address, needs no mapping", () => {
    expect(world.ownerOf("contact", idOf("byEmail"))).toBe(world.user(SELLER_EMAIL));
  });

  it.each(["unmapped", "nobody"])("Default CRM owner: for whoever isn't mapped (%s)", (id) => {
    expect(world.ownerOf("contact", idOf(id))).toBe(world.user(SAM!));
  });

  it("a disabled user falls through to the default owner", () => {
    expect(world.ownerOf("contact", idOf("disabled"))).toBe(world.user(SAM!));
  });

  it("an admin may have the connector create everything: owned by the mapped user all the same", () => {
    const id = world.rowOf("as-connector", "user")!;
    expect(world.ownerOf("contact", id)).toBe(world.user(SELLER_EMAIL));
    expect(world.stored("contact", id).createdby).toMatchObject({ id: world.connection.userId });
  });

  // Last: it takes somebody's roles away.
  it("different permission levels: the association respects those limits", async () => {
    const robin = world.user(ROBIN!);
    await withoutRoles(world, robin);
    enginy.put("contact", "refused", { last: "Refused", by: "someone@enginy.example" });
    enginy.put("contact", "allowed", { last: "Allowed", by: "identity-12" });
    const { counts } = await world.sync("contact");
    expect(counts).toMatchObject({ created: 1, failed: 1 });
    expect(world.dynamics.rows("contact").some(({ values }) => values.lastname === "Refused")).toBe(false);
    const issue = world.dynamics
      .rows("wave_issue")
      .find(({ values }) => values.wave_externalid === "refused")!;
    expect(issue.values).toMatchObject({
      wave_code: "OWNER_MAY_NOT_CREATE",
      wave_message: expect.stringContaining("someone@enginy.example"),
    });
  });
});

async function withoutRoles({ dynamics }: InMemoryWorld, userId: string): Promise<void> {
  const ids = dynamics
    .rows("systemuserroles")
    .filter(({ values }) => values.systemuserid === userId)
    .map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  await dynamics.platform.dataverse.kernel.together(async (tx) => {
    for (const id of ids) tx.remove("systemuserroles", id);
  });
}
