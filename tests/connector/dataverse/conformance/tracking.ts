import { randomUUID } from "node:crypto";
import * as schema from "../../../../core/generated/schema";
import { asksFor, isStaleLink } from "../../../../connector/dataverse/changes";
import type { Harness } from "../client-conformance";
import { addContact, unique, valuesOf } from "./contacts";

const SELECT = ["contactid", "lastname"];

/** Change tracking, and what a merge leaves behind. */
export function tracking(harness: () => Harness): void {
  /** All pages from a link on: rows, ids that are gone, and where to go on the next time. */
  async function changes(link: string | null) {
    const rows = new Map<string, unknown>();
    const removed: string[] = [];
    for (let at = link; ;) {
      const page = await harness().client.changes("contacts", SELECT, at);
      for (const row of page.rows) rows.set(String(row.contactid), row.lastname);
      removed.push(...page.removed);
      if (page.next === null) return { rows, removed, link: page.deltaLink! };
      at = page.next;
    }
  }

  it("the first time all rows come, with a link to what changes from then on", async () => {
    const mark = unique();
    const id = await addContact(harness(), { lastname: mark });
    const first = await changes(null);
    expect(first.rows.get(id)).toBe(mark);
    expect(first.removed).toEqual([]);
    expect(asksFor(first.link, SELECT)).toBe(true);
    expect(asksFor(first.link, [...SELECT, "jobtitle"])).toBe(false);
    const next = await changes(first.link);
    expect([[...next.rows], next.removed]).toEqual([[], []]);
  });

  it("then those made or changed since, as they are now, each once", async () => {
    const [old] = [await addContact(harness()), await addContact(harness())];
    const { link } = await changes(null);
    const made = await addContact(harness(), { lastname: "Made" });
    await harness().client.update("contacts", old, { lastname: "Once" });
    await harness().client.update("contacts", old, { lastname: "Twice" });
    const since = await changes(link);
    expect(Object.fromEntries(since.rows)).toEqual({ [made]: "Made", [old]: "Twice" });
    expect(since.removed).toEqual([]);
    expect((await changes(since.link)).rows.size).toBe(0);
  });

  it("and the ids of those that are gone", async () => {
    const id = await addContact(harness());
    const { link } = await changes(null);
    await harness().client.update("contacts", id, { lastname: "Changed" });
    await harness().client.remove("contacts", id);
    const since = await changes(link);
    expect([[...since.rows], since.removed]).toEqual([[], [id]]);
  });

  it("a merge leaves the loser inactive and pointing to its master, which takes what was chosen", async () => {
    const key = unique();
    const master = await addContact(harness(), { lastname: "Master" });
    const loser = await addContact(harness(), { lastname: "Loser", externaluseridentifier: key });
    const { link } = await changes(null);
    await harness().merge(master, loser, { lastname: "Chosen" });
    const columns = ["lastname", "statecode", "merged", "_masterid_value", "externaluseridentifier"];
    expect(await valuesOf(harness(), loser, ...columns)).toEqual({
      lastname: "Loser",
      statecode: 1,
      merged: true,
      _masterid_value: master,
      externaluseridentifier: key,
    });
    expect(await valuesOf(harness(), master, ...columns)).toEqual({
      lastname: "Chosen",
      statecode: 0,
      merged: false,
      _masterid_value: null,
      externaluseridentifier: null,
    });
    expect([...(await changes(link)).rows.keys()].sort()).toEqual([master, loser].sort());
  });

  it("after a merge, what pointed to the loser points to its master", async () => {
    const { client } = harness();
    const [master, loser] = [await addContact(harness()), await addContact(harness())];
    const { columns, entitySet, lookups } = schema.link;
    const id = randomUUID();
    await client.create(entitySet, {
      [schema.link.primaryId]: id,
      [columns.name]: unique(),
      [columns.recordid]: loser,
      [`${lookups.contact.nav}@odata.bind`]: `/contacts(${loser})`,
    });
    await harness().merge(master, loser, {});
    const link = await client.retrieve(entitySet, id, [columns.recordid, lookups.contact.value]);
    // A text is nobody's lookup: the engine moves it itself.
    expect(link).toMatchObject({ [columns.recordid]: loser, [lookups.contact.value]: master });
  });

  // The last one: nothing is remembered from here on.
  it("a link older than what the environment remembers is told apart from other trouble", async () => {
    const { link } = await changes(null);
    await addContact(harness());
    await harness().forgetChanges();
    const error = await harness()
      .client.changes("contacts", SELECT, link)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 400, code: "0x80044352" });
    expect(isStaleLink(error)).toBe(true);
  });
}
