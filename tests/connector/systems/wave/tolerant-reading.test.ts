import { isStandIn } from "../../../../core/ids/usable-id";
import { waveContract } from "../../../../connector/systems/wave/contract";
import { toJson, toRecord } from "../../../../connector/systems/wave/translate";

const contract = waveContract.parse({});

describe("reading what Wave sends", () => {
  it("lets fields pass that it does not know", () => {
    const record = toRecord(
      { id: "1", firstName: "A", emails: [{ value: "a@b", verified: "yes" }], photo: {} },
      contract,
    );
    expect(record.values).toMatchObject({ firstName: "A", primaryEmail: "a@b" });
  });

  it("takes a missing field, null and an empty text for the same: nothing", () => {
    const { values } = toRecord(
      { id: "1", firstName: "", lastName: null, phones: null, assignedTo: null },
      contract,
    );
    expect(values).toMatchObject({
      firstName: null,
      lastName: null,
      company: null,
      primaryPhone: null,
      assignedTo: null,
    });
  });

  it("reads numbers where text is expected, and plain lists of addresses", () => {
    const { values } = toRecord({ id: "1", company: 3, emails: ["x@y"] }, contract);
    expect(values).toMatchObject({ company: "3", primaryEmail: "x@y" });
  });

  it.each([
    ["an object where a text belongs", { id: "1", jobTitle: { de: "Chef" } }, "jobTitle"],
    ["a text where a list belongs", { id: "1", emails: "x@y" }, "emails"],
    ["a list of anything", { id: "1", emails: [null] }, "emails"],
  ])(
    "takes %s for trouble of that contact rather than emptying its field in Dynamics",
    (_what, json, named) => {
      const { id, values, trouble } = toRecord(json, contract);
      expect({ id, values, code: trouble?.code }).toEqual({ id: "1", values: {}, code: "RECORD_MALFORMED" });
      expect(trouble?.params?.details).toContain(named);
    },
  );

  it.each([{ firstName: "A" }, { id: "" }, { id: { x: 1 } }, null, 5, "x", []])(
    "knows a contact without an id by what it looks like: %j",
    (json) => {
      const { id } = toRecord(json, contract);
      expect(isStandIn(id)).toBe(true);
      expect(toRecord(json, contract).id).toBe(id);
      expect(toRecord({ firstName: "B" }, contract).id).not.toBe(id);
    },
  );

  it.each(["a\u0000b", 5, { x: 1 }, "x".repeat(100)])("takes the time %j for no time", (updatedAt) => {
    expect(toRecord({ id: "1", updatedAt }, contract)).not.toHaveProperty("modifiedOn");
  });

  it("uses the names an admin configured", () => {
    const other = waveContract.parse({
      fields: { jobTitle: "title" },
      lists: { primaryEmail: "mail" },
      assignedTo: "owner",
    });
    const json = { id: "1", title: "CEO", mail: [{ value: "x@y", primary: true }], owner: { email: "o@p" } };
    expect(toRecord(json, other).values).toMatchObject({
      jobTitle: "CEO",
      primaryEmail: "x@y",
      assignedTo: "o@p",
    });
    expect(toJson({ jobTitle: "CTO", assignedTo: null }, other)).toEqual({ title: "CTO", owner: null });
  });

  it("refuses to write a field that Wave does not have", () => {
    expect(() => toJson({ shoeSize: 42 }, contract)).toThrow("shoeSize");
  });
});
