import type { MappingCheckView } from "../../../connector/connect/admin-api";
import { emailWithName, nameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import { EMPLOYER_NAME } from "../../../core/mapping/lookup-name";
import type { MatchRules, OtherTable } from "../../../core/mapping/types";
import type { ContactInput } from "../../../local/sandboxes/enginy";
import { ask, operate, until } from "../../connector/support/connector";
import { loseEvents } from "../../support/lose-events";
import { EnginyWorld, line, type SetUp } from "../support/enginy-world";

// A person of Enginy is a lead or a contact of Dynamics, as the mappings have it, and nobody is both by accident.

const FIELDS = {
  ...{ firstName: "firstName", lastName: "lastName" },
  ...{ company: "companyName", email: "professionalEmail" },
};
const rules = (company: string): MatchRules => [
  ...nameAndCompany(FIELDS, { company }),
  ...emailWithName(FIELDS),
];
const CONTACT: OtherTable = {
  table: "contact",
  matchRules: rules(EMPLOYER_NAME),
  cameFrom: "originatingleadid",
};
const LEADS: SetUp = {
  lines: [
    line("firstName", "firstname"),
    line("lastName", "lastname"),
    line("companyName", "companyname"),
    line("professionalEmail", "emailaddress1"),
    line("jobTitle", "jobtitle"),
    line("topic", "subject", { kind: "fixed", value: "Enginy" }),
  ],
  matchRules: rules("companyname"),
  policies: {
    otherTables: [CONTACT],
    companies: {
      ...{ identify: "domainOrName", fields: { name: "companyName", domain: ["companyDomain"] } },
      ...{ contactColumns: { domain: ["emailaddress1"] }, link: true, create: false, linkContacts: false },
      writeRule: "onlyWhenEmpty",
    },
  },
};
const CONTACTS: SetUp = {
  lines: LEADS.lines.filter(({ column }) => column !== "companyname" && column !== "subject"),
  matchRules: rules(EMPLOYER_NAME),
  policies: { noMatch: "skip" },
};

const person = (firstName: string, more: Partial<ContactInput> = {}): ContactInput => ({
  ...{ firstName, lastName: "Lead", jobTitle: "Buyer" },
  professionalEmail: `${firstName.toLowerCase()}@people.test`,
  ...more,
});

describe("Enginy's people as leads and contacts", () => {
  let world: EnginyWorld;
  let leads: string;
  const ids = new Map<string, string>();
  const add = (name: string, more: Partial<ContactInput> = {}) =>
    void ids.set(name, world.contact(person(name, more)));
  const id = (name: string) => ids.get(name)!;
  const rowsNamed = (table: string, firstname: string) =>
    world.dynamics.rows(table).filter(({ values }) => values.firstname === firstname);
  const link = (name: string) =>
    world.dynamics.rows("wave_link").find(({ values }) => values.wave_externalid === id(name))?.values;
  const issuesOf = (name: string) =>
    world.dynamics.rows("wave_issue").filter(({ values }) => values.wave_externalid === id(name));
  const row = async (table: string, firstname: string, more: object = {}) => {
    const values = { firstname, lastname: "Lead", emailaddress1: `${firstname.toLowerCase()}@people.test` };
    return world.dynamics.platform.dataverse.create(table, { ...values, ...more });
  };
  const checkOf = async (mappingId: string) =>
    (await world.connector.admin(`/mappings/${mappingId}/check`)).body as unknown as MappingCheckView;
  const qualify = async (leadId: string) => {
    const path = `leads(${leadId})/Microsoft.Dynamics.CRM.QualifyLead`;
    const asked = { CreateAccount: false, CreateContact: true, CreateOpportunity: false, Status: 3 };
    const { body } = await world.dynamics.as("admin", "POST", path, asked);
    return (body.value as { contactid: string }[])[0]!.contactid;
  };

  beforeAll(async () => {
    world = await EnginyWorld.start();
  });
  afterAll(() => world?.close());

  describe("with a mapping of leads alone", () => {
    beforeAll(async () => {
      leads = await world.mapAlso("contact", "lead", LEADS);
      for (const name of ["Ada", "Bo", "Cy", "Di"]) add(name);
      await row("contact", "Ada");
      await row("lead", "Bo");
      await row("lead", "Di", { statecode: 2 });
      await world.runMapping(leads, "firstImport");
    });

    it("as neither, the mapping makes a lead; who was a lead once and is none any more is one again", () => {
      expect(rowsNamed("lead", "Cy").map(({ values }) => values)).toEqual([
        expect.objectContaining({ subject: "Enginy", emailaddress1: "cy@people.test", statecode: 0 }),
      ]);
      expect(link("Cy")).toMatchObject({ wave_table: "lead", wave_recordid: rowsNamed("lead", "Cy")[0]!.id });
      expect(rowsNamed("lead", "Di").map(({ values }) => values.statecode)).toEqual([2, 0]);
    });

    it("as an open lead, the lead is used", () => {
      const [lead, ...others] = rowsNamed("lead", "Bo");
      expect(others).toEqual([]);
      expect(lead!.values.jobtitle).toBe("Buyer");
      expect(link("Bo")).toMatchObject({ wave_table: "lead", wave_recordid: lead!.id });
    });

    it("as a contact, no lead is made, and a person is told, who may say that it is somebody else", async () => {
      expect(rowsNamed("lead", "Ada")).toEqual([]);
      expect(rowsNamed("contact", "Ada")[0]!.values.jobtitle ?? null).toBeNull();
      const [issue] = issuesOf("Ada");
      expect(issue!.values).toMatchObject({
        wave_code: "FOUND_IN_OTHER_TABLE",
        wave_message: expect.stringContaining('"contact"'),
        wave_nextstep: expect.stringContaining("turn on a mapping"),
      });
      const Decision = JSON.stringify({ kind: "create" });
      await ask(world.dynamics, "wave_Resolve", { Issue: issue!.id, Decision }, "admin");
      expect(rowsNamed("lead", "Ada")).toHaveLength(1);
    });

    it("is checked: columns that leads do not have are red, and so is a table that is not there", async () => {
      expect((await checkOf(leads)).rules.map(({ level, table }) => [table ?? "lead", level])).toEqual([
        ["lead", "supported"],
        ["lead", "supported"],
        ["contact", "supported"],
        ["contact", "supported"],
      ]);
      const mapping = world.mappingOf("contact");
      const set = async (wave_table: string) => {
        await world.dynamics.as("admin", "PATCH", `wave_mappings(${mapping})`, { wave_table });
        await world.reread();
      };
      await set("lead");
      const [names] = (await checkOf(mapping)).rules;
      expect(names).toMatchObject({ level: "unsupported", code: "columnMissing" });
      await set("leed");
      expect((await checkOf(mapping)).problem).toMatch(/no table "leed".*Dynamics 365 Sales/);
      await set("contact");
    });
  });

  describe("with a mapping of contacts that makes none beside it", () => {
    beforeAll(async () => {
      await world.map("contact", CONTACTS);
      await world.reread();
    });

    it("a contact is used, and keeps being used, and whoever is a lead stays one", async () => {
      add("Eve");
      await row("contact", "Eve");
      for (let times = 0; times < 2; times++) {
        await world.runMapping(leads, "onDemand");
        await world.runMapping(world.mappingOf("contact"), "onDemand");
      }
      expect(rowsNamed("lead", "Eve")).toEqual([]);
      expect(rowsNamed("contact", "Eve")[0]!.values.jobtitle).toBe("Buyer");
      expect(link("Eve")).toMatchObject({ wave_table: "contact" });
      expect(issuesOf("Eve")).toEqual([]);
      expect(link("Bo")).toMatchObject({ wave_table: "lead" });
      expect(rowsNamed("contact", "Bo")).toEqual([]);
    });

    it("a lead that is qualified is followed to its contact, though nothing else says that it is the same", async () => {
      const [lead] = rowsNamed("lead", "Bo");
      await world.dynamics.as("admin", "PATCH", `leads(${lead!.id})`, { emailaddress1: "bo@home.test" });
      const contact = await qualify(lead!.id);
      await until("the link to follow", () => link("Bo")?.wave_recordid === contact);
      expect(link("Bo")).toMatchObject({ wave_table: "contact", wave_recordid: contact });
      await world.enginy.contacts.update(Number(id("Bo")), { jobTitle: "Head of Buying" });
      await world.runMapping(leads, "onDemand");
      await world.runMapping(world.mappingOf("contact"), "onDemand");
      expect(world.stored("contact", contact).jobtitle).toBe("Head of Buying");
      expect(world.stored("lead", lead!.id).jobtitle).toBe("Buyer");
      expect(rowsNamed("lead", "Bo")).toHaveLength(1);
      expect(rowsNamed("contact", "Bo")).toHaveLength(1);
    });

    it("as its CRM, Enginy is told of the one or the other, and whom it knew as a lead goes on as a contact", async () => {
      const json = async (method: string, path: string, body: object) =>
        (await (await world.callCrm(method, path, body)).json()) as {
          results: { externalId?: string; crmId: string; success?: boolean }[];
        };
      const records = ["Eve", "Cy"].map((name) => ({ externalId: id(name), firstName: name }));
      const known = await json("POST", "/contacts/sync", { contacts: records });
      const rowOf = (name: string) => link(name)!.wave_recordid;
      expect(known.results.map(({ crmId }) => crmId).sort()).toEqual([rowOf("Eve"), rowOf("Cy")].sort());

      add("Flo", { professionalEmail: "flo@flo.test" });
      const flo = { externalId: id("Flo"), firstName: "Flo", lastName: "Lead", email: "flo@flo.test" };
      const made = await json("POST", "/contacts", { contacts: [flo] });
      const [lead] = rowsNamed("lead", "Flo");
      expect(made.results).toEqual([{ externalId: id("Flo"), crmId: lead!.id }]);

      await qualify(lead!.id);
      const told = { contacts: [{ crmId: lead!.id, title: "CEO" }] };
      const [updated] = (await json("PUT", "/contacts", told)).results;
      // It may have been followed a moment ago: then Enginy has to look it up again.
      if (updated!.success) expect(rowsNamed("contact", "Flo")[0]!.values.jobtitle).toBe("CEO");
      const again = await json("POST", "/contacts/sync", { contacts: [flo] });
      expect(again.results).toEqual([expect.objectContaining({ crmId: rowsNamed("contact", "Flo")[0]!.id })]);
    });

    it("a lead's company is its parent account", async () => {
      await world.map("company", {
        lines: [line("name", "name")],
        matchRules: [[{ systemField: "name", column: "name", comparison: "ignoreCase" }]],
      });
      const company = world.company({ name: "Parent & Co", domain: "parent.test" });
      await world.sync("company");
      add("Gus", { companyId: Number(company), professionalEmail: "gus@parent.test" });
      await world.runMapping(leads, "onDemand");
      expect(rowsNamed("lead", "Gus")[0]!.values).toMatchObject({
        companyname: "Parent & Co",
        parentaccountid: { table: "account", id: world.rowOf("company", company) },
      });
    });

    it("whoever asks for a lead that became a contact is told so, and a comparison follows what no event told", async () => {
      add("Ivo");
      await world.runMapping(leads, "onDemand");
      const [lead] = rowsNamed("lead", "Ivo");
      await loseEvents(world.dynamics);
      const contact = await qualify(lead!.id);
      const pulled = await operate(world.dynamics, "wave_Pull", {
        ...{ ids: [lead!.id], as: "admin" as const, more: { Table: "lead" } },
      });
      expect(pulled.result.records[0]).toMatchObject({
        outcome: "skipped",
        problem: { code: "LEFT_TO_OTHER_TABLE" },
      });
      await world.runMapping(leads, "onDemand");
      await until("the link to follow", () => link("Ivo")?.wave_recordid === contact);
    });

    it("without the right to write leads, none is made, and the admin hears why", async () => {
      add("Hal");
      const connector = world.connection.userId;
      const [role] = world.dynamics.rows("role").filter(({ values }) => values.name === "Lead Sync");
      const grant = `systemusers(${connector})/systemuserroles_association`;
      await world.dynamics.as("admin", "DELETE", `${grant}(${role!.id})/$ref`);
      const run = await world.runMapping(leads, "onDemand");
      expect(run).toMatchObject({ status: "failed", problem: { code: "RECORD_NOT_WRITABLE" } });
      expect(rowsNamed("lead", "Hal")).toEqual([]);
      await world.dynamics.as("admin", "POST", `${grant}/$ref`, {
        "@odata.id": `${world.dynamics.url}/api/data/v9.2/roles(${role!.id})`,
      });
      await world.runMapping(leads, "onDemand");
      expect(rowsNamed("lead", "Hal")).toHaveLength(1);
    });

    it("the other way round, who is an open lead becomes no contact of a mapping that makes contacts", async () => {
      const LEAD: OtherTable = { table: "lead", matchRules: rules("companyname") };
      await world.map("contact", { ...CONTACTS, policies: { otherTables: [LEAD] } });
      await world.reread();
      for (const name of ["Kim", "Lea"]) add(name);
      await row("lead", "Kim", { companyname: "Kim & Co" });
      await world.runMapping(world.mappingOf("contact"), "onDemand");
      expect([rowsNamed("contact", "Kim").length, rowsNamed("contact", "Lea").length]).toEqual([0, 1]);
      await world.runMapping(leads, "onDemand");
      expect(link("Kim")).toMatchObject({
        wave_table: "lead",
        wave_recordid: rowsNamed("lead", "Kim")[0]!.id,
      });
      expect(rowsNamed("lead", "Lea")).toEqual([]);
    });
  });
});
