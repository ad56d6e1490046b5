import { randomUUID } from "node:crypto";
import type { Harness } from "../client-conformance";
import {
  addContact,
  CHANGED_SINCE,
  DUPLICATE_ID,
  etagOf,
  KEY_VIOLATED,
  NO_SUCH_COLUMN,
  NOT_FOUND,
  refusal,
  TOO_LONG,
  unique,
  valuesOf,
} from "./contacts";

const NOWHERE = { "parentcustomerid_account@odata.bind": `/accounts(${randomUUID()})` };

/** One row at a time, and what it is refused for. */
export function writing(harness: () => Harness): void {
  it("creates an active row under the id given, owned by whoever made it", async () => {
    const id = await addContact(harness(), { firstname: "Ada", jobtitle: "" });
    const { connectorId } = harness();
    expect(
      await valuesOf(
        harness(),
        id,
        "firstname",
        "jobtitle",
        "statecode",
        "_ownerid_value",
        "_createdby_value",
      ),
    ).toEqual({
      firstname: "Ada",
      jobtitle: null,
      statecode: 0,
      _ownerid_value: connectorId,
      _createdby_value: connectorId,
    });
  });

  it("does not create a second row with the same id", async () => {
    const contactid = await addContact(harness());
    const again = harness().client.create("contacts", { contactid, lastname: "Again" });
    expect(await refusal(again)).toEqual(DUPLICATE_ID);
    expect(await valuesOf(harness(), contactid, "lastname")).toEqual({ lastname: "Doe" });
  });

  it("changes what it is given and nothing else; the row has another ETag then", async () => {
    const { client } = harness();
    const id = await addContact(harness(), { firstname: "Ada", jobtitle: "Programmer" });
    const before = await etagOf(harness(), id);
    await client.update("contacts", id, { jobtitle: null });
    expect(await valuesOf(harness(), id, "firstname", "jobtitle")).toEqual({
      firstname: "Ada",
      jobtitle: null,
    });
    expect(await etagOf(harness(), id)).not.toBe(before);
  });

  it("counts a write of the same values as a change", async () => {
    const id = await addContact(harness());
    const before = await etagOf(harness(), id);
    await harness().client.update("contacts", id, { lastname: "Doe" });
    expect(await etagOf(harness(), id)).not.toBe(before);
  });

  it("changes a row only as it was read, where told so", async () => {
    const { client } = harness();
    const id = await addContact(harness());
    const ifMatch = await etagOf(harness(), id);
    await client.update("contacts", id, { lastname: "First" }, { ifMatch });
    expect(await refusal(client.update("contacts", id, { lastname: "Second" }, { ifMatch }))).toEqual(
      CHANGED_SINCE,
    );
    expect(await valuesOf(harness(), id, "lastname")).toEqual({ lastname: "First" });
  });

  it("an update creates nothing", async () => {
    const id = randomUUID();
    expect(await refusal(harness().client.update("contacts", id, { lastname: "Doe" }))).toEqual(NOT_FOUND);
    expect(await harness().client.retrieve("contacts", id, ["lastname"])).toBeNull();
  });

  it("an upsert creates the row, or changes it", async () => {
    const id = randomUUID();
    await harness().client.upsert("contacts", id, { firstname: "Ada", lastname: "Doe" });
    await harness().client.upsert("contacts", id, { lastname: "Roe" });
    expect(await valuesOf(harness(), id, "firstname", "lastname")).toEqual({
      firstname: "Ada",
      lastname: "Roe",
    });
  });

  it("deletes a row, takes one that is gone as done, and an account takes its contacts along", async () => {
    const { client } = harness();
    const accountid = randomUUID();
    await client.create("accounts", { accountid, name: "Contoso" });
    const bind = { "parentcustomerid_account@odata.bind": `/accounts(${accountid})` };
    const id = await addContact(harness(), bind);
    await client.remove("accounts", accountid);
    await client.remove("accounts", accountid);
    expect(await client.retrieve("accounts", accountid, ["name"])).toBeNull();
    expect(await client.retrieve("contacts", id, ["lastname"])).toBeNull();
  });

  it.each([
    ["a text that is too long", { firstname: "x".repeat(51) }, TOO_LONG],
    ["a column that is not there", { shoesize: "42" }, NO_SUCH_COLUMN],
    ["a lookup to a row that is not there", NOWHERE, NOT_FOUND],
  ])(
    "refuses %s, in a new row and in one that is there, and changes nothing",
    async (_what, values, refused) => {
      const { client } = harness();
      const id = await addContact(harness());
      const before = await etagOf(harness(), id);
      const contactid = randomUUID();
      expect(await refusal(client.create("contacts", { contactid, lastname: "Doe", ...values }))).toEqual(
        refused,
      );
      expect(await client.retrieve("contacts", contactid, ["lastname"])).toBeNull();
      expect(await refusal(client.update("contacts", id, { jobtitle: "x", ...values }))).toEqual(refused);
      expect(await refusal(client.upsert("contacts", id, { jobtitle: "x", ...values }))).toEqual(refused);
      expect(await etagOf(harness(), id)).toBe(before);
    },
  );

  it("lets no two rows have the same alternate key, whatever its case; many may have none", async () => {
    const { client } = harness();
    const key = unique();
    const id = await addContact(harness(), { externaluseridentifier: key });
    const [other, third] = [await addContact(harness()), await addContact(harness())];
    const taken = { externaluseridentifier: key.toUpperCase() };
    expect(await refusal(client.update("contacts", other, taken))).toEqual(KEY_VIOLATED);
    expect(await refusal(client.create("contacts", { lastname: "Doe", ...taken }))).toEqual(KEY_VIOLATED);
    await client.update("contacts", id, taken);
    await client.update("contacts", id, { externaluseridentifier: null });
    await client.update("contacts", third, taken);
    expect(await valuesOf(harness(), third, "externaluseridentifier")).toEqual(taken);
  });

  it("a row that is deactivated keeps its alternate key", async () => {
    const key = unique();
    const id = await addContact(harness(), { externaluseridentifier: key });
    await harness().client.update("contacts", id, { statecode: 1 });
    const other = await addContact(harness());
    const taken = harness().client.update("contacts", other, { externaluseridentifier: key });
    expect(await refusal(taken)).toEqual(KEY_VIOLATED);
  });

  it("writes as somebody else when told to: it is hers, and it was her", async () => {
    const { client, colleagueId: asUser, connectorId } = harness();
    const contactid = randomUUID();
    await client.create("contacts", { contactid, lastname: "Doe" }, { asUser });
    const who = ["_ownerid_value", "_createdby_value", "_modifiedby_value"] as const;
    const hers = { _ownerid_value: asUser, _createdby_value: asUser, _modifiedby_value: asUser };
    expect(await valuesOf(harness(), contactid, ...who)).toEqual(hers);
    await client.update("contacts", contactid, { lastname: "Roe" });
    expect(await valuesOf(harness(), contactid, ...who)).toEqual({ ...hers, _modifiedby_value: connectorId });
    await client.update("contacts", contactid, { lastname: "Poe" }, { asUser });
    expect(await valuesOf(harness(), contactid, ...who)).toEqual(hers);
  });
}
