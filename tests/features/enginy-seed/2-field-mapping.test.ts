import { createTokenSource } from "../../../connector/dataverse/sign-in";
import { DataverseClient } from "../../../connector/dataverse/client";
import { Governor } from "../../../connector/dataverse/governor";
import { Transport } from "../../../connector/dataverse/transport";
import { readTableMetadata } from "../../../connector/environment/table-metadata";
import type { MappingCheckView } from "../../../connector/connect/admin-api";
import { IssueStatus } from "../../../core/generated/schema";
import { describeCheck } from "../../../core/issues/describe";
import { checkLine } from "../../../core/mapping/check/check-line";
import type { Columns } from "../../../core/mapping/columns";
import type { MatchRules } from "../../../core/mapping/types";
import { contactFields } from "../../../connector/systems/enginy/fields";
import type { ContactInput } from "../../../local/sandboxes/enginy";
import { operate } from "../../connector/support/connector";
import { EnginyWorld, line, type SetUp } from "../support/enginy-world";

// Step 2 of Enginy's set-up page: which fields go where, and how. Named after its rows.

const BY_NAME: MatchRules = [[{ systemField: "lastName", column: "lastname", comparison: "exact" }]];

const CONTACT: SetUp = {
  matchRules: BY_NAME,
  lines: [
    line("lastName", "lastname"),
    line("mobilePhone", "telephone1"),
    line("source", "department", { kind: "fixed", value: "Enginy" }),
    line("event", "nickname", { kind: "manual" }),
    line("hall", "salutation", { kind: "manual" }),
    line("contacted", "assistantname", { kind: "engagement", value: "Contacted" }),
    line("gender", "gendercode", { transformations: [{ kind: "choice", by: "label" }] }),
    line("wrongType", "birthdate", { systemField: "score" }),
    line("readOnly", "fullname", { systemField: "jobTitle" }),
    line("overwritten", "jobtitle", { systemField: "jobTitle" }),
    line("filled", "managername", { systemField: "jobTitle", writeRule: "onlyWhenEmpty" }),
  ],
};
const COMPANY: SetUp = {
  matchRules: [[{ systemField: "name", column: "name", comparison: "exact" }]],
  lines: [
    line("name", "name"),
    line("source", "accountnumber", { kind: "fixed", value: "Enginy" }),
    line("event", "description", { kind: "manual" }),
    line("industry", "industrycode", { transformations: [{ kind: "choice", by: "label" }] }),
    line("numberOfEmployees", "numberofemployees", { writeRule: "onlyWhenEmpty" }),
    line("city", "address1_city"),
  ],
};
/** What people of this workspace made beside the standard fields. */
const MADE = [
  { id: "gender", label: "Gender", dataType: "TEXT" },
  { id: "score", label: "Score", dataType: "NUMBER" },
] as const;
/** The same, and one of a type that no sample of Enginy's documentation shows. */
const FIELDS = contactFields([...MADE, { id: "tags", label: "Tags", dataType: "ARRAY" }]);
const TYPED = "Typed by a person";

describe("Enginy's set-up, Step 2: Field Mapping", () => {
  let world: EnginyWorld;
  const ids = new Map<string, number>();
  const idOf = (name: string): string => String(ids.get(name));
  const contactOf = (name: string) => world.stored("contact", world.rowOf("contact", idOf(name))!);
  const edit = async (name: string, values: object): Promise<void> => {
    const target = `contacts(${world.rowOf("contact", idOf(name))})`;
    expect((await world.dynamics.as("admin", "PATCH", target, values)).status).toBe(204);
  };
  const put = (name: string, values: ContactInput): void => {
    const { contacts } = world.enginy;
    const known = ids.get(name);
    if (known === undefined) ids.set(name, contacts.create({ lastName: `Contact ${name}`, ...values }).id);
    else contacts.update(known, values);
  };

  beforeAll(async () => {
    world = await EnginyWorld.start(({ enginy }) => {
      for (const { id, label, dataType } of MADE) enginy.fields.contact.add(id, label, dataType, "CRM_FIELD");
    });
    await world.map("contact", CONTACT);
    for (const name of ["a", "b"]) put(name, { mobilePhone: "+33 1 23 45 67 89" });
    put("choice", { custom: { gender: "female" }, mobilePhone: "+33 2" });
    put("none", { custom: { gender: "unsaid", score: 7 }, mobilePhone: "+33 3", jobTitle: "X" });
    for (const name of ["full", "empty"]) put(name, { jobTitle: "From Enginy" });
    await world.row("contacts", { lastname: "Contact full", jobtitle: TYPED, managername: TYPED });
    await world.row("contacts", { lastname: "Contact empty" });
    await world.sync("contact");
  });
  afterAll(() => world?.close());

  describe("Field Types", () => {
    it("Enginy Fields: standard fields go to the Dynamics field beside them", () => {
      expect(contactOf("a")).toMatchObject({ lastname: "Contact a", telephone1: "+33 1 23 45 67 89" });
    });

    it("Fixed Value Fields: always export with the same static value", () => {
      for (const id of ["a", "b"]) expect(contactOf(id).department).toBe("Enginy");
    });

    it("Manual Export Fields: fields whose value you define at the time of export, as many as you want", async () => {
      expect(contactOf("a").nickname ?? null).toBeNull();
      const done = await operate(world.dynamics, "wave_Pull", {
        ids: [world.rowOf("contact", idOf("a"))!],
        as: "admin",
        more: { Values: JSON.stringify({ event: "Fair 2026", hall: "Hall 4" }) },
      });
      expect(done).toMatchObject({ status: "succeeded", result: { counts: { updated: 1, failed: 0 } } });
      expect(contactOf("a")).toMatchObject({ nickname: "Fair 2026", salutation: "Hall 4" });
      expect(contactOf("b").nickname ?? null).toBeNull();
      // What was given by hand stays when the next export gives nothing.
      await world.sync("contact");
      expect(contactOf("a").nickname).toBe("Fair 2026");
    });

    it("Engagement Fields: left alone by a sync that logs no activity", () => {
      for (const name of ["a", "b"]) expect(contactOf(name).assistantname ?? null).toBeNull();
    });

    it.each([
      [
        "an email sent",
        "/activities",
        { type: "EMAIL", direction: "OUTBOUND", metadata: { messageId: "7" } },
      ],
      ["a LinkedIn message", "/activities", { type: "LINKEDIN", direction: "OUTBOUND" }],
      ["a Task log", "/tasks", { dueDate: "2026-12-18T10:00:00Z" }],
    ])("Engagement Fields: populated when %s is created in Dynamics", async (what, path, activity) => {
      const contactId = world.rowOf("contact", idOf("a"));
      await edit("a", { assistantname: null });
      const answer = await world.callCrm("POST", path, { ...activity, subject: what, contactId });
      expect(answer.status).toBe(201);
      expect(contactOf("a").assistantname).toBe("Contacted");
      expect(contactOf("b").assistantname ?? null).toBeNull();
    });

    it("Engagement Fields: only one can be set; with a second, nothing is synced until one of them is gone", async () => {
      const engaged = (id: string, column: string) => line(id, column, { kind: "engagement", value: "x" });
      const two = [...CONTACT.lines, engaged("another", "yomifirstname")];
      await world.map("contact", { ...CONTACT, lines: two });
      await world.reread();
      const { body } = await world.connector.admin(`/mappings/${world.mappingOf("contact")}/check`);
      expect(JSON.stringify(body)).toContain("There is more than one engagement line.");
      expect(await world.sync("contact")).toMatchObject({
        status: "failed",
        problem: { code: "MAPPING_INVALID" },
      });
      await world.map("contact", CONTACT);
      await world.reread();
      expect(await world.sync("contact")).toMatchObject({ counts: { failed: 0 } });
    });
  });

  it("two tabs, Contacts and Companies: the mapping configuration works the same way in both", async () => {
    const acme = await world.row("accounts", {
      name: "Acme",
      address1_city: "Bonn",
      numberofemployees: 12,
    });
    const known = world.company({
      name: "Acme",
      industry: "Consulting",
      city: "Köln",
      numberOfEmployees: 40,
    });
    const fresh = world.company({ name: "Newcomers", industry: "no such choice", numberOfEmployees: 3 });
    await world.map("company", COMPANY);
    await world.sync("company");
    expect(world.rowOf("company", known)).toBe(acme);
    const made = world.rowOf("company", fresh)!;
    expect(world.stored("account", acme)).toMatchObject({
      accountnumber: "Enginy",
      address1_city: "Köln",
      numberofemployees: 12,
      industrycode: expect.any(Number),
    });
    expect(world.stored("account", made)).toMatchObject({ accountnumber: "Enginy", numberofemployees: 3 });
    expect(world.stored("account", made).industrycode ?? null).toBeNull();
    const done = await operate(world.dynamics, "wave_Pull", {
      ids: [made],
      as: "admin",
      more: { Table: "account", Values: JSON.stringify({ event: "Fair 2026" }) },
    });
    expect(done).toMatchObject({ status: "succeeded", result: { counts: { updated: 1 } } });
    expect(world.stored("account", made).description).toBe("Fair 2026");
    expect(world.stored("account", acme).description ?? null).toBeNull();
  });

  describe("Status icons", () => {
    let columns: Columns;
    beforeAll(async () => {
      const { url } = world.dynamics;
      const tokens = createTokenSource(url, {
        authority: `${url}/local`,
        clientId: "connector",
        clientSecret: "local",
      });
      const client = new DataverseClient(new Transport(url, tokens, new Governor()));
      columns = (await readTableMetadata(client, "contact")).columns();
    });

    it.each([
      ["Blue check: a text into a text", "jobTitle", "jobtitle", "supported"],
      ["Blue check: a phone into a phone", "mobilePhone", "telephone1", "supported"],
      [
        "Yellow exclamation: Enginy Text field mapped to a Dynamics Enumeration field",
        "gender",
        "gendercode",
        "limited",
      ],
      ["Yellow exclamation: a list into a text", "tags", "jobtitle", "limited"],
      ["Red X: the types don't match", "score", "birthdate", "unsupported"],
      ["Red X: the Dynamics field is read-only", "jobTitle", "fullname", "unsupported"],
      ["Red X: a Company field in the Contacts tab", "industry", "jobtitle", "unsupported"],
    ])("%s", (_row, systemField, column, level) => {
      const check = checkLine(line("l", column, { systemField }), columns, FIELDS);
      expect(check.level).toBe(level);
      // Each but the blue ones says why, in every language.
      for (const language of ["en", "de", "fr", "es"] as const)
        if (level !== "supported") expect(describeCheck(check, language)).toMatch(/\S{3,}.*\.$/);
    });

    it("Yellow: written when the text is one of the choices, left out with its reason when it is not", async () => {
      expect(contactOf("choice").gendercode).toBe(2);
      expect(contactOf("none").gendercode ?? null).toBeNull();
      const { result } = await operate(world.dynamics, "wave_Preview", {
        ids: [world.rowOf("contact", idOf("none"))!],
        as: "admin",
      });
      const gender = result.records[0]!.fields!.find(({ column }) => column === "gendercode");
      expect(gender).toMatchObject({ verdict: "leftOut", reason: "notInChoices" });
      expect(gender!.reasonText).toMatch(/choices/);
    });

    it("Red: not written, never blocks the rest, and the mapping says which line and why", () => {
      expect(contactOf("none")).toMatchObject({ telephone1: "+33 3", lastname: "Contact none" });
      expect(contactOf("none").birthdate ?? null).toBeNull();
      const told = world.dynamics
        .rows("wave_issue")
        .map(({ values }) => values)
        .filter(({ wave_code: code }) => code === "LINE_NOT_SUPPORTED");
      expect(told).toHaveLength(2);
      for (const issue of told) {
        expect(issue.wave_issuestatus).toBe(IssueStatus.Open);
        expect(issue.wave_mapping).toMatchObject({ id: world.mappingOf("contact") });
      }
      const messages = told.map(({ wave_message: message }) => String(message)).sort();
      expect(messages).toEqual([expect.stringContaining("readOnly"), expect.stringContaining("wrongType")]);
    });
  });

  describe("Mapping Options", () => {
    it("Enginy overwrites Dynamics: at once, and whenever it changes in Enginy", async () => {
      expect([contactOf("full").jobtitle, contactOf("empty").jobtitle]).toEqual([
        "From Enginy",
        "From Enginy",
      ]);
      put("full", { jobTitle: "Later" });
      await world.sync("contact");
      expect(contactOf("full").jobtitle).toBe("Later");
    });

    it("Enginy overwrites Dynamics automatically: as soon as Enginy tells of a change, without anybody's run", async () => {
      const runs = () => world.dynamics.rows("wave_run").length;
      const before = runs();
      const told = { crmId: world.rowOf("contact", idOf("full")), title: "At once" };
      expect((await world.callCrm("PUT", "/contacts", { contacts: [told] })).status).toBe(200);
      expect(contactOf("full")).toMatchObject({ jobtitle: "At once", managername: TYPED });
      expect(runs()).toBe(before);
    });

    it("Sync with Dynamics: only when the destination field is empty, preventing overwriting existing values", async () => {
      expect([contactOf("full").managername, contactOf("empty").managername]).toEqual([TYPED, "From Enginy"]);
      put("empty", { jobTitle: "Later" });
      await world.sync("contact");
      expect(contactOf("empty").managername).toBe("From Enginy");
      await edit("empty", { managername: null });
      await world.sync("contact");
      expect(contactOf("empty").managername).toBe("Later");
    });
  });

  describe("Warning: a Contact field in the Companies tab", () => {
    it("is a red X, and stops none of the other lines", async () => {
      const wrong = line("mobilePhone", "telephone1");
      await world.map("company", { ...COMPANY, lines: [...COMPANY.lines, wrong] });
      await world.reread();
      const { body } = await world.connector.admin(`/mappings/${world.mappingOf("company")}/check`);
      const { lines } = body as unknown as MappingCheckView;
      expect(lines.at(-1)).toMatchObject({
        level: "unsupported",
        text: expect.stringMatching(/mobilePhone/),
      });
      const id = world.company({ name: "Wrong Tab", city: "Ulm" });
      expect(await world.sync("company")).toMatchObject({ counts: { failed: 0 } });
      expect(world.stored("account", world.rowOf("company", id)!)).toMatchObject({ address1_city: "Ulm" });
    });
  });

  describe("Warning: the same field in both tabs", () => {
    const marks = async (contactColumn: string, companyColumn: string) => {
      await world.map("contact", {
        ...CONTACT,
        lines: [line("lastName", "lastname"), line("companyName", contactColumn)],
      });
      await world.map("company", { ...COMPANY, lines: [line("name", companyColumn)] });
      await world.reread();
      const checks = (["contact", "company"] as const).map(async (object) => {
        const { body } = await world.connector.admin(`/mappings/${world.mappingOf(object)}/check`);
        const { code, text } = (body as unknown as MappingCheckView).lines.at(-1)!;
        return { code, text };
      });
      return Promise.all(checks);
    };

    it("mapped the same in both places is all right", async () => {
      expect(await marks("description", "description")).toEqual([
        expect.objectContaining({ code: "fits" }),
        expect.objectContaining({ code: "fits" }),
      ]);
    });

    it("mapped differently is marked yellow in both, with the other place", async () => {
      const [contacts, companies] = await marks("description", "name");
      expect(contacts).toMatchObject({
        code: "mappedElsewhere",
        text: expect.stringMatching(/Enginy companies.*"name"/),
      });
      expect(companies).toMatchObject({
        code: "mappedElsewhere",
        text: expect.stringMatching(/Enginy contacts.*"description"/),
      });
    });
  });
});
