import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readSnapshot, snapshotOf, snapshotQuery } from "../../controls/SyncPanel/adapters/snapshot";
import * as schema from "../../core/generated/schema";
import { contactRow, CONTACT_ID, linkRow } from "./support/samples";

const source = (path: string) => readFileSync(resolve(__dirname, "../..", path), "utf8");

describe("the one query", () => {
  it("asks for the contact, its identifier, its links, and their connections and mappings", () => {
    expect(snapshotQuery("contact", CONTACT_ID)).toBe(
      "?$select=wave_syncstatus,wave_syncedon,externaluseridentifier" +
        `&$filter=contactid eq ${CONTACT_ID}` +
        "&$expand=wave_Link_Contact_Contact($select=wave_system,wave_externalid,wave_externalurl,wave_linkstatus," +
        "wave_syncedon,wave_code,wave_message,wave_nextstep,wave_correlationid;" +
        "$expand=wave_Connection($select=wave_name,wave_connectionstatus,wave_recordurltemplate),wave_Mapping($select=wave_fieldmap))",
    );
  });

  it("asks an account for no identifier: it has none", () => {
    const query = snapshotQuery("account", CONTACT_ID);
    expect(query).toContain("$filter=accountid eq");
    expect(query).toContain("$expand=wave_Link_Account_Account(");
    expect(query).not.toContain("externaluseridentifier");
  });

  it("uses the names of the relationships as the solution has them", () => {
    for (const table of ["Contact", "Account"]) {
      const relationships = source(`solution/src/Other/Relationships/${table}.xml`);
      expect(relationships).toContain(`<EntityRelationship Name="wave_Link_${table}_${table}">`);
    }
  });

  it("uses the status columns as the solution has them", () => {
    for (const table of [schema.contact, schema.account]) {
      expect(table.columns).toMatchObject({ syncstatus: "wave_syncstatus", syncedon: "wave_syncedon" });
    }
  });

  it("keeps what the platform forbids beside a nested $expand out", () => {
    expect(snapshotQuery("contact", CONTACT_ID)).not.toMatch(/\$orderby|\$top/);
  });

  it("a record that is gone, or hidden from the person, is said to be so", async () => {
    const webApi = { retrieveMultipleRecords: async () => ({ entities: [], nextLink: "" }) };
    await expect(readSnapshot(webApi as never, "contact", CONTACT_ID)).rejects.toMatchObject({
      code: "RECORD_NOT_FOUND",
    });
  });

  it("a refusal of the platform comes in our words", async () => {
    const webApi = { retrieveMultipleRecords: () => Promise.reject({ errorCode: -2147220960 }) };
    await expect(readSnapshot(webApi as never, "contact", CONTACT_ID)).rejects.toMatchObject({
      code: "NO_PRIVILEGE",
    });
  });
});

describe("its answer", () => {
  it("becomes what the panel shows", () => {
    expect(snapshotOf("contact", contactRow())).toMatchObject({
      status: "InSync",
      syncedOn: new Date("2026-09-19T10:14:00Z"),
      identifier: "wavecnct_clx0demo0000abcd1234efgh",
      links: [
        { system: "Wave", externalId: "clx0demo0000abcd1234efgh", status: "InSync", connection: "Connected" },
      ],
    });
  });

  it("may hold nothing at all", () => {
    expect(snapshotOf("contact", {})).toEqual({
      status: undefined,
      syncedOn: undefined,
      identifier: undefined,
      links: [],
    });
  });

  it("takes the link's own address before the connection's pattern, and fills the pattern safely", () => {
    const own = linkRow({ wave_externalurl: "https://app.example/c/1" });
    expect(snapshotOf("contact", contactRow({}, [own])).links[0]?.url).toBe("https://app.example/c/1");
    const odd = linkRow({ wave_externalid: "a/b?c=d" });
    expect(snapshotOf("contact", contactRow({}, [odd])).links[0]?.url).toBe(
      "https://app.example/contacts/a%2Fb%3Fc%3Dd",
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", " https://x"])(
    "makes no link of %p",
    (address) => {
      const link = linkRow({ wave_externalurl: address });
      expect(snapshotOf("contact", contactRow({}, [link])).links[0]?.url).toBeUndefined();
    },
  );

  it("names the system by its choice when the connection cannot be read", () => {
    const link = linkRow({ wave_Connection: null });
    expect(snapshotOf("contact", contactRow({}, [link])).links[0]).toMatchObject({
      system: "Wave",
      url: undefined,
    });
  });
});
