import { IdentityKind } from "../../../core/generated/schema";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "../../../local/samples";
import {
  enginyContact,
  startCustomCrm,
  type CustomCrm,
} from "../../connector/systems/enginy/support/custom-crm";
import type { Dynamics } from "../../connector/support/dynamics";

// Step 4 of Enginy's set-up page: whose records they are. Named after its rows. An export says who made it.

const [ROBIN, SAM] = SAMPLE_OWNERS.filter(({ inDynamics }) => inDynamics === "enabled").map(
  ({ email }) => email,
);
const DISABLED = SAMPLE_OWNERS.find(({ inDynamics }) => inDynamics === "disabled")!.email;

describe("Enginy's set-up, Step 4: User Mapping", () => {
  let crm: CustomCrm;
  let exported = 0;

  const user = (email: string): string => {
    const same = (value: unknown) => String(value).toLowerCase() === email.toLowerCase();
    return crm.rows("systemuser").find(({ values }) => same(values.internalemailaddress))!.id;
  };
  const map = async (kind: number, email: string, external: object) => {
    const [connection] = crm.rows("wave_connection");
    const answer = await crm.dynamics.as("admin", "POST", "wave_usermappings", {
      wave_name: email,
      wave_identitykind: kind,
      ...external,
      "wave_Connection@odata.bind": `/wave_connections(${connection!.id})`,
      "wave_SystemUser@odata.bind": `/systemusers(${user(email)})`,
    });
    expect(answer.status).toBe(204);
  };
  /** Enginy exports somebody new in the name of one of its users or identities; gives the answer, and the row. */
  const exportBy = async (ownerId: string | null, lastName = `Lead ${exported + 1}`) => {
    exported += 1;
    // Its REST interface knows her, too.
    const externalId = String(crm.enginy.contacts.create({ lastName }).id);
    const answer = await crm.call("POST", "/contacts", { contacts: [{ externalId, lastName, ownerId }] });
    const row = crm.rows("contact").find(({ values }) => values.lastname === lastName)?.values;
    return { answer, externalId, row };
  };
  const idIn = (lookup: unknown) => (lookup as { readonly id: string } | null)?.id;

  beforeAll(async () => {
    crm = await startCustomCrm();
    await map(IdentityKind.Identity, SELLER_EMAIL, { wave_externalid: "identity-12" });
    await map(IdentityKind.User, ROBIN!, { wave_externalemail: "someone@enginy.example" });
    await map(IdentityKind.User, DISABLED, { wave_externalid: "left-the-company" });
    await map(IdentityKind.DefaultOwner, SAM!, {});
    // As an admin would, and known at once.
    await crm.changeMapping("contact", () => ({ wave_name: "Enginy contacts" }));
  });
  afterAll(() => crm?.close());

  it("Identities Mapping: the profile that runs a campaign stands for a Dynamics user, who is shown as the one who did it", async () => {
    const { row } = await exportBy("identity-12");
    expect(idIn(row!.ownerid)).toBe(user(SELLER_EMAIL));
    expect(idIn(row!.createdby)).toBe(user(SELLER_EMAIL));
  });

  it("and the activity log shows that user as the one who wrote it", async () => {
    const { id, ...ines } = enginyContact(crm, "Logged");
    const contacts = [{ externalId: String(id), ...ines, ownerId: "identity-12" }];
    const contactId = (await crm.call("POST", "/contacts", { contacts })).body.results[0]!.crmId;
    const activity = { type: "LINKEDIN", direction: "OUTBOUND", contactId, ownerId: "identity-12" };
    const { body } = await crm.call("POST", "/activities", activity);
    const { values } = crm.rows("activitypointer").find(({ id }) => id === body.id)!;
    expect([values.createdby, values.ownerid].map(idIn)).toEqual([user(SELLER_EMAIL), user(SELLER_EMAIL)]);
  });

  it("Users Mapping: the user's records are owned by the mapped Dynamics user", async () => {
    const { row } = await exportBy("Someone@Enginy.example");
    expect(idIn(row!.ownerid)).toBe(user(ROBIN!));
    expect(idIn(row!.createdby)).toBe(user(ROBIN!));
  });

  it("and who is not mapped, but a user here by the same email address, needs no mapping", async () => {
    const { row } = await exportBy(SELLER_EMAIL.toUpperCase());
    expect(idIn(row!.ownerid)).toBe(user(SELLER_EMAIL));
  });

  it("nor does who was chosen from the users that Enginy has read from us", async () => {
    const { row } = await exportBy(user(ROBIN!));
    expect(idIn(row!.ownerid)).toBe(user(ROBIN!));
  });

  it.each([["unmapped", "stranger@enginy.example"] as const, ["nobody", null] as const])(
    "Default CRM owner: for whoever isn't mapped (%s)",
    async (_who, ownerId) => {
      const { row } = await exportBy(ownerId);
      expect(idIn(row!.ownerid)).toBe(user(SAM!));
    },
  );

  it.each([
    ["a mapped user's", "someone@enginy.example", () => ROBIN!],
    ["an identity's", "identity-12", () => SELLER_EMAIL],
    ["for whoever isn't mapped, the default owner's", "stranger@enginy.example", () => SAM!],
  ])("a company is owned like a contact: %s", async (_whose, ownerId, owner) => {
    const name = `Company of ${ownerId}`;
    const companies = [{ externalId: name, name, ownerId }];
    const { body } = await crm.call("POST", "/companies", { companies });
    const { values } = crm.rows("account").find(({ id }) => id === body.results[0]!.crmId)!;
    expect(idIn(values.ownerid)).toBe(user(owner()));
  });

  it("automatic exports via field mappings: a later one in the user's name makes the record hers", async () => {
    const { answer } = await exportBy(null, "Automatic");
    const { crmId } = answer.body.results[0]!;
    const owner = () => idIn(crm.rows("contact").find(({ id }) => id === crmId)!.values.ownerid);
    expect(owner()).toBe(user(SAM!));
    await crm.call("PUT", "/contacts", { contacts: [{ crmId, ownerId: "someone@enginy.example" }] });
    expect(owner()).toBe(user(ROBIN!));
    // An admin's choice stays: the export fills what is empty, or holds what Enginy said.
    await crm.dynamics.as("admin", "PATCH", `contacts(${String(crmId)})`, {
      "ownerid@odata.bind": `/systemusers(${user(SELLER_EMAIL)})`,
    });
    for (const ownerId of ["someone@enginy.example", user(SAM!)]) {
      await crm.call("PUT", "/contacts", { contacts: [{ crmId, ownerId }] });
      expect(owner()).toBe(user(SELLER_EMAIL));
    }
  });

  it("a disabled user falls through to the default owner", async () => {
    const { row } = await exportBy("left-the-company");
    expect(idIn(row!.ownerid)).toBe(user(SAM!));
  });

  it("an admin may have the connector create everything: owned by the mapped user all the same", async () => {
    const createAs = async (createAs: string) =>
      crm.changeMapping("contact", ({ values }) => ({
        wave_policies: JSON.stringify({ ...JSON.parse(String(values.wave_policies)), createAs }),
      }));
    await createAs("connector");
    const { row } = await exportBy("identity-12");
    const connector = crm.rows("wave_connection")[0]!.values.wave_integrationuser;
    expect(idIn(row!.ownerid)).toBe(user(SELLER_EMAIL));
    expect(idIn(row!.createdby)).toBe(user(String(connector)));
    await createAs("owner");
  });

  // Last: it takes somebody's roles away.
  it("different permission levels: the association respects those limits, and Enginy is told", async () => {
    await withoutRoles(crm.dynamics, user(ROBIN!));
    const { answer, externalId } = await exportBy("someone@enginy.example", "Refused");
    expect(answer.body.results).toEqual([]);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ externalId, error: "OWNER_MAY_NOT_CREATE" }),
    ]);
    expect(crm.rows("contact").some(({ values }) => values.lastname === "Refused")).toBe(false);
    const issue = crm.rows("wave_issue").find(({ values }) => values.wave_externalid === externalId)!;
    expect(issue.values).toMatchObject({
      wave_code: "OWNER_MAY_NOT_CREATE",
      wave_message: expect.stringContaining("someone@enginy.example"),
    });
    expect((await exportBy("identity-12")).answer.body.results).toHaveLength(1);
  });
});

async function withoutRoles({ platform, rows }: Dynamics, userId: string): Promise<void> {
  const ids = rows("systemuserroles")
    .filter(({ values }) => values.systemuserid === userId)
    .map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  await platform.dataverse.kernel.together(async (tx) => {
    for (const id of ids) tx.remove("systemuserroles", id);
  });
}
