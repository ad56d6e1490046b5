import { randomUUID } from "node:crypto";
import { rowPath } from "../../../core/odata/key";
import type { ChangeSet } from "../../../connector/dataverse/change-sets";
import { RequestCounter } from "../../../connector/dataverse/request-counter";
import type { Harness } from "./client-conformance";
import { DUPLICATE_ID, refusedWith, TOO_LONG } from "./conformance/contacts";
import { startDynamicsHarness } from "./dynamics-harness";

describe("change sets: each is done as a whole or not at all, and holds up no other", () => {
  let harness: Harness;
  beforeAll(async () => (harness = await startDynamicsHarness()));
  afterAll(() => harness?.close());

  /** Creates a contact, then changes it. */
  const set = (contactid: string, changes: object = { jobtitle: "Buyer" }): ChangeSet => [
    { method: "POST", path: "contacts", body: { contactid, lastname: "Doe" } },
    { method: "PATCH", path: rowPath("contacts", contactid), body: { ...changes } },
  ];
  const titleOf = async (id: string) =>
    (await harness.client.retrieve("contacts", id, ["jobtitle"]))?.jobtitle ?? null;

  it("what one is refused for is its own, in the order given", async () => {
    const [fine, bad, last] = [randomUUID(), randomUUID(), randomUUID()];
    const sets = [set(fine), set(bad, { jobtitle: "x".repeat(101) }), set(fine), set(last)];
    const answers = await harness.client.changeSets(sets);
    expect(answers.map((error) => error && refusedWith(error))).toEqual([null, TOO_LONG, DUPLICATE_ID, null]);
    expect(await Promise.all([fine, last].map(titleOf))).toEqual(["Buyer", "Buyer"]);
    expect(await harness.client.retrieve("contacts", bad, ["contactid"])).toBeNull();
  });

  it("are done as whoever is named", async () => {
    const id = randomUUID();
    await harness.client.changeSets([set(id)], { asUser: harness.colleagueId });
    const row = await harness.client.retrieve("contacts", id, ["_createdby_value", "_ownerid_value"]);
    expect([row?._createdby_value, row?._ownerid_value]).toEqual([harness.colleagueId, harness.colleagueId]);
  });

  it("never create what they change", async () => {
    const id = randomUUID();
    const change = { method: "PATCH", path: rowPath("contacts", id), body: { lastname: "Nobody" } } as const;
    const [error] = await harness.client.changeSets([[change]]);
    expect(error?.status).toBe(404);
  });

  it("as few requests as it takes, a thousand writes in each; none for none", async () => {
    const counter = new RequestCounter();
    const many = Array.from({ length: 501 }, () => set(randomUUID()));
    expect((await harness.client.changeSets(many, { counter })).filter(Boolean)).toEqual([]);
    expect(counter.sent).toBe(2);
    expect(await harness.client.changeSets([], { counter })).toEqual([]);
    expect(counter.sent).toBe(2);
  });
});
