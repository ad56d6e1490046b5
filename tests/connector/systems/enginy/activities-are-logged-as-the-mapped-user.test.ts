import { IdentityKind, IssueStatus } from "../../../../core/generated/schema";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "../../../../local/samples";
import { ask } from "../../support/connector";
import { withoutEvents } from "../../support/without-events";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

const [ROBIN, SAM] = SAMPLE_OWNERS.filter(({ inDynamics }) => inDynamics === "enabled").map(
  ({ email }) => email,
);

describe("what Enginy logs is created as the mapped user, whose permissions rule", () => {
  let crm: CustomCrm;
  let contactId: string;
  let logged = 0;

  const user = (email: string): string =>
    crm.rows("systemuser").find(({ values }) => {
      return String(values.internalemailaddress).toLowerCase() === email.toLowerCase();
    })!.id;
  const log = (ownerId: string | null, changes: object = {}) => {
    logged += 1;
    return crm.call("POST", "/activities", {
      type: "LINKEDIN",
      direction: "OUTBOUND",
      subject: `Message ${logged}`,
      contactId,
      ...(ownerId === null ? {} : { ownerId }),
      metadata: { messageId: String(logged) },
      ...changes,
    });
  };
  const rowOf = (table: string, id: unknown) => crm.rows(table).find((row) => row.id === id)!.values;
  const whose = (table: string, id: unknown) => {
    const { createdby, ownerid } = rowOf(table, id);
    return [createdby, ownerid].map((lookup) => (lookup as { id: string }).id);
  };
  const connector = () => user(String(crm.rows("wave_connection")[0]!.values.wave_integrationuser));
  const activities = () => ["email", "task", "wave_socialmessage"].flatMap((table) => crm.rows(table)).length;
  const issues = () =>
    crm
      .rows("wave_issue")
      .map(({ values }) => values)
      .filter(({ wave_code }) => wave_code === "ACTIVITY_NOT_ALLOWED");
  const contact = () => crm.rows("contact").find(({ id }) => id === contactId)!.values;
  const codes = () =>
    (JSON.parse(String(contact().wave_syncdetails)) as { systems: { code?: string }[] }).systems.map(
      ({ code }) => code,
    );

  const createAs = (createAs: string) =>
    crm.changeMapping("contact", ({ values }) => ({
      wave_policies: JSON.stringify({ ...JSON.parse(String(values.wave_policies)), createAs }),
    }));

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    const { id, ...ines } = enginyContact(crm, "801");
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId: String(id), ...ines }] });
    contactId = String(body.results[0]!.crmId);
    for (const [kind, email, external] of [
      [IdentityKind.Identity, SELLER_EMAIL, { wave_externalid: "identity-12" }],
      [IdentityKind.User, ROBIN!, { wave_externalemail: "robin@enginy.example" }],
      [IdentityKind.DefaultOwner, SAM!, {}],
    ] as const)
      await crm.dynamics.as("admin", "POST", "wave_usermappings", {
        wave_name: email,
        wave_identitykind: kind,
        ...external,
        "wave_Connection@odata.bind": `/wave_connections(${crm.rows("wave_connection")[0]!.id})`,
        "wave_SystemUser@odata.bind": `/systemusers(${user(email)})`,
      });
    await crm.changeMapping("contact", () => ({ wave_name: "Enginy contacts" }));
  });
  afterAll(async () => crm?.close());

  it.each([
    ["wave_socialmessage", { type: "LINKEDIN_INMAIL" }],
    ["email", { type: "EMAIL" }],
  ])("%s: the user is its author and its owner", async (table, changes) => {
    const { body } = await log("identity-12", changes);
    expect(whose(table, body.id)).toEqual([user(SELLER_EMAIL), user(SELLER_EMAIL)]);
  });

  it("so is she of a task, which Enginy reads and completes all the same", async () => {
    const { body } = await crm.call("POST", "/tasks", { subject: "Call", contactId, ownerId: "identity-12" });
    expect(whose("task", body.id)).toEqual([user(SELLER_EMAIL), user(SELLER_EMAIL)]);
    const done = await crm.call("PATCH", `/tasks/${String(body.id)}`, { completed: true });
    expect(done.body.completed).toBe(true);
  });

  it.each(["stranger-of-enginy", null])(
    "nobody mapped (%s): the connector's, for the default owner",
    async (who) => {
      const { body } = await log(who);
      expect(whose("wave_socialmessage", body.id)).toEqual([connector(), user(SAM!)]);
    },
  );

  it("an admin may have the connector log everything: owned by the mapped user all the same", async () => {
    await createAs("connector");
    const { body } = await log("identity-12");
    expect(whose("wave_socialmessage", body.id)).toEqual([connector(), user(SELLER_EMAIL)]);
    await createAs("owner");
  });

  // From here on Robin may not.
  describe("where she may not", () => {
    const roles = () =>
      crm.rows("systemuserroles").filter(({ values }) => values.systemuserid === user(ROBIN!));
    let taken: ReturnType<typeof roles>;
    const kernel = () => crm.dynamics.platform.dataverse.kernel;
    const give = () =>
      kernel().together(async (tx) => {
        for (const { id, values } of taken) tx.insert("systemuserroles", id, values);
      });

    const take = async () => {
      taken = roles();
      await kernel().together(async (tx) => {
        for (const { id } of taken) tx.remove("systemuserroles", id);
      });
    };

    const robin = { contactId, ownerId: "robin@enginy.example" };
    const [LOGGED, MADE] = [
      ["/activities", { type: "LINKEDIN", metadata: { messageId: "while she might" } }],
      ["/tasks", { subject: "While she might" }],
    ] as const;
    const tell = ([path, body]: typeof LOGGED | typeof MADE) =>
      crm.call("POST", path, { ...body, ...robin, contactId });
    const before = new Map<string, unknown>();

    beforeAll(async () => {
      for (const each of [LOGGED, MADE]) before.set(each[0], (await tell(each)).body.id);
      await take();
    });

    it.each([LOGGED, MADE])(
      "%s: what was logged while she still might is there, told again or not",
      async (...each) => {
        const { body, status } = await tell(each as typeof LOGGED);
        expect([status, body.id]).toEqual([201, before.get(each[0])]);
        expect(issues()).toEqual([]);
      },
    );

    it.each([
      ["/activities", { type: "EMAIL", direction: "OUTBOUND", metadata: { messageId: "refused" } }],
      ["/activities", { type: "LINKEDIN", direction: "INBOUND" }],
      ["/tasks", { subject: "Call" }],
    ])("%s %j: Enginy is told, and nothing is written as anybody else", async (path, body) => {
      const before = activities();
      const about = { contactId, ownerId: "robin@enginy.example" };
      const answer = await crm.call("POST", path, { ...body, ...about });
      expect([answer.status, answer.body]).toEqual([
        400,
        { error: "ACTIVITY_NOT_ALLOWED", message: expect.stringContaining("robin@enginy.example") },
      ]);
      expect(activities()).toBe(before);
    });

    it("the record says who, what and why; one issue, however often", async () => {
      expect(issues()).toEqual([
        expect.objectContaining({
          wave_code: "ACTIVITY_NOT_ALLOWED",
          wave_issuestatus: expect.any(Number),
          wave_message: expect.stringMatching(
            /robin@enginy\.example isn't allowed.*Missing permission: prvCreateActivity\./s,
          ),
          wave_nextstep: expect.stringContaining("security role"),
          wave_contact: expect.objectContaining({ id: contactId }),
        }),
      ]);
      expect(codes()).toEqual(["ACTIVITY_NOT_ALLOWED"]);
    });

    it("nothing else cures it: neither news of the contact nor what somebody else logs", async () => {
      await crm.call("PUT", "/contacts", { contacts: [{ crmId: contactId, title: "Buyer" }] });
      // With an engagement line, whatever is logged about the contact is a look at her.
      await crm.changeMapping("contact", ({ values }) => {
        const map = JSON.parse(String(values.wave_fieldmap)) as { lines: { id: string }[] };
        const { systemField: _, ...first } = map.lines[0] as { id: string; systemField?: string };
        const line = { ...first, id: "engaged", kind: "engagement", column: "nickname", value: "Engaged" };
        return { wave_fieldmap: JSON.stringify({ ...map, lines: [...map.lines, line] }) };
      });
      expect((await log("identity-12")).status).toBe(201);
      expect(contact().nickname).toBe("Engaged");
      expect(openIssues()).toHaveLength(1);
      expect(codes()).toEqual(["ACTIVITY_NOT_ALLOWED"]);
    });

    const tryAgain = () => {
      const { id } = crm
        .rows("wave_issue")
        .find(({ values }) => values.wave_code === "ACTIVITY_NOT_ALLOWED")!;
      const Decision = JSON.stringify({ kind: "retry" });
      return ask(crm.dynamics, "wave_Resolve", { Issue: id, Decision }, "admin");
    };
    const ofRobin = () =>
      ["email", "task", "wave_socialmessage"].flatMap((table) =>
        crm
          .rows(table)
          .filter(({ id }) => ![...before.values()].includes(id))
          .filter(({ id }) => whose(table, id).every((who) => who === user(ROBIN!))),
      );

    it("somebody tries again too early: it is refused as before, and stays open", async () => {
      expect(await tryAgain()).toMatchObject({ status: "failed", code: "ACTIVITY_NOT_ALLOWED" });
      expect(openIssues()).toHaveLength(1);
      expect(ofRobin()).toEqual([]);
    });

    it("she may again, and somebody tries again: all that was refused is logged as hers, once, and it is over", async () => {
      await give();
      expect((await tryAgain()).status).toBe("succeeded");
      expect(ofRobin()).toHaveLength(3);
      expect(openIssues()).toEqual([]);
      expect(codes()).toEqual([undefined]);
      const about = { contactId, ownerId: "robin@enginy.example" };
      const again = { type: "EMAIL", direction: "OUTBOUND", metadata: { messageId: "refused" } };
      expect((await crm.call("POST", "/activities", { ...again, ...about })).status).toBe(201);
      expect(ofRobin()).toHaveLength(3);
    });

    it("she may again, and logs something else: that cures it, and what was refused is logged, too", async () => {
      await take();
      expect((await log("robin@enginy.example")).status).toBe(400);
      expect(openIssues()).toHaveLength(1);
      await give();
      expect((await log("Robin@Enginy.example")).status).toBe(201);
      expect(ofRobin()).toHaveLength(5);
      expect(openIssues()).toEqual([]);
      expect(codes()).toEqual([undefined]);
    });

    it("an admin lets the connector log for her: the next activity cures it, and what was refused is hers", async () => {
      const before = activities();
      await take();
      expect((await log("robin@enginy.example")).status).toBe(400);
      await createAs("connector");
      expect((await log("robin@enginy.example")).status).toBe(201);
      await createAs("owner");
      await give();
      expect(activities()).toBe(before + 2);
      expect(openIssues()).toEqual([]);
    });

    const openIssues = () => issues().filter(({ wave_issuestatus }) => wave_issuestatus === IssueStatus.Open);
  });

  /** Takes a privilege from the connector's role. Gives a way back. */
  async function withoutPrivilege(name: string): Promise<() => Promise<void>> {
    const { kernel } = crm.dynamics.platform.dataverse;
    const privilege = crm.rows("privilege").find(({ values }) => values.name === name)!;
    const role = crm.rows("role").find(({ values }) => values.name === "Wave Sync Connector")!;
    const taken = crm
      .rows("roleprivileges")
      .filter(({ values }) => values.privilegeid === privilege.id && values.roleid === role.id);
    expect(taken).toHaveLength(1);
    await kernel.together(async (tx) => taken.forEach(({ id }) => tx.remove("roleprivileges", id)));
    return () =>
      kernel.together(async (tx) =>
        taken.forEach(({ id, values }) => tx.insert("roleprivileges", id, values)),
      );
  }

  it("the connector itself may not: Enginy is told that, and nobody else is said to be at fault", async () => {
    const giveBack = await withoutPrivilege("prvCreateActivity");
    const before = issues().length;
    const { body, status } = await log("identity-12");
    expect([status, body.error]).toEqual([500, "RECORD_NOT_WRITABLE"]);
    expect(issues()).toHaveLength(before);
    await giveBack();
    expect((await log("identity-12")).status).toBe(201);
  });

  // Last: for a while the connector does not try again.
  it("the connector may not act for others: it logs for her, and that is said once", async () => {
    await withoutPrivilege("prvActOnBehalfOfAnotherUser");
    const { body } = await log("identity-12");
    expect(whose("wave_socialmessage", body.id)).toEqual([connector(), user(SELLER_EMAIL)]);
    expect((await log("identity-12")).status).toBe(201);
    const said = crm.rows("wave_issue").filter(({ values }) => values.wave_code === "IMPERSONATION_REFUSED");
    expect(said).toHaveLength(1);
  });
});
