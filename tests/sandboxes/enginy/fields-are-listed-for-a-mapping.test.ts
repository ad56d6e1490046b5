import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => {
  s = await enginyAndCaller();
  s.sandbox.fields.contact.add("ai_pitch", "Opening line", "TEXT", "AI_VARIABLE");
  s.sandbox.fields.contact.add("crm_segment", "Segment", "TEXT", "CRM_FIELD");
});
afterEach(() => s.close());

interface Fields {
  readonly status: string;
  readonly data: { readonly fields: readonly { readonly id: string }[] };
}

const ask = (query: string, what = "contacts") => s.call<Fields>("GET", `/api/v1/${what}/fields${query}`);
const ids = async (query: string) => (await ask(query)).body.data.fields.map(({ id }) => id);

describe("the fields of contacts and companies", () => {
  it("are given with all that is documented of one", async () => {
    const { body } = await ask("?search=jobTitle&matchMode=exact");
    expect(body).toEqual({
      status: "success",
      message: expect.any(String),
      data: {
        fields: [
          {
            id: "jobTitle",
            label: "Job title",
            dataType: "TEXT",
            editable: true,
            searchable: true,
            sortable: true,
            importable: true,
            exportable: true,
            promptReference: "{{contact.jobTitle}}",
          },
        ],
      },
    });
  });

  it("are of the one or of the other", async () => {
    const of = async (what: string) => (await ask("", what)).body.data.fields.map(({ id }) => id);
    expect(await of("contacts")).toEqual(expect.arrayContaining(["firstName", "ai_pitch", "crm_segment"]));
    expect(await of("companies")).toEqual(expect.arrayContaining(["domain", "numberOfEmployees"]));
    expect(await of("companies")).not.toContain("firstName");
  });

  it("are searched in ids, labels and placeholders, whatever the case, by either name of the query", async () => {
    expect(await ids("?search=OPENING")).toEqual(["ai_pitch"]);
    expect(await ids("?query=crm_seg")).toEqual(["crm_segment"]);
    expect(await ids("?search={{contact.ai_pitch}}&matchMode=exact")).toEqual(["ai_pitch"]);
  });

  it("match at the beginning or as a whole where that is asked for", async () => {
    expect(await ids("?search=name&matchMode=prefix")).toEqual([]);
    expect(await ids("?search=first&matchMode=prefix")).toEqual(["firstName"]);
    expect(await ids("?search=first&matchMode=exact")).toEqual([]);
  });

  it("are of one kind, and no more than asked for", async () => {
    expect(await ids("?fieldType=CRM_FIELD")).toEqual(["crm_segment"]);
    expect(await ids("?fieldType=FORMULA_FIELD")).toEqual([]);
    expect(await ids("?limit=2")).toHaveLength(2);
  });

  it.each(["?fieldType=STANDRAD", "?matchMode=like", "?limit=0", "?limit=101", "?limit=all"])(
    "refuse %s with 400",
    async (query) => expect((await ask(query)).status).toBe(400),
  );
});
