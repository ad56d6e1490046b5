import { createTokenSource } from "../../../connector/dataverse/sign-in";
import { DataverseClient } from "../../../connector/dataverse/client";
import { Governor } from "../../../connector/dataverse/governor";
import { Transport } from "../../../connector/dataverse/transport";
import { readTableMetadata } from "../../../connector/environment/table-metadata";
import { IssueStatus } from "../../../core/generated/schema";
import { describeCheck } from "../../../core/issues/describe";
import { checkLine } from "../../../core/mapping/check/check-line";
import type { Columns } from "../../../core/mapping/columns";
import type { Values } from "../../../core/records";
import type { MatchRules } from "../../../core/mapping/types";
import { operate } from "../../connector/support/connector";
import { enginy, fieldsOf, type Setup } from "../support/enginy";
import { EnginyWorld, line } from "../support/enginy-world";

jest.mock("../../../connector/systems/registry", () =>
  jest
    .requireActual("../support/enginy")
    .registryWithEnginy(jest.requireActual("../../../connector/systems/registry")),
);

// Step 2 of Enginy's set-up page: which fields go where, and how. Named after its rows.

const FIELDS = fieldsOf({
  last: "text",
  title: "text",
  phone: "phone",
  gender: "text",
  score: "number",
  tags: "list",
});
const BY_NAME: MatchRules = [[{ systemField: "last", column: "lastname", comparison: "exact" }]];

const CONTACT: Setup = {
  systemObject: "contact",
  table: "contact",
  fields: FIELDS,
  matchRules: BY_NAME,
  lines: [
    line("last", "lastname"),
    line("phone", "telephone1"),
    line("source", "department", { kind: "fixed", value: "Enginy" }),
    line("event", "nickname", { kind: "manual" }),
    line("hall", "salutation", { kind: "manual" }),
    line("contacted", "assistantname", { kind: "engagement", value: "Contacted" }),
    line("gender", "gendercode", { transformations: [{ kind: "choice", by: "label" }] }),
    line("wrongType", "birthdate", { systemField: "score" }),
    line("readOnly", "fullname", { systemField: "title" }),
    line("overwritten", "jobtitle", { systemField: "title" }),
    line("filled", "managername", { systemField: "title", writeRule: "onlyWhenEmpty" }),
  ],
};
const COMPANY: Setup = {
  systemObject: "company",
  table: "account",
  fields: fieldsOf({ name: "text", sector: "text", city: "text", size: "number" }),
  matchRules: [[{ systemField: "name", column: "name", comparison: "exact" }]],
  lines: [
    line("name", "name"),
    line("source", "accountnumber", { kind: "fixed", value: "Enginy" }),
    line("event", "description", { kind: "manual" }),
    line("sector", "industrycode", { transformations: [{ kind: "choice", by: "label" }] }),
    line("size", "numberofemployees", { writeRule: "onlyWhenEmpty" }),
    line("city", "address1_city"),
  ],
};
const TYPED = "Typed by a person";

describe("Enginy's set-up, Step 2: Field Mapping", () => {
  let world: EnginyWorld;
  const contactOf = (id: string) => world.stored("contact", world.rowOf("contact", id)!);
  const edit = async (id: string, values: object): Promise<void> => {
    const target = `contacts(${world.rowOf("contact", id)})`;
    expect((await world.dynamics.as("admin", "PATCH", target, values)).status).toBe(204);
  };
  const put = (id: string, values: Values): void =>
    enginy.put("contact", id, { last: `Contact ${id}`, ...values });

  beforeAll(async () => {
    world = await EnginyWorld.start([CONTACT, COMPANY]);
    for (const id of ["a", "b"]) put(id, { phone: "+33 1 23 45 67 89" });
    put("choice", { gender: "female", phone: "+33 2" });
    put("none", { gender: "unsaid", phone: "+33 3", title: "X", score: 7 });
    for (const id of ["full", "empty"]) put(id, { title: "From Enginy" });
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
        ids: [world.rowOf("contact", "a")!],
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
      for (const id of ["a", "b"]) expect(contactOf(id).assistantname ?? null).toBeNull();
    });
  });

  it("two tabs, Contacts and Companies: the mapping configuration works the same way in both", async () => {
    const acme = await world.row("accounts", {
      name: "Acme",
      address1_city: "Bonn",
      numberofemployees: 12,
    });
    enginy.put("company", "acme", { name: "Acme", sector: "Consulting", city: "Köln", size: 40 });
    enginy.put("company", "new", { name: "Newcomers", sector: "no such choice", size: 3 });
    await world.sync("company");
    expect(world.rowOf("company", "acme")).toBe(acme);
    const made = world.rowOf("company", "new")!;
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
      ["Blue check: a text into a text", "title", "jobtitle", "supported"],
      ["Blue check: a phone into a phone", "phone", "telephone1", "supported"],
      [
        "Yellow exclamation: Enginy Text field mapped to a Dynamics Enumeration field",
        "gender",
        "gendercode",
        "limited",
      ],
      ["Yellow exclamation: a list into a text", "tags", "jobtitle", "limited"],
      ["Red X: the types don't match", "score", "birthdate", "unsupported"],
      ["Red X: the Dynamics field is read-only", "title", "fullname", "unsupported"],
      ["Red X: a Company field in the Contacts tab", "sector", "jobtitle", "unsupported"],
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
        ids: [world.rowOf("contact", "none")!],
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
      put("full", { title: "Later" });
      await world.sync("contact");
      expect(contactOf("full").jobtitle).toBe("Later");
    });

    it("Sync with Dynamics: only when the destination field is empty, preventing overwriting existing values", async () => {
      expect([contactOf("full").managername, contactOf("empty").managername]).toEqual([TYPED, "From Enginy"]);
      put("empty", { title: "Later" });
      await world.sync("contact");
      expect(contactOf("empty").managername).toBe("From Enginy");
      await edit("empty", { managername: null });
      await world.sync("contact");
      expect(contactOf("empty").managername).toBe("Later");
    });
  });
});
