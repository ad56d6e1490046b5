import { randomUUID } from "node:crypto";
import { rowPath } from "../../../../core/odata/key";
import type { BulkMessage } from "../../../../connector/dataverse/bulk";
import type { Json } from "../../../../connector/dataverse/json";
import { writeBulk } from "../../../../connector/pipeline/write/write-bulk";
import type { Harness } from "../client-conformance";
import {
  addContact,
  CHANGED_SINCE,
  CONTACTS,
  DUPLICATE_ID,
  etagOf,
  KEY_VIOLATED,
  NOT_FOUND,
  patch,
  refusal,
  refusedWith,
  TOO_LONG,
  unique,
  valuesOf,
} from "./contacts";

/** Bulk messages, which take all rows or none, and guarded writes, which each stand for themselves. */
export function writingMany(harness: () => Harness): void {
  const bulk = (message: BulkMessage, rows: readonly Json[]) =>
    harness().client.bulk(message, CONTACTS, rows);
  const there = async (id: string) =>
    (await harness().client.retrieve("contacts", id, ["lastname"])) !== null;

  it("UpsertMultiple creates the rows that are missing and changes the others", async () => {
    const [old, fresh] = [await addContact(harness(), { firstname: "Ada" }), randomUUID()];
    await bulk("UpsertMultiple", [
      { contactid: fresh, lastname: "Fresh" },
      { contactid: old, lastname: "Old" },
    ]);
    expect(await valuesOf(harness(), old, "firstname", "lastname")).toEqual({
      firstname: "Ada",
      lastname: "Old",
    });
    expect(await valuesOf(harness(), fresh, "lastname")).toEqual({ lastname: "Fresh" });
    await bulk("UpsertMultiple", []);
  });

  it("UpdateMultiple creates nothing, CreateMultiple changes nothing", async () => {
    const [old, fresh] = [await addContact(harness()), randomUUID()];
    const both = [
      { contactid: fresh, lastname: "New" },
      { contactid: old, lastname: "New" },
    ];
    expect(await refusal(bulk("UpdateMultiple", both))).toEqual(NOT_FOUND);
    expect(await refusal(bulk("CreateMultiple", both))).toEqual(DUPLICATE_ID);
    expect([await there(fresh), await valuesOf(harness(), old, "lastname")]).toEqual([
      false,
      { lastname: "Doe" },
    ]);
  });

  it("for one bad row, none is written", async () => {
    const [old, fresh] = [await addContact(harness()), randomUUID()];
    const before = await etagOf(harness(), old);
    const rows = [
      { contactid: fresh, lastname: "New" },
      { contactid: old, lastname: "New" },
      { contactid: randomUUID(), lastname: "x".repeat(51) },
    ];
    expect(await refusal(bulk("UpsertMultiple", rows))).toEqual(TOO_LONG);
    expect([await there(fresh), await etagOf(harness(), old)]).toEqual([false, before]);
  });

  it("no two rows of one message may take the same alternate key", async () => {
    const externaluseridentifier = unique();
    const rows = [randomUUID(), randomUUID()].map((contactid) => ({
      contactid,
      lastname: "Doe",
      externaluseridentifier,
    }));
    expect(await refusal(bulk("UpsertMultiple", rows))).toEqual(KEY_VIOLATED);
    expect(await Promise.all(rows.map((row) => there(row.contactid)))).toEqual([false, false]);
  });

  it("the bad rows are found and named; all others land", async () => {
    const key = unique();
    await addContact(harness(), { externaluseridentifier: key });
    const rows = Array.from({ length: 9 }, (_, at) => ({
      id: randomUUID(),
      more: at === 2 ? { firstname: "x".repeat(51) } : at === 7 ? { externaluseridentifier: key } : {},
    })).map(({ id, more }) => ({ id, body: { contactid: id, lastname: "Doe", ...more } }));
    const failures = await writeBulk(harness().client, "UpsertMultiple", CONTACTS, rows, {});
    expect([...failures].map(([id, { status, code }]) => [id, status, code])).toEqual([
      [rows[2]!.id, ...TOO_LONG],
      [rows[7]!.id, ...KEY_VIOLATED],
    ]);
    expect(await Promise.all(rows.map((row) => there(row.id)))).toEqual(
      rows.map((_, at) => at !== 2 && at !== 7),
    );
  });

  it("everything of a message is done as the person it is for", async () => {
    const contactid = randomUUID();
    const { client, colleagueId } = harness();
    await client.bulk("UpsertMultiple", CONTACTS, [{ contactid, lastname: "Doe" }], { asUser: colleagueId });
    expect(await valuesOf(harness(), contactid, "_createdby_value")).toEqual({
      _createdby_value: colleagueId,
    });
  });

  it("guarded writes are answered one by one: what one is refused for does not hold up the others", async () => {
    const { client } = harness();
    const [one, two, three] = [
      await addContact(harness()),
      await addContact(harness()),
      await addContact(harness()),
    ];
    const etags = await Promise.all([one, two, three].map((id) => etagOf(harness(), id)));
    await client.update("contacts", two, { lastname: "Typed" });
    const answers = await client.writes([
      patch(one, etags[0]!, { lastname: "One" }),
      patch(two, etags[1]!, { lastname: "Two" }),
      patch(randomUUID(), "*", { lastname: "Nobody" }),
      patch(three, etags[2]!, { lastname: "x".repeat(51) }),
      patch(three, etags[2]!, { lastname: "Three" }),
      patch(three, etags[2]!, { lastname: "Four" }),
      patch(two, "*", { firstname: "Two" }),
    ]);
    expect(answers.map((each) => ("error" in each ? refusedWith(each.error) : "done"))).toEqual([
      "done",
      CHANGED_SINCE,
      NOT_FOUND,
      TOO_LONG,
      "done",
      CHANGED_SINCE,
      "done",
    ]);
    const names = await Promise.all([one, two, three].map((id) => valuesOf(harness(), id, "lastname")));
    expect(names.map(({ lastname }) => lastname)).toEqual(["One", "Typed", "Three"]);
  });

  it("guarded deletes take the row only as it was read", async () => {
    const { client } = harness();
    const [read, changed] = [await addContact(harness()), await addContact(harness())];
    const etags = [await etagOf(harness(), read), await etagOf(harness(), changed)];
    await client.update("contacts", changed, { lastname: "Typed" });
    const remove = (id: string, ifMatch: string) =>
      ({ method: "DELETE", path: rowPath("contacts", id), ifMatch }) as const;
    const answers = await client.writes([
      remove(read, etags[0]!),
      remove(changed, etags[1]!),
      remove(read, "*"),
    ]);
    expect(answers.map((each) => ("error" in each ? refusedWith(each.error) : "done"))).toEqual([
      "done",
      CHANGED_SINCE,
      NOT_FOUND,
    ]);
    expect([await there(read), await there(changed)]).toEqual([false, true]);
  });
}
