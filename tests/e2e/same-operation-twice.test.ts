import { randomUUID } from "node:crypto";
import { World } from "../support/world";
import { SELLER_EMAIL } from "../../local/samples";

describe("the same OperationId twice", () => {
  let world: World;
  beforeAll(async () => (world = await World.synced({ events: false })));
  afterAll(() => world?.close());

  it("does the work once", async () => {
    const seller = await world.as("seller");
    const contact = world.wave.store.all().find((one) => one.assignedTo?.email === SELLER_EMAIL)!;
    const { contactid } = await seller.contactOf(contact.id, "jobtitle");
    await seller.update(`contacts(${String(contactid)})`, { jobtitle: "Head of Twice" });
    const operationId = randomUUID();
    world.wave.trace.clear();

    await Promise.allSettled([1, 2].map(() => seller.call("push", operationId, [String(contactid)])));
    await seller.call("push", operationId, [String(contactid)]);
    const { result } = await seller.finished(operationId);

    expect(result?.counts).toMatchObject({ updated: 1 });
    const writes = world.wave.trace.list().filter((request) => request.method === "PATCH");
    expect(writes.map((request) => request.url)).toEqual([`/sandboxes/wave/v1/contacts/${contact.id}`]);
    expect(world.wave.store.get(contact.id).jobTitle).toBe("Head of Twice");
    expect(
      await seller.list(`wave_operations?$select=wave_name&$filter=wave_operationid eq ${operationId}`),
    ).toHaveLength(1);
  });

  it("is told apart from another person's", async () => {
    const [seller, admin] = [await world.as("seller"), await world.as("admin")];
    const contact = world.wave.store.all().find((one) => one.assignedTo?.email === SELLER_EMAIL)!;
    const { contactid } = await seller.contactOf(contact.id, "jobtitle");
    const operationId = randomUUID();
    await seller.call("preview", operationId, [String(contactid)]);
    const before = await seller.finished(operationId);
    await admin.call("preview", operationId, [String(contactid)]).catch(() => undefined);
    const after = await seller.finished(operationId);
    expect(after.row["wave_result"]).toBe(before.row["wave_result"]);
  });
});
