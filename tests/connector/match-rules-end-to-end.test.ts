import {
  emailWithName,
  linkedInOrNameAndCompany,
  nameAndCompany,
} from "../../core/mapping/defaults/contact-identifiers";
import type { Comparison, MatchRules } from "../../core/mapping/types";
import { DocumentError } from "../../core/mapping/document";
import type { Values } from "../../core/records";
import { rowIdFor } from "../../core/ids/record-ids";
import { importCandidates } from "../../connector/runs/import-candidates";
import { importRecords } from "../../connector/runs/import-chunk";
import { Mapped } from "./support/mapped";
import type { Result } from "../../connector/pipeline/item";

const FIELDS = {
  firstName: "firstName",
  lastName: "lastName",
  company: "company",
  email: "email",
  linkedIn: "linkedIn",
};

describe("who is the same person", () => {
  let mapped: Mapped;
  let count = 0;

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: [{ name: "linkedIn", type: "url" }] });
    mapped.dynamics.platform.dataverse.kernel.model.addColumn("contact", {
      logicalName: "new_linkedin",
      type: "String",
      maxLength: 200,
    });
  });

  afterAll(() => mapped.close());

  /** In bulk, as a first import compares: all free rows are looked at. */
  async function inRun(id: string): Promise<Result> {
    const sync = await mapped.prepare({ trigger: "run", direction: "toDataverse" });
    const { candidates } = await importCandidates(sync, new Date());
    return (await importRecords(sync, [mapped.records.get(id)!], candidates))[0]!;
  }

  const doors: readonly (readonly [string, (id: string) => Promise<Result>])[] = [
    ["in a run", inRun],
    ["at an event", async (id) => (await mapped.sync([id]))[0]!],
  ];

  const one = (comparison: Comparison, systemField: string, column: string): MatchRules => [
    [
      { systemField: "lastName", column: "lastname", comparison: "exact" },
      { systemField, column, comparison },
    ],
  ];

  describe.each(doors)("%s", (_door, syncOne) => {
    test.each<[string, MatchRules, object, object, object]>([
      [
        "exact",
        one("exact", "company", "jobtitle"),
        { company: "Acme" },
        { jobtitle: "Acme" },
        { jobtitle: "ACME" },
      ],
      [
        "ignoreCase",
        one("ignoreCase", "company", "jobtitle"),
        { company: "ACME" },
        { jobtitle: "acme" },
        { jobtitle: "ac-me" },
      ],
      [
        "email",
        one("email", "email", "emailaddress1"),
        { email: "Ines <I@X.example>" },
        { emailaddress1: "i@x.example" },
        { emailaddress1: "j@x.example" },
      ],
      [
        "phone",
        one("phone", "phone", "mobilephone"),
        { phone: "+34 612 345 678" },
        { mobilephone: "+34 (612) 34-56-78" },
        { mobilephone: "+34612345679" },
      ],
      [
        "domain",
        one("domain", "email", "websiteurl"),
        { email: "i@mail.acme.co.uk" },
        { websiteurl: "https://acme.co.uk/team" },
        { websiteurl: "acme.fr" },
      ],
      [
        "domainWithoutEnding",
        one("domainWithoutEnding", "email", "websiteurl"),
        { email: "i@acme.co.uk" },
        { websiteurl: "www.acme.fr" },
        { websiteurl: "acme-group.fr" },
      ],
      [
        "url",
        one("url", "linkedIn", "new_linkedin"),
        { linkedIn: "https://fr.linkedin.com/in/Ines/?x=1" },
        { new_linkedin: "linkedin.com/in/ines" },
        { new_linkedin: "linkedin.com/in/ines2" },
      ],
      [
        "name, folded",
        one("name", "company", "jobtitle"),
        { company: "Löwen & Söhne" },
        { jobtitle: "LOWEN SOHNE" },
        { jobtitle: "Lowen Tochter" },
      ],
      [
        "first, last and company name",
        nameAndCompany(FIELDS, { company: "department" }),
        { company: "Acme S.A." },
        { firstname: "INÉS", department: "acme sa" },
        { firstname: "Ines", department: "Globex" },
      ],
      [
        "LinkedIn address",
        linkedInOrNameAndCompany(FIELDS, { company: "department", linkedIn: "new_linkedin" }),
        { linkedIn: "linkedin.com/in/#" },
        { firstname: "Someone", new_linkedin: "https://www.linkedin.com/in/#/" },
        { firstname: "Someone", new_linkedin: "linkedin.com/in/bob" },
      ],
      [
        "LinkedIn set, by its names",
        linkedInOrNameAndCompany(FIELDS, { company: "department", linkedIn: "new_linkedin" }),
        { company: "Acme" },
        { firstname: "Ines", department: "ACME" },
        { firstname: "Ines" },
      ],
      [
        "email with name",
        emailWithName(FIELDS),
        { email: "i@x.example" },
        { firstname: "ines", emailaddress1: "I@x.example" },
        { firstname: "Bob", emailaddress1: "i@x.example" },
      ],
      [
        "one group or the other",
        [...one("exact", "phone", "fax"), ...one("exact", "company", "jobtitle")],
        { phone: "1", company: "Acme" },
        { jobtitle: "Acme" },
        { fax: "2", jobtitle: "Other" },
      ],
    ])("%s: the same is linked, another is not", async (_name, matchRules, values, same, other) => {
      await mapped.map({ matchRules });
      const id = `m${++count}`;
      const of = (owner: string, some: object): Values =>
        JSON.parse(JSON.stringify(some).replaceAll("#", owner)) as Values;
      mapped.put(id, { lastName: `Last ${id}`, ...of(id, values) });
      const base = { firstname: "Ines", lastname: `Last ${id}` };
      await mapped.add("contacts", { ...base, ...of(id, other) });
      const row = await mapped.add("contacts", { ...base, ...of(id, same) });
      const result = await syncOne(id);
      expect({ rowId: result.rowId, created: result.outcome === "created", issue: result.issue }).toEqual({
        rowId: row,
        created: false,
        issue: undefined,
      });

      const alone = `m${++count}`;
      mapped.put(alone, { lastName: `Last ${alone}`, ...of(alone, values) });
      await mapped.add("contacts", { ...base, lastname: `Last ${alone}`, ...of(alone, other) });
      const created = await syncOne(alone);
      expect(created).toMatchObject({
        outcome: "created",
        rowId: rowIdFor(mapped.connectionId, "contact", alone),
      });
    });

    test("two that fit are an issue, and neither is touched; nobody who fits may be left alone", async () => {
      await mapped.map({ matchRules: one("name", "company", "jobtitle"), policies: { noMatch: "skip" } });
      const id = `m${++count}`;
      mapped.put(id, { lastName: `Last ${id}`, company: "Acme" });
      expect(await syncOne(id)).toMatchObject({ outcome: "skipped", issue: { code: "NO_MATCH" } });
      for (const jobtitle of ["Acme", "ACME"])
        await mapped.add("contacts", { lastname: `Last ${id}`, jobtitle });
      expect(await syncOne(id)).toMatchObject({
        outcome: "skipped",
        issue: { code: "MATCH_AMBIGUOUS", params: { count: 2 } },
      });
    });
  });

  test("a domain alone is nobody's identity: such rules are refused", async () => {
    await mapped.map({
      matchRules: [[{ systemField: "email", column: "emailaddress1", comparison: "domain" }]],
    });
    const [configured] = await mapped.runtime.configuredMappings();
    expect(configured!.mapping).toBeInstanceOf(DocumentError);
    expect((configured!.mapping as DocumentError).problems).toEqual([
      expect.objectContaining({ fault: "domainAlone" }),
    ]);
    await expect(mapped.sync(["m1"])).rejects.toMatchObject({
      issue: { code: "MAPPING_INVALID", params: { details: expect.stringContaining("Match rule 1:") } },
    });
    await expect(mapped.sync(["m1"], { trigger: "push" })).rejects.toMatchObject({
      issue: { code: "MAPPING_UNUSABLE" },
    });
  });
});
