import { readers } from "../../controls/SyncPanel/adapters/read-many";
import {
  readSnapshot,
  snapshotOf,
  snapshotQueries,
  type Snapshot,
} from "../../controls/SyncPanel/adapters/snapshot";
import { ConnectionStatus, MappingStatus } from "../../core/generated/schema";
import { ClientError, type ManyRows } from "../../webresources/client";
import { answersFor, asBatch, CONNECTION_ID, contactRow, CONTACT_ID, linkRow } from "./support/samples";

const KNOWN = String(
  (answersFor(contactRow(), { jobtitle: "Buyer" })[0] as readonly Record<string, unknown>[])[0]!
    .wave_syncdetails,
);
const read = (answers: ManyRows) =>
  readSnapshot({ many: async () => answers }, "contact", CONTACT_ID, "the system");
const linkOf = (answers: ManyRows) => snapshotOf(answers, "the system").links[0]!;

describe("the one request on opening a form", () => {
  it("reads the record, the systems that could have it, and its open issues", () => {
    const [record, mappings, issues] = snapshotQueries("contact", CONTACT_ID, KNOWN);
    expect(record).toEqual({
      table: "contact",
      entitySet: "contacts",
      options:
        "?$select=wave_syncstatus,wave_syncedon,wave_syncdetails,modifiedon,externaluseridentifier,jobtitle" +
        `&$filter=contactid eq ${CONTACT_ID}`,
    });
    expect(mappings!.options).toContain("$filter=wave_table eq 'contact'");
    expect(issues!.options).toContain(`_wave_contact_value eq ${CONTACT_ID}`);
  });

  it("reads the row as a whole where the form does not tell which columns count", () => {
    expect(snapshotQueries("contact", CONTACT_ID)[0]!.options).toBe(`?$filter=contactid eq ${CONTACT_ID}`);
  });

  it("asks an account for no identifier: it has none", () => {
    const [record, , issues] = snapshotQueries("account", CONTACT_ID, KNOWN);
    expect(record!.options).not.toContain("externaluseridentifier");
    expect(issues!.options).toContain("_wave_account_value eq");
  });

  it("never asks for links: nobody needs a right on them", () => {
    for (const { table, options } of snapshotQueries("contact", CONTACT_ID, KNOWN))
      expect(`${table}${options}`).not.toMatch(/wave_link/i);
  });

  it("goes to Dataverse as one batch, where the page is of its origin", async () => {
    const send = jest.fn(async (_path: string, _init: RequestInit) => asBatch(answersFor(contactRow())));
    Object.assign(globalThis, { fetch: send });
    const xrm = { Utility: { getGlobalContext: () => ({ getClientUrl: () => location.origin }) } };
    const { links } = await readSnapshot(readers({} as never, xrm), "contact", CONTACT_ID, "the system");
    expect(links).toHaveLength(1);
    expect(send).toHaveBeenCalledTimes(1);
    const { body } = send.mock.calls[0]![1];
    expect(String(body).match(/GET \/api\/data\/v9\.2\/\S+ HTTP\/1\.1/g)).toHaveLength(3);
  });

  it("goes through the framework elsewhere, and one refusal keeps nothing else away", async () => {
    const [records, mappings] = answersFor(contactRow());
    const query = jest.fn(async (table: string) => {
      if (table === "wave_issue") throw new ClientError("NO_PRIVILEGE");
      return (table === "contact" ? records : mappings) as never;
    });
    const many = readers({ query }, undefined);
    const { links } = await readSnapshot(many, "contact", CONTACT_ID, "the system");
    expect(links[0]).toMatchObject({ system: "Wave", truth: { kind: "inSync" } });
  });

  it("later looks ask for the row alone, and only if it has changed", async () => {
    const since = jest.fn(async (_path: string, _etag: string): Promise<never | undefined> => undefined);
    const many = jest.fn(async () => answersFor({ ...contactRow(), "@odata.etag": 'W/"7"' }));
    const look = (before?: Snapshot) =>
      readSnapshot({ many, since }, "contact", CONTACT_ID, "the system", KNOWN, before);
    const first = await look();
    expect(await look(first)).toBe(first);
    expect(since.mock.calls[0]).toEqual([
      expect.stringMatching(
        new RegExp(`^contacts\\(${CONTACT_ID}\\)\\?\\$select=wave_syncstatus,.*jobtitle`),
      ),
      'W/"7"',
    ]);
    const changed = { ...first.row, "@odata.etag": 'W/"8"', jobtitle: "Head" };
    since.mockResolvedValueOnce(changed as never);
    const then = await look(first);
    expect(then.row).toEqual(changed);
    expect(then.places).toEqual(first.places);
    expect(many).toHaveBeenCalledTimes(1);
  });

  it("a record that is gone, or hidden from the person, is said to be so", async () => {
    await expect(read([[], [], []])).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
  });

  it("a refusal of the platform comes in our words", async () => {
    await expect(read([new ClientError("NO_PRIVILEGE"), [], []])).rejects.toMatchObject({
      code: "NO_PRIVILEGE",
    });
    const refused = () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(readSnapshot({ many: refused }, "contact", CONTACT_ID, "")).rejects.toMatchObject({
      code: "DATAVERSE_UNAVAILABLE",
    });
  });
});

describe("its answer", () => {
  it("becomes what the panel shows", () => {
    expect(snapshotOf(answersFor(contactRow()), "the system")).toMatchObject({
      status: { kind: "inSync" },
      stored: "InSync",
      syncedOn: new Date("2026-09-19T10:14:00Z"),
      identifier: "wavecnct_clx0demo0000abcd1234efgh",
      links: [{ system: "Wave", externalId: "clx0demo0000abcd1234efgh", truth: { kind: "inSync" } }],
    });
  });

  it("may hold nothing at all", () => {
    expect(snapshotOf([[{}], [], []], "the system")).toMatchObject({
      status: { kind: "notLinked" },
      links: [],
    });
  });

  it("says what the row holds that was not sent yet", () => {
    const answers = answersFor(contactRow({ jobtitle: "Head" }), { jobtitle: "Buyer", websiteurl: null });
    expect(snapshotOf(answers, "the system").status).toEqual({ kind: "waiting", columns: ["jobtitle"] });
  });

  it.each(["Paused", "Disconnected", "NeedsSignIn"] as const)(
    "a connection that is %s shows it",
    (status) => {
      const link = linkRow({}, { wave_connectionstatus: ConnectionStatus[status] });
      const { links, status: whole } = snapshotOf(answersFor(contactRow({}, [link])), "the system");
      expect(links[0]!.readiness).toBe(status);
      expect(whole).toMatchObject({ kind: "paused", why: status });
    },
  );

  it.each(["Paused", "Draft"] as const)("a mapping that is %s syncs nothing", (status) => {
    const [records, mappings, issues] = answersFor(contactRow());
    const stopped = (mappings as readonly object[]).map((row) => ({
      ...row,
      wave_mappingstatus: MappingStatus[status],
    }));
    expect(linkOf([records!, stopped, issues!]).readiness).toBe("Paused");
  });

  it("a record without a link hears nothing of a mapping that was never turned on", () => {
    const [records, mappings, issues] = answersFor(contactRow({}, []));
    const draft = (mappings as readonly object[]).map((row) => ({
      ...row,
      wave_mappingstatus: MappingStatus.Draft,
    }));
    const { places, status } = snapshotOf([records!, draft, issues!], "the system");
    expect([places, status]).toEqual([[], { kind: "notLinked" }]);
  });

  it("a connection that is not there any more syncs nothing", () => {
    const [records, , issues] = answersFor(contactRow());
    expect(linkOf([records!, [], issues!]).readiness).toBe("Disconnected");
  });

  it("connections that the person may not see are believed to be fine", () => {
    const [records, , issues] = answersFor(contactRow());
    const link = linkOf([records!, new ClientError("NO_PRIVILEGE"), issues!]);
    expect(link).toMatchObject({ connectionId: CONNECTION_ID, readiness: "Ready", system: "the system" });
  });

  it("fills the pattern of addresses safely", () => {
    const odd = linkRow({ wave_externalid: "a/b?c=d" });
    expect(linkOf(answersFor(contactRow({}, [odd]))).url).toBe("https://app.example/contacts/a%2Fb%3Fc%3Dd");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", " https://x"])(
    "makes no link of %p",
    (address) => {
      const link = linkRow({}, { wave_recordurltemplate: address });
      expect(linkOf(answersFor(contactRow({}, [link]))).url).toBeUndefined();
    },
  );
});
